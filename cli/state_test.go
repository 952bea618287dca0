package cli

import (
	"context"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/adrg/xdg"

	"roster/data"
	"roster/ui"
)

func TestStateIsKept(t *testing.T) {
	path := filepath.Join(t.TempDir(), "roster", "state.json")
	if state := loadState(path); !reflect.DeepEqual(state, ui.State{}) {
		t.Fatalf("before: %v", state)
	}
	want := ui.State{View: 2, Views: []ui.ViewState{{Row: 7, Detail: 8, Sort: data.ByAge, Desc: true}}}
	if err := saveState(path, want); err != nil {
		t.Fatal(err)
	}
	if got := loadState(path); !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	for name, mode := range map[string]os.FileMode{path: 0o600, filepath.Dir(path): 0o700} {
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != mode {
			t.Errorf("%s has the mode %v, want %v", name, info.Mode().Perm(), mode)
		}
	}
	if files, err := os.ReadDir(filepath.Dir(path)); err != nil || len(files) != 1 {
		t.Errorf("%d files are left, %v", len(files), err)
	}
}

// The state of a database on a server is found again with another password, and
// from another folder.
func TestStateOfURL(t *testing.T) {
	first, err := statePath("postgres://me:old@h/heroes")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	for name, same := range map[string]bool{"postgres://me:new@h/heroes": true, "postgres://you:old@h/heroes": false, "postgres://me:old@h/villains": false} {
		path, err := statePath(name)
		if err != nil || (path == first) != same {
			t.Errorf("%s has its state in %s, %v, and the first in %s", name, path, err, first)
		}
	}
}

// A state that can't be understood is a start from the beginning.
func TestStateOfAnotherVersion(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state.json")
	if err := os.WriteFile(path, []byte(`{"view": "teams"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	if state := loadState(path); !reflect.DeepEqual(state, ui.State{}) {
		t.Errorf("got %v", state)
	}
}

// What was typed in one of two rosters on a database is not lost when the other ends.
func TestUnsavedBesideAnother(t *testing.T) {
	state := xdg.StateHome
	xdg.StateHome = t.TempDir()
	t.Cleanup(func() { xdg.StateHome = state })
	path := filepath.Join(t.TempDir(), "a.db")
	typed := func(text string) ui.Unsaved {
		return ui.Unsaved{Table: "hero", Row: 1, Fields: []string{"Name"}, Shown: []string{"a"}, Typed: []string{text}}
	}
	ends := func(left []ui.Unsaved, meanwhile func()) (found []ui.Unsaved) {
		p := Program{Screen: func(_ context.Context, _ *data.Store, opts ui.Options) (ui.State, error) {
			found = opts.State.Unsaved
			meanwhile()
			return ui.State{View: 1, Unsaved: left}, nil
		}}
		if err := runRemembering(t.Context(), p, flags{}, path, nil, ui.Options{}); err != nil {
			t.Fatal(err)
		}
		return found
	}
	nothing := func() {}
	ends(nil, func() { ends([]ui.Unsaved{typed("one")}, nothing) })
	ends([]ui.Unsaved{typed("one")}, func() { ends([]ui.Unsaved{typed("one"), typed("two")}, nothing) }) // both had one on the screen
	if found, want := ends(nil, nothing), []ui.Unsaved{typed("two"), typed("one")}; !reflect.DeepEqual(found, want) {
		t.Errorf("found %v, want %v", found, want)
	}
	if found := ends(nil, nothing); len(found) > 0 { // they were on the screen, and left
		t.Errorf("still found %v", found)
	}
}
