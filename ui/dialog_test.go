package ui_test

import (
	"slices"
	"strings"
	"testing"
)

// The help lists every key, filters while typing, and does what is chosen.
func TestHelp(t *testing.T) {
	d := start(t, seedFile(t), size(60, 15))
	d.press("?")
	d.want("Move", "▸↑ k", "esc close")
	d.press("end")
	d.want("▸q ctrl+c", "quit")
	d.press("home", "down", "down", "pgdown", "up")
	d.typeText("log st")
	d.want("▸L", "show or hide the statement log")
	d.wantNot("up a row")
	d.press("enter")
	d.want("Statements")
}

// The palette says why an action can't be done, and does not do it.
func TestPaletteSaysWhyNot(t *testing.T) {
	d := start(t, seedFile(t))
	d.press(":")
	d.typeText("toggle training")
	d.want("▸t", "Not now: Choose a member first: press enter, then t.")
	d.press("enter")
	d.wantStatus("Choose a member first: press enter, then t.")
	d.press("ctrl+p")
	d.typeText("nothing like it")
	d.want("No action matches.")
	d.press("enter", "esc")
	d.wantLinks(seedLinks...)
}

// The palette knows actions by other words, and says what keeps one from being done here.
func TestPaletteWords(t *testing.T) {
	d := start(t, seedFile(t))
	d.press("enter")
	for word, key := range map[string]string{
		"promote": "t", "graduate": "t", "rename": "e", "people": "n", "find": "/", "share": "E", "coverage": "3", "move": "m", "transfer": "m", "save": "E", "print": "E", "trainees": "4",
	} {
		d.press(":")
		d.typeText(word)
		found := slices.ContainsFunc(d.screen(), func(line string) bool { return slices.Contains(strings.FieldsFunc(line, isBlankOrCursor), key) })
		if !found {
			t.Errorf("%s does not find %s:\n%s", word, key, d.text())
		}
		d.press("esc")
	}
	d.press("esc", ":")
	d.typeText("promote")
	d.want("▸t", "Not now: Choose a member first: press enter, then t.")
}

func isBlankOrCursor(r rune) bool { return r == ' ' || r == '▸' || r == '│' }

// The palette begins with what can be done to the row under the cursor, and leaves out the
// keys that only move it. The help has them.
func TestPaletteBeginsWithTheRow(t *testing.T) {
	d := start(t, seedFile(t))
	d.press("enter", ":")
	d.want("This row", "▸t", "toggle training")
	d.wantNot("up a row", "the first row", "the left pane")
	at := func(text string) int { return strings.Index(d.text(), text) }
	if at("move the marked members") > at("the other pane") {
		t.Errorf("what is about the row does not come first:\n%s", d.text())
	}
	d.press("enter")
	d.wantStatus("Deadpond: training → active in Preventers · u undoes")
	d.press("u", "?")
	d.want("▸↑ k", "up a row")
}

// A question of long names keeps its keys on the screen, and scrolls.
func TestQuestionOfLongNames(t *testing.T) {
	path := seedFile(t)
	long := strings.Repeat("long name ", 20)
	openOther(t, path).exec("UPDATE hero SET name = ? || name || ' the end'", long)
	first := start(t, path)
	first.press("enter", "t")

	d := start(t, path, size(40, 10))
	d.press("u")
	d.want("Undo an earlier change?", "long name", "y undo it", "esc cancel")
	d.wantNot("the end")
	for range 30 {
		d.press("down")
	}
	d.want("this session.", "y undo it", "esc cancel")
	d.press("y")
	d.wantLinks(seedLinks...)
}

// The footer shows the keys that work: not those of what is behind.
func TestFooterOfWhatHasTheKeys(t *testing.T) {
	d := start(t, seedFile(t))
	for _, step := range []struct{ key, footer string }{
		{"/", "enter keep  esc clear  ctrl+c quit"},
		{"esc", "a assign  enter go in  n new  space mark  u undo  d delete  / filter  e edit  ? help  q quit"},
		{"?", "ctrl+c quit"},
		{"esc", "a assign  enter go in  n new  space mark  u undo  d delete  / filter  e edit  ? help  q quit"},
		{"enter", "t graduate  a assign  esc back  enter go in  n new  space mark  u undo  d remove  ? help  q quit"},
		{"j", "t train  a assign  esc back  enter go in  n new  space mark  u undo  d remove  ? help  q quit"},
		{"space", "t training  a assign  esc back  enter go in  n new  space mark  u undo  d remove  ? help  q quit"},
	} {
		d.press(step.key)
		if got := d.footer(); got != step.footer {
			t.Errorf("after %s the footer is\n%q, not\n%q", step.key, got, step.footer)
		}
	}
}

// While some are marked no one new is made: they would be forgotten.
func TestPickerWithMarksCreatesNoHero(t *testing.T) {
	d := start(t, seedFile(t))
	d.press("a")
	d.want("ctrl+n new")
	d.press("tab")
	d.want("1 hero marked, join as ◐ training")
	d.wantNot("ctrl+n new")
	d.press("ctrl+n")
	d.want("Press enter to add the marked rows.")
	d.press("tab")
	d.want("2 heroes marked, join as")
}

// What was done is said whole, however long the names are.
func TestMessagesOfLongNames(t *testing.T) {
	long := "Medics with a very long name indeed, that goes on and on"
	for width, says := range map[int][2]string{
		100: {long + " deleted, with 3 memberships · u undoes", "Undone: Medics with a very long name indeed, that goes on a… deleted, with 3 memberships · U redoes"},
		60:  {"Medics with a very … deleted, with 3 memberships · u undoes", "Undone: Medics with… deleted, with 3 memberships · U redoes"},
	} {
		path := seedFile(t)
		openOther(t, path).exec("UPDATE team SET name = '" + long + "' WHERE id = 2")
		d := start(t, path, size(width, 15))
		d.press("d", "y")
		d.wantStatus(says[0])
		d.press("u")
		d.wantStatus(says[1])
	}
}

// Where the candidates stand is counted again when another program wrote, and only what
// changed stands out.
func TestPickerAfterOutsideChanges(t *testing.T) {
	d := start(t, seedFile(t))
	d.press("2", "ctrl+a", "a") // teams for three heroes
	d.want("Preventers", "in 3 of 3", "Z-Force", "in 2 of 3")
	for _, change := range []string{"INSERT INTO hero (name, secret_name) VALUES ('Zed', 's')", "UPDATE hero SET age = 3 WHERE id = 1"} {
		d.other.exec(change)
		d.look()
		d.want("in 3 of 3 ", "in 2 of 3 ")
		for _, line := range d.screen() {
			if strings.Contains(line, " of 3 ") && strings.Contains(line, "↻") {
				t.Errorf("nothing changed in %q", line)
			}
		}
	}
	d.other.exec("DELETE FROM heroteamlink WHERE team_id = 1 AND hero_id = 1")
	d.look()
	d.want("in 3 of 3 ", "in 1 of 3", "↻")
}
