package ui_test

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// peopleSheet is a table as people keep it: a column that is not known, a sign that is not
// known, and names that are not exactly those of the seed.
const peopleSheet = "Person;Club;Phone;State\nrusty-man;Z Force;123;active\nSpiderboy;Preventers;456;yep\nZoe Ng;Medics;;training\n"

// A table is shown as it was understood, and what is not certain is asked in turn.
func TestImportOfATable(t *testing.T) {
	for _, window := range [][2]int{{60, 15}, {100, 30}, {200, 60}} {
		t.Run(fmt.Sprintf("%dx%d", window[0], window[1]), func(t *testing.T) {
			a := newSnapshots(t, seedFile(t), size(window[0], window[1]))
			a.press("I")
			a.send(tea.PasteMsg{Content: peopleSheet})
			a.shot("the columns", "enter")
			a.shot("another meaning", "down", "down", "right")
			a.shot("a new field", "left", "f")
			a.shot("what a sign means", "f", "enter")
			a.shot("whom a name means", "enter")
			a.shot("what it would do", "enter")
			a.compare(t)
		})
	}
}

// What is answered is what comes in.
func TestImportOfATableAnswered(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		d := start(t, on.seed(t))
		d.press("I")
		d.paste(peopleSheet)
		d.press("enter")
		d.want("What the columns mean", "Phone", "left out: unknown", "Person │ Club │ Phone │ State")
		d.press("enter")
		d.want("Question 1 of 1", `What does "yep" mean`)
		d.press("down", "enter")
		d.want("Question 1 of 1", "hero “Spiderboy” may be the same as Spider-Boy (id 2)", "a for all names")
		d.press("down", "a")
		d.want("Z-Force (id 1)", "Rusty-Man (id 3)", "+ Spiderboy joins Preventers in training")
		d.press("y")
		d.wantStatus("Import pasted text: 1 team, 2 heroes, 3 memberships added · u undoes")
		d.wantDisk("SELECT name FROM hero ORDER BY id", "Deadpond", "Spider-Boy", "Rusty-Man", "Spiderboy", "Zoe Ng")
	})
}

// The columns mean what the user says, and esc goes back to the file.
func TestImportOfATableMapped(t *testing.T) {
	d := start(t, seedFile(t))
	d.press("I")
	d.paste("Who,Years\nRusty-Man,50\nDeadpond,31\n")
	d.press("enter")
	d.want("What the columns mean")
	d.press("enter") // nothing names people
	d.want("Which column has the names of the people?")
	d.press("esc")
	d.want("╭ Import ─", "pasted text, 3 lines")
	d.press("enter", "right")
	d.want("▸ Who     hero")
	d.press("enter")
	d.want("~ Rusty-Man: age 48 → 50", "~ Deadpond: age — → 31")
}

// A membership that an import would put back into training is listed first.
func TestImportListsWhoGoesBack(t *testing.T) {
	d := start(t, seedFile(t), size(120, 40))
	d.press("I")
	d.paste("hero,team,is_training\nNina,Z-Force,true\nSpider-Boy,Preventers,false\nDeadpond,Preventers,false\nDeadpond,Z-Force,true\n")
	d.press("enter")
	rest := d.text()
	for _, line := range []string{"~ Deadpond: active → training in Z-Force", "~ Deadpond: training → active in Preventers", "+ hero Nina"} {
		_, after, ok := strings.Cut(rest, line)
		if !ok {
			t.Fatalf("%q is not there, or not in its place:\n%s", line, d.text())
		}
		rest = after
	}
}

// Secret names are masked in the first rows, until they are shown.
func TestImportOfATableMasksSecrets(t *testing.T) {
	d := start(t, seedFile(t))
	d.press("I")
	d.paste("person;alias\nDeadpond;Wade\n")
	d.press("enter")
	d.want("person │ alias", "Deadpond │ ••••••")
	d.wantNot("Wade")
	d.press("esc", "esc", ".", "I")
	d.paste("person;alias\nDeadpond;Wade\n")
	d.press("enter")
	d.want("Deadpond │ Wade")
}
