package ui_test

import (
	"encoding/json"
	"reflect"
	"testing"

	"roster/data/model"
	"roster/ui"
)

// interrupted ends roster from outside, and starts it again as the next day does.
func interrupted(t *testing.T, d *driver, path string, options ...func(*setup)) *driver {
	t.Helper()
	text, err := json.Marshal(d.app.Interrupted())
	if err != nil {
		t.Fatal(err)
	}
	var state ui.State
	if err := json.Unmarshal(text, &state); err != nil {
		t.Fatal(err)
	}
	return start(t, path, append(options, from(state))...)
}

// What was being typed when roster was ended from outside is there at the next
// start, and is saved as if nothing had happened.
func TestUnsavedEdit(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		path := on.seed(t)
		d := start(t, path)
		d.press("2", "e", "!", "tab", "Z")
		d = interrupted(t, d, path)
		d.want("Edit hero id:1", "Deadpond!")
		d.wantNot("Dive")
		d.wantStatus("This is the text you were typing when roster ended.")
		d.press("ctrl+s")
		d.wantDisk("SELECT name, secret_name FROM hero WHERE id = 1", "Deadpond! Dive WilsonZ")
		d.press("e", "?")
		d = interrupted(t, d, path)
		d.wantStatus("This is the text you were typing when roster ended.")
		d.press("esc", "y")
		d.wantNot("what you were typing")
	})
}

// So is a new row, with those that it was to be joined with.
func TestUnsavedNewRow(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		path := on.seed(t)
		d := start(t, path)
		d.press("enter", "n", "A", "n", "t", "tab", "x")
		d = interrupted(t, d, path)
		d.want("New hero, training in Preventers", "Name           Ant")
		d.press("ctrl+s")
		d.wantDisk("SELECT h.name, "+d.other.flag()+" FROM hero AS h JOIN heroteamlink AS l ON l.hero_id = h.id WHERE h.id > 3 AND l.team_id = 2", "Ant 1")
	})
}

// What another program made of the row meanwhile is told, and not overwritten.
func TestUnsavedEditOfAChangedRow(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		path := on.seed(t)
		d := start(t, path)
		d.press("e", "!")
		d.other.exec(theirName)
		d = interrupted(t, d, path)
		d.want("Preventers!", "Another program changed it to “Avengers”.")
		d.press("ctrl+s")
		d.wantDisk("SELECT name FROM team WHERE id = 2", "Avengers")
	})
}

// Nothing is kept of what no one typed, of a form that was left, of what can't
// be meant, or where nothing can be saved.
func TestNothingUnsaved(t *testing.T) {
	path := seedFile(t)
	for _, keys := range [][]string{{"2"}, {"e"}, {"e", "!", "esc", "y"}} {
		d := start(t, path)
		d.press(keys...)
		interrupted(t, d, path).wantNot("Edit team", "when roster was ended")
	}
	for _, unsaved := range []ui.Unsaved{{}, {Table: "team", Typed: []string{"x"}}, {Table: "mission", Row: model.NumberID(1), Fields: []string{"a", "b"}, Shown: []string{"a", "b"}, Typed: []string{"a", "c"}}, {Table: "hero", Shown: make([]string, 3)}} {
		d := start(t, path, from(ui.State{Unsaved: []ui.Unsaved{unsaved}}))
		d.wantNot("when roster was ended")
		if kept := d.app.State().Unsaved; !reflect.DeepEqual(kept, []ui.Unsaved{unsaved}) {
			t.Errorf("kept for a roster that knows what it means: %v, want %v", kept, unsaved)
		}
	}
}

// The keys go to the field that had them, which may be another one by now.
func TestUnsavedFocus(t *testing.T) {
	path := seedFile(t)
	d := start(t, path)
	d.press("2", "e", "!", "tab", "tab", "5")
	d = interrupted(t, d, path)
	d.typeText("0")
	d.press("ctrl+s")
	d.wantDisk("SELECT name, age FROM hero WHERE id = 1", "Deadpond! 50")
	d.press("e", "!", "tab")
	d = interrupted(t, d, path)
	d.other.exec("ALTER TABLE hero ADD COLUMN email TEXT")
	d = interrupted(t, d, path)
	d.typeText("Z")
	d.press("ctrl+s")
	d.wantDisk("SELECT name, secret_name FROM hero WHERE id = 1", "Deadpond!! Dive WilsonZ")
}

// A draft is forgotten as soon as its form is closed: saved, discarded, or as it was
// before. Until then it is kept, and so is one that no one looked at yet.
func TestDraftIsDeletedWithItsForm(t *testing.T) {
	path := seedFile(t)
	d := start(t, path)
	d.press("e", "!")
	hero := d.app.Interrupted().Unsaved[0]
	for name, keys := range map[string][]string{"Saved": {"ctrl+s"}, "Discarded": {"esc", "y"}, "TakenBack": {"backspace", "esc"}, "Quit": {"ctrl+c", "y"}} {
		t.Run(name, func(t *testing.T) {
			first, second := hero, hero
			first.Draft, second.Draft = "first", "second"
			var forgotten []string
			d := start(t, seedFile(t), from(ui.State{Unsaved: []ui.Unsaved{first, second}}), func(s *setup) {
				s.ui.Forget = func(draft string) { forgotten = append(forgotten, draft) }
			})
			d.press("?", "backspace")
			if len(forgotten) > 0 {
				t.Fatalf("forgotten while they are open: %q", forgotten)
			}
			d.press(keys...)
			if want := []string{"second"}; !reflect.DeepEqual(forgotten, want) {
				t.Errorf("forgotten: %q, want %q", forgotten, want)
			}
			if kept := d.app.Interrupted().Unsaved; len(kept) != 1 || kept[0].Draft != "first" {
				t.Errorf("kept: %v", kept)
			}
		})
	}
}

// What the database took while roster ended is no draft: saved again it would be a
// twin. What it refused is one.
func TestSavedWhileEnding(t *testing.T) {
	for name, refused := range map[string]bool{"Taken": false, "Refused": true} {
		t.Run(name, func(t *testing.T) {
			d := start(t, seedFile(t))
			d.press("e", "!")
			if refused {
				d.other.exec(theirName)
			}
			d.hold("ctrl+s")
			for len(d.pending) > 0 {
				d.run(0) // no one takes the answer any more
			}
			lost, state := d.app.Ended()
			if (lost != "") != refused || (len(state.Unsaved) > 0) != refused {
				t.Errorf("lost %q, and kept %v", lost, state.Unsaved)
			}
		})
	}
}

// What was typed into a column that is gone by now is kept until the form is closed.
func TestUnsavedOfAColumnThatIsGone(t *testing.T) {
	path := seedFile(t)
	openOther(t, path).exec("ALTER TABLE hero ADD COLUMN email TEXT")
	d := start(t, path)
	d.press("2", "e", "end", "shift+tab")
	d.typeText("x@example.org")
	d.other.exec("ALTER TABLE hero DROP COLUMN email")
	for range 2 {
		d = interrupted(t, d, path)
		d.want("You typed into email, which is gone: “x@example.org”.")
	}
	d.press("esc", "esc")
	interrupted(t, d, path).wantNot("example.org")
}

// What is typed after the key that quits is not for roster.
func TestTypingWhileQuitting(t *testing.T) {
	d := start(t, seedFile(t))
	d.press("enter")
	d.hold("t", "q", "n", "A")
	d.drain()
	d.wantNot("New hero")
	if !d.quit {
		t.Error("it did not quit")
	}
}

// What was typed into the fields of a membership is there again, also what
// another program made of them meanwhile.
func TestUnsavedMembership(t *testing.T) {
	path := fieldsFile(t)
	d := start(t, path)
	d.press("enter", "down", "down", "e", "tab", "m", "tab", "ctrl+u")
	d.typeText("2026-01-01")
	d.other.exec("UPDATE heroteamlink SET role = 'leader' WHERE team_id = 2 AND hero_id = 2")
	d = interrupted(t, d, path)
	d.want("Edit Spider-Boy in Preventers", "medic", "2026-01-01", "Another program changed it to “leader”.")
	d.press("ctrl+s", "ctrl+s")
	d.wantStatus("Spider-Boy: role medic, joined 2026-01-01 in Preventers · u undoes")
}

// So is a field that was to be added.
func TestUnsavedField(t *testing.T) {
	path := fieldsFile(t)
	d := start(t, path)
	d.press("F", "o", "right", "tab")
	d.typeText("badge")
	d = interrupted(t, d, path)
	d.want("New field", "heroes", "badge")
	d.press("ctrl+s", "y")
	d.wantStatus("New field badge of heroes")
}

// Another program may have added a column in between, or dropped one.
func TestUnsavedAndOtherColumns(t *testing.T) {
	path := seedFile(t)
	d := start(t, path)
	d.press("2", "e")
	d.typeText(" the First")
	d.other.exec("ALTER TABLE hero ADD COLUMN email TEXT DEFAULT 'x@example.org'")
	d = interrupted(t, d, path)
	d.want("  Deadpond the First", "x@example.org")
	d.press("end", "shift+tab")
	d.typeText("!")
	d.other.exec("ALTER TABLE hero DROP COLUMN email")
	d = interrupted(t, d, path)
	d.want("You typed into email, which is gone: “x@example.org!”.")
	d.press("ctrl+c")
	d.want("Discard what you typed, and quit?")
	if d.quit {
		t.Fatal("it quit over what was typed")
	}
	d.press("esc")
	d.want("  Deadpond the First")
	d.press("ctrl+s")
	d.wantDisk("SELECT name FROM hero WHERE id = 1", "Deadpond the First")
}

// Of several forms none is lost unasked, and what lies over one is no reason to quit.
func TestInterruptOfSeveralForms(t *testing.T) {
	path := seedFile(t)
	one, two := start(t, path), start(t, path)
	one.press("2", "e", "!")
	two.press("e", "?")
	state := one.app.Interrupted()
	state.Unsaved = append(state.Unsaved, two.app.Interrupted().Unsaved...)
	d := start(t, path, from(state))
	d.want("Edit team", "?")
	d.press("ctrl+c", "y")
	d.want("Edit hero", "Discard what you typed, and quit?")
	if d.quit {
		t.Error("it quit over what was typed in the other form")
	}
	d.press("y")
	if !d.quit {
		t.Error("it did not quit")
	}
}

// A column may be called as another field of the form is.
func TestUnsavedAndFieldsOfOneName(t *testing.T) {
	path := seedFile(t)
	openOther(t, path).exec("ALTER TABLE heroteamlink ADD COLUMN Status TEXT")
	d := start(t, path)
	d.press("enter", "e", "tab")
	d.typeText("scout")
	d = interrupted(t, d, path)
	d.press("ctrl+s", "ctrl+s")
	d.wantDisk("SELECT is_training, Status FROM heroteamlink WHERE team_id = 2 AND hero_id = 1", "1 scout")
}
