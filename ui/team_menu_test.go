package ui_test

import (
	"fmt"
	"testing"
)

// On a hero, t asks in which of their teams, or in all: one change, and one undo.
func TestToggleAHero(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		d := start(t, on.seed(t))
		d.press("2", "t")
		d.want("╭ Toggle training of Deadpond ─", "▸ Preventers", "◐ training", "Z-Force", "● active", "All of these teams", "1 active · 1 training")
		d.press("t", "y", "n", "space") // no answers
		d.press("enter")
		d.wantStatus("Deadpond: training → active in Preventers · u undoes")
		d.press("t", "down", "down", "down", "enter")
		d.wantStatus("Deadpond: active → training in 2 teams · u undoes")
		d.wantLinks("1,1,1", "1,2,1", "2,1,1", "2,2,0", "2,3,0")
		d.press("u", "u")
		d.wantLinks(seedLinks...)

		d.hold("t", "G", "enter") // before the teams have come
		d.drain()
		d.want("2 memberships are marked, 1 in training and 1 active.")
		d.press("a")
		d.wantLinks("1,1,0", "1,2,1", "2,1,0", "2,2,0", "2,3,0")
		d.press("u")
		d.wantLinks(seedLinks...)
	})
}

// Marked heroes are toggled together, in a team or in all of theirs.
func TestToggleMarkedHeroes(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		d := start(t, on.seed(t))
		d.press("2", "down", "space", "space", "t") // Rusty-Man and Spider-Boy
		d.want("Toggle training of 2 heroes", "▸ Preventers", "2 active · 0 training", "Z-Force")
		d.press("enter")
		d.wantStatus("2 heroes: active → training in Preventers · u undoes")
		d.wantLinks("1,1,0", "1,2,1", "2,1,1", "2,2,1", "2,3,1")
		d.want("╭ Heroes ─") // and no marks
		d.press("u")
		d.wantLinks(seedLinks...)
		d.other.exec("INSERT INTO hero (id, name, secret_name, age) VALUES (7, 'Loner', 'x', NULL)")
		d.look()
		d.press("/", "l", "o", "n", "enter", "t")
		d.want("Loner is on no team yet.")
		d.press("enter", "esc")
		d.wantLinks(seedLinks...)
	})
}

// What another program changes while the teams are shown is shown at once.
func TestTeamMenuSeesOutsideChanges(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		d := start(t, on.seed(t))
		d.press("2", "t", "down")
		d.want("▸ Z-Force")
		d.other.exec("DELETE FROM heroteamlink WHERE team_id = 2 AND hero_id = 1")
		d.look()
		d.wantNot("All of these teams")
		d.press("enter")
		d.wantStatus("Deadpond: active → training in Z-Force · u undoes")
	})
}

func TestScreensOfTeamMenu(t *testing.T) {
	for _, window := range [][2]int{{40, 10}, {60, 15}, {100, 30}, {200, 60}} {
		t.Run(fmt.Sprintf("%dx%d", window[0], window[1]), func(t *testing.T) {
			a := newSnapshots(t, seedFile(t), size(window[0], window[1]))
			a.shot("a hero", "2", "t")
			a.shot("everyone", "esc", "ctrl+a", "t")
			a.compare(t)
		})
	}
}
