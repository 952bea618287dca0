package state

import (
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"roster/data/model"
	"roster/data/query"
	"roster/ui"
)

func TestStateIsKept(t *testing.T) {
	path := filepath.Join(t.TempDir(), "roster", "state.json")
	if state := Load(path); !reflect.DeepEqual(state, ui.State{}) {
		t.Fatalf("before: %v", state)
	}
	want := ui.State{View: 2, Views: []ui.ViewState{{Row: model.NumberID(7), Detail: model.NumberID(8), Sort: query.ByAge, Desc: true}}}
	if err := Save(path, want); err != nil {
		t.Fatal(err)
	}
	if got := Load(path); !reflect.DeepEqual(got, want) {
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

// Ids are numbers in the files of earlier versions, and come back as what they are.
func TestStateOfIDs(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state.json")
	if err := os.WriteFile(path, []byte(`{"view": 1, "views": [{"row": 7, "detail": 8}], "drafts": [{"table": "hero", "row": 9, "with": [{"Table": "team", "ID": 1, "Name": "A"}]}]}`), 0o600); err != nil {
		t.Fatal(err)
	}
	got := Load(path)
	if len(got.Views) != 1 || got.Views[0].Row != model.NumberID(7) || got.Views[0].Detail != model.NumberID(8) {
		t.Errorf("got %v", got)
	}
	if len(got.Unsaved) != 1 || got.Unsaved[0].Row != model.NumberID(9) || got.Unsaved[0].With[0].ID != model.NumberID(1) {
		t.Errorf("got %v", got.Unsaved)
	}
	want := ui.State{Views: []ui.ViewState{{Row: model.TextID("0190f5c2"), Detail: model.BytesID([]byte{0, 255})}, {}}}
	if err := Save(path, want); err != nil {
		t.Fatal(err)
	}
	if got := Load(path); !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// The state of a database on a server is found again with another password, and
// from another folder.
func TestStateOfURL(t *testing.T) {
	first, err := Path("postgres://me:old@h/heroes", "")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	for name, same := range map[string]bool{"postgres://me:new@h/heroes": true, "postgres://you:old@h/heroes": false, "postgres://me:old@h/villains": false} {
		path, err := Path(name, "")
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
	if state := Load(path); !reflect.DeepEqual(state, ui.State{}) {
		t.Errorf("got %v", state)
	}
}
