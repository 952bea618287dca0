package state

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"roster/data/model"
	"roster/ui"
)

// typed returns a draft with this text.
func typed(text string) ui.Unsaved {
	return ui.Unsaved{Table: "hero", Row: model.NumberID(1), Fields: []string{"Name"}, Shown: []string{"a"}, Typed: []string{text}, At: 2}
}

// textsOf returns the texts of drafts.
func textsOf(drafts []ui.Unsaved) (texts []string) {
	for _, u := range drafts {
		texts = append(texts, u.Typed[0])
	}
	return texts
}

// wantTexts checks what a roster that starts takes, and that nothing failed.
func wantTexts(t *testing.T, d *Drafts, want ...string) []ui.Unsaved {
	t.Helper()
	found := d.Take()
	if got := textsOf(found); !slices.Equal(got, want) {
		t.Errorf("taken: %q, want %q", got, want)
	}
	if err := errors.Join(d.Failures()...); err != nil {
		t.Error(err)
	}
	return found
}

// A draft is one roster's until that forgets it or ends; what is open then is kept as
// it is by then, in the order in which it was open.
func TestDrafts(t *testing.T) {
	state := filepath.Join(t.TempDir(), "roster", "0123.json")
	wantTexts(t, NewDrafts(state))
	NewDrafts(state).End([]ui.Unsaved{typed("one"), typed("two"), typed("three")})
	first := NewDrafts(state)
	taken := wantTexts(t, first, "one", "two", "three")
	wantTexts(t, NewDrafts(state))
	wantTexts(t, NewDrafts(filepath.Join(filepath.Dir(state), "4567.json")))
	first.Forget(taken[0].Draft)
	first.Forget(taken[0].Draft)
	taken[2].Typed[0] = "more"
	if kept := first.End(taken[2:]); kept != 1 {
		t.Errorf("%d are kept", kept)
	}
	last := wantTexts(t, NewDrafts(state), "more")
	if len(last) == 1 && last[0].At != 2 {
		t.Errorf("the keys were in field %d", last[0].At)
	}
	if files, err := os.ReadDir(first.folder); err != nil || len(files) != 1 {
		t.Errorf("%v are left, %v", files, err)
	}
}

// Of rosters that start at once each draft is in one.
func TestDraftsOfManyStarts(t *testing.T) {
	state := filepath.Join(t.TempDir(), "0123.json")
	var want []string
	for i := range 20 {
		want = append(want, fmt.Sprintf("%02d", i))
		NewDrafts(state).End([]ui.Unsaved{typed(want[i])})
	}
	var all [8]*Drafts // else a lock would end with what no one refers to any more
	var found [8][]ui.Unsaved
	var starts sync.WaitGroup
	for i := range all {
		all[i] = NewDrafts(state)
		starts.Go(func() { found[i] = all[i].Take() })
	}
	starts.Wait()
	if got := slices.Sorted(slices.Values(textsOf(slices.Concat(found[:]...)))); !slices.Equal(got, want) {
		t.Errorf("taken: %q, want %q", got, want)
	}
	for _, d := range all {
		d.End(nil)
	}
	wantTexts(t, NewDrafts(state))
}

// What older rosters left in the state file is adopted by one of those that start.
func TestDraftsAreAdopted(t *testing.T) {
	state := filepath.Join(t.TempDir(), "0123.json")
	if err := Save(state, ui.State{View: 3, Unsaved: []ui.Unsaved{typed("one"), typed("two")}}); err != nil {
		t.Fatal(err)
	}
	first, second := NewDrafts(state), NewDrafts(state)
	for _, d := range []*Drafts{first, second, second} {
		if err := d.Migrate(state); err != nil {
			t.Fatal(err)
		}
	}
	if place := Load(state); place.View != 3 || place.Unsaved != nil {
		t.Errorf("the state is %v", place)
	}
	wantTexts(t, second, "one", "two")
	wantTexts(t, first)
	second.End(nil)
	wantTexts(t, first)
}

// What a killed roster left of a file is removed, and what can't be read stays and is
// told.
func TestDraftsThatAreNone(t *testing.T) {
	d := NewDrafts(filepath.Join(t.TempDir(), "0123.json"))
	if err := os.MkdirAll(d.folder, 0o700); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"0123-1.json": "", "0123-2.json": "{}", "0123-3.json": "{", ".roster-1.tmp": "{", ".roster-2.tmp": "{"} {
		if err := os.WriteFile(d.path(name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	old := time.Now().Add(-2 * time.Hour)
	if err := os.Chtimes(d.path(".roster-1.tmp"), old, old); err != nil {
		t.Fatal(err)
	}
	if found := d.Take(); len(found) > 0 || len(d.Failures()) != 1 {
		t.Errorf("taken: %v, and told: %v", found, d.Failures())
	}
	files, err := os.ReadDir(d.folder)
	if err != nil || len(files) != 2 || files[0].Name() != ".roster-2.tmp" || files[1].Name() != "0123-3.json" {
		t.Errorf("%v are left, %v", files, err)
	}
}

// What can't be kept is told, and what was kept before stays.
func TestDraftsThatCantBeKept(t *testing.T) {
	state := filepath.Join(t.TempDir(), "0123.json")
	NewDrafts(state).End([]ui.Unsaved{typed("one")})
	d := NewDrafts(state)
	taken := wantTexts(t, d, "one")
	folder := d.folder
	d.folder = state // no folder
	if err := os.WriteFile(state, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if kept := d.End(taken); kept != 0 || len(d.Failures()) != 1 {
		t.Errorf("%d kept, told: %v", kept, d.Failures())
	}
	d.folder = folder
	wantTexts(t, NewDrafts(state), "one")
}
