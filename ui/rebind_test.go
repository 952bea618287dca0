package ui_test

import (
	"strings"
	"testing"

	"roster/ui/keymap"
)

// bound gives actions the keys of settings.
func bound(t testing.TB, settings ...keymap.Setting) func(*setup) {
	keys, err := keymap.Rebind(settings)
	if err != nil {
		t.Fatal(err)
	}
	return func(s *setup) { s.ui.Keys = keys }
}

// An action has the keys of the settings, and every text that names a key names those.
func TestKeysOfTheSettings(t *testing.T) {
	d := start(t, seedFile(t), bound(t,
		keymap.Setting{Name: "toggle", Keys: []string{"x"}}, keymap.Setting{Name: "undo", Keys: []string{"f9", "Z"}}, keymap.Setting{Name: "assign", Keys: []string{"+"}},
		keymap.Setting{Name: "actions", Keys: []string{"ctrl+k"}}, keymap.Setting{Name: "details", Keys: []string{"K"}}, keymap.Setting{Name: "status", Keys: []string{"t"}}, keymap.Setting{Name: "enter", Keys: []string{"o"}}, keymap.Setting{Name: "quit", Keys: []string{"Q"}},
	))
	d.want("+ assign", "Q quit", "o go in", "f9 undo")
	d.press("x")
	d.wantStatus("Choose a member first: press o, then x.")
	d.press("o")
	d.want("x graduate")
	d.press("x")
	d.wantStatus("Deadpond: training → active in Preventers · f9 undoes")
	d.press("Z")
	d.want("Undone:")
	d.press("K")
	d.want("Membership")
	d.press("K", "ctrl+k")
	d.typeText("undo your")
	d.want("f9 Z")
	d.press("esc", "t")
	if text := d.text(); strings.Contains(text, "Undone:") {
		t.Errorf("t does nothing:\n%s", text)
	}
}
