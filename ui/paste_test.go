package ui_test

import (
	"testing"

	tea "charm.land/bubbletea/v2"
)

// A paste that no dialog takes says which key does, and changes nothing.
func TestPasteOutsideADialog(t *testing.T) {
	d := start(t, seedFile(t))
	d.send(tea.PasteMsg{Content: "hero,team\nA,B\n"})
	d.drain()
	d.wantStatus("Nothing was pasted: press I first, then paste, to import it.")
	d.wantLinks(seedLinks...)
	only := start(t, seedFile(t), readOnly)
	only.send(tea.PasteMsg{Content: "hero,team\nA,B\n"})
	only.drain()
	only.wantNot("Nothing was pasted")
}

// Letters and capitals answer how memberships of both kinds will be, but t does not:
// pressed twice it would answer what was not read.
func TestMixedStandingsByLetter(t *testing.T) {
	for key, want := range map[string]string{"a": "→ active", "A": "→ active", "i": "→ training", "I": "→ training"} {
		d := start(t, seedFile(t))
		d.press("enter", "ctrl+a", "t", "t")
		d.want("a active", "i in training")
		d.press(key)
		d.want(want)
	}
}

// An empty roster says that a list can be imported.
func TestEmptyRosterNamesImport(t *testing.T) {
	path := seedFile(t)
	openOther(t, path).exec("DELETE FROM heroteamlink")
	openOther(t, path).exec("DELETE FROM team")
	openOther(t, path).exec("DELETE FROM hero")
	d := start(t, path)
	for _, view := range []string{"1", "2", "3"} {
		d.press(view)
		d.want("Press I to import")
	}
}
