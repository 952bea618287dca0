package ui

import (
	"testing"
)

// Every action has one binding, every binding has its keys, its help and its
// group, and no two of them share a key.
func TestBindings(t *testing.T) {
	owner := map[string]action{}
	seen := map[action]bool{}
	for _, b := range bindings() {
		if seen[b.action] {
			t.Errorf("action %d is bound twice", b.action)
		}
		seen[b.action] = true
		if len(b.Keys()) == 0 || b.Help().Key == "" || b.Help().Desc == "" || b.group == "" {
			t.Errorf("action %d lacks keys, help or a group", b.action)
		}
		for _, key := range b.Keys() {
			if other, ok := owner[key]; ok {
				t.Errorf("%q is bound to the actions %d and %d", key, other, b.action)
			}
			owner[key] = b.action
		}
	}
	for a := actMoveUp; a <= actQuit; a++ {
		if !seen[a] {
			t.Errorf("action %d has no binding", a)
		}
	}
	m := newKeymap()
	for _, a := range footerOrder() {
		if m.byWhat[a].short == "" {
			t.Errorf("action %d is in the footer without a word", a)
		}
	}
}
