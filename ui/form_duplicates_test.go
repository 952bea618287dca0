package ui_test

import (
	"fmt"
	"testing"
)

// A hero who exists is not created again unseen: the form asks, and adds the one that there
// is, or another one.
func TestFormWarnsOfDuplicates(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		d := start(t, on.seed(t))
		d.press("2", "n")
		d.typeText("boy spider")
		d.press("ctrl+s")
		d.want("Spider-Boy exists (Preventers", "ctrl+n create another", "esc keep editing")
		d.press("x", "enter")
		d.wantDisk("SELECT count(*) FROM hero", "3")
		d.press("esc")
		d.wantNot("exists")
		d.press("ctrl+s", "ctrl+n")
		d.wantNot("Secret name")
		d.wantDisk("SELECT count(*) FROM hero", "4")
	})
}

// A name one letter off is perhaps the same one.
func TestFormWarnsOfTypingErrors(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		d := start(t, on.seed(t))
		d.press("2", "n")
		d.typeText("Deadpomd")
		d.press("ctrl+s")
		d.want("Deadpond exists (Preventers, Z-Force)", "ctrl+n create another")
		d.press("esc", "esc", "y", "1", "n")
		d.typeText("Prventers")
		d.press("ctrl+s")
		d.want("Preventers exists")
	})
}

// In a form that the picker opened, enter adds the one that exists to the team.
func TestPickerWarnsOfDuplicates(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		d := start(t, on.seed(t))
		d.press("end", "a")
		d.typeText("rusty man")
		d.press("ctrl+n", "ctrl+s")
		d.want("Rusty-Man exists (Preventers)", "enter add this one")
		d.press("enter")
		d.wantNot("Secret name")
		d.wantDisk("SELECT count(*) FROM hero", "3")
		d.wantDisk("SELECT count(*) FROM heroteamlink WHERE hero_id = 3 AND team_id = 1", "1")
	})
}

func TestDuplicateDialogs(t *testing.T) {
	for _, window := range [][2]int{{60, 15}, {100, 30}, {200, 60}} {
		t.Run(fmt.Sprintf("%dx%d", window[0], window[1]), func(t *testing.T) {
			a := newSnapshots(t, seedFile(t), size(window[0], window[1]))
			a.press("end", "a", "r", "u", "s", "t", "y", "-", "m", "a", "n", "ctrl+n")
			a.shot("the one that exists, for a team", "ctrl+s")
			a.press("esc", "esc", "y", "2", "n", "r", "u", "s", "t", "y", "-", "m", "a", "n")
			a.shot("the one that exists", "ctrl+s")
			a.compare(t)
		})
	}
}

// In a roster, n with the name of a hero that exists adds them to the team; a second team
// of a name is asked about.
func TestNewMemberMayExist(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		d := start(t, on.seed(t))
		d.press("end", "enter", "n") // Z-Force
		d.typeText("RUSTY MAN")
		d.press("ctrl+s")
		d.want("Rusty-Man exists (Preventers). Is it the same?", "enter add this one", "ctrl+n create another")
		d.press("enter")
		d.wantStatus("Rusty-Man joins Z-Force in training · u undoes")
		d.wantDisk("SELECT count(*) FROM hero", "3")

		d.press("1", "n")
		d.typeText("z force")
		d.press("tab", "x", "ctrl+s")
		d.want("Z-Force exists", "Is it the same?", "ctrl+n create another one")
		d.press("ctrl+n")
		d.wantDisk("SELECT count(*) FROM team", "3")
	})
}
