package keymap

import (
	"slices"
	"strings"
	"testing"
)

// inWords returns keys as a terminal names them.
func inWords(keys string) string {
	return strings.NewReplacer("↑", "up", "↓", "down", "←", "left", "→", "right", "pgdn", "pgdown").Replace(keys)
}

// Every action has one binding, every binding has its keys, its help and its
// group, and no two of them share a key.
func TestBindings(t *testing.T) {
	owner := map[string]Action{}
	seen := map[Action]bool{}
	for _, b := range Bindings() {
		if seen[b.Action] {
			t.Errorf("action %d is bound twice", b.Action)
		}
		seen[b.Action] = true
		if len(b.Keys()) == 0 || b.Help().Key == "" || b.Help().Desc == "" || b.Group == "" {
			t.Errorf("action %d lacks keys, help or a group", b.Action)
		}
		if text := b.Help().Desc; len(text) > HelpWidth {
			t.Errorf("%q has no room in the help", text)
		}
		for _, key := range b.Keys() {
			// What older terminals send for ctrl+/ is not told.
			if told := strings.Fields(inWords(b.Help().Key)); key != "ctrl+_" && !slices.Contains(told, key) {
				t.Errorf("the help has %q of action %d, without %q", told, b.Action, key)
			}
			if other, ok := owner[key]; ok {
				t.Errorf("%q is bound to the actions %d and %d", key, other, b.Action)
			}
			owner[key] = b.Action
		}
	}
	for a := MoveUp; a <= Quit; a++ {
		if !seen[a] {
			t.Errorf("action %d has no binding", a)
		}
	}
	m := NewMap(func(Action) bool { return true })
	for _, a := range FooterOrder() {
		if m.Word(a) == "" {
			t.Errorf("action %d is in the footer without a word", a)
		}
	}
}
