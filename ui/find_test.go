package ui_test

import (
	"fmt"
	"testing"
)

// A hero and a team whose names have accents.
func (d *driver) addMuller() {
	d.t.Helper()
	d.other.exec("INSERT INTO hero (id, name, secret_name, age) VALUES (7, 'Jörg Müller', 'Pedro', NULL)")
	d.other.exec("INSERT INTO team (id, name, headquarters) VALUES (7, 'Müllabfuhr', 'Hof')")
	d.other.exec("INSERT INTO heroteamlink (team_id, hero_id, is_training) VALUES (1, 7, TRUE), (2, 7, FALSE)")
	d.look()
}

// One key finds teams and heroes together, from every view, says which teams a hero is on,
// and goes there; esc comes back.
func TestFindEverywhere(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		d := start(t, on.seed(t))
		d.addMuller()
		for _, view := range []string{"1", "2", "3", "4", "5"} {
			d.press(view, "ctrl+f")
			d.want("╭ Find a team or a hero ─", "Type part of a name")
			d.typeText("mull")
			d.want("▸team          Müllabfuhr · Hof", " hero          Jörg Müller · Preventers, Z-Force")
			d.press("down", "enter")
			d.want("╭ Heroes", "╭ Jörg Müller", "◐ training", "● active")
			d.wantCursor("Jörg Müller")
			if view != "2" {
				d.press("esc")
				d.wantNot("╭ Jörg Müller")
			}
		}
		d.press("2", "ctrl+f")
		d.typeText("mullab")
		d.press("enter")
		d.want("╭ Teams", "╭ Müllabfuhr")
		d.press("ctrl+f")
		d.typeText("pedro") // a secret name, and another hero's
		d.want("No team or hero matches.")
		d.press("enter", "down", "enter", "esc")
		d.wantNot("╭ Find")
	})
}

// What is typed in the palette finds people too, after the actions.
func TestPaletteFindsHeroes(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		d := start(t, on.seed(t))
		d.addMuller()
		d.press(":")
		d.typeText("muller")
		d.want("Teams and heroes", "▸hero          Jörg Müller · Preventers, Z-Force")
		d.press("enter")
		d.wantCursor("Jörg Müller")
		d.press(":")
		d.typeText("prev") // the previous view, and a team
		d.want("▸[", "Teams and heroes", "Preventers · Sharp Tower")
		d.press("down", "enter")
		d.want("╭ Teams", "╭ Preventers")
		d.hold(":", "s", "p", "i", "d", "e", "enter") // before any answer
		d.drain()
		d.wantCursor("Spider-Boy")
	})
}

// A filter that matches no team, but people, says so, and enter shows them; and the other
// way round.
func TestFilterFindsElsewhere(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		d := start(t, on.seed(t))
		d.addMuller()
		d.press("/")
		d.typeText("y")
		d.want("No team matches.", "2 people match: enter", "shows them")
		d.typeText("x")
		d.want("No team matches.", "Press esc to clear the")
		d.wantNot("people match")
		d.press("backspace", "enter")
		d.want("╭ Heroes · /y", "▸ Rusty-Man", "Spider-Boy")
		d.press("esc", "esc")
		d.want("╭ Teams ─", "Preventers", "Z-Force")

		d.press("2", "/")
		d.typeText("mullab")
		d.want("No hero matches.", "1 team matches: enter shows it")
		d.press("enter")
		d.want("╭ Teams · /mullab", "▸ Müllabfuhr")

		d.press("esc", "1", "g")
		d.hold("/", "r", "u", "s", "t", "enter", "enter") // before any answer
		d.drain()
		d.want("╭ Heroes · /rust", "▹ Rusty-Man", "▸ Preventers")
		d.press("1", "/", "q", "q", "enter") // no one at all
		d.want("╭ Teams · /qq", "No team matches.", "Press esc to clear the")
	})
}

// The search in every size, with names and without.
func TestScreensOfFinding(t *testing.T) {
	for _, window := range [][2]int{{40, 10}, {60, 15}, {100, 30}, {200, 60}} {
		t.Run(fmt.Sprintf("%dx%d", window[0], window[1]), func(t *testing.T) {
			a := newSnapshots(t, seedFile(t), size(window[0], window[1]))
			a.addMuller()
			a.shot("nothing typed", "ctrl+f")
			a.shot("found", "m", "u", "down")
			a.shot("nobody", "x")
			a.shot("the palette", "esc", ":", "m", "u")
			a.shot("a filter that matches people", "esc", "/", "y")
			a.compare(t)
		})
	}
}
