package keymap

import (
	"fmt"
	"slices"
	"strings"
)

// Setting is a setting of the keys of an action, and its line in the file.
type Setting struct {
	Name string
	Keys []string
	At   string
}

// Rebind returns the bindings with the keys of the settings. The error contains the place of
// an invalid setting, and the reason.
func Rebind(settings []Setting) (Map, error) {
	all := bindings()
	from := map[Action]string{}
	for _, s := range settings {
		at := slices.IndexFunc(all, func(b Binding) bool { return b.Name == s.Name })
		if at < 0 {
			return Map{}, fmt.Errorf("%s: there is no action %q: \"roster config --keys\" prints them all", s.At, s.Name)
		}
		keys, err := parseKeys(all[at].Action, s)
		if err != nil {
			return Map{}, fmt.Errorf("%s: %s: %w", s.At, s.Name, err)
		}
		all[at].Keys, from[all[at].Action] = keys, s.At
	}
	return mapOf(all), clash(all, from)
}

// parseKeys returns the keys of an action by the settings, and those that it always has.
func parseKeys(a Action, s Setting) ([]string, error) {
	if len(s.Keys) == 0 {
		return nil, fmt.Errorf("an action needs a key")
	}
	var keys []string
	for _, text := range s.Keys {
		key, err := parseKey(text)
		if err == nil {
			err = refused(a, key)
		}
		if err != nil {
			return nil, err
		}
		if !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
		if key == newerSlash && !slices.Contains(keys, olderSlash) {
			keys = append(keys, olderSlash)
		}
	}
	if key, ok := always()[a]; ok && !slices.Contains(keys, key) {
		keys = append(keys, key)
	}
	return keys, nil
}

// always returns the keys that actions have besides those of the settings.
func always() map[Action]string { return map[Action]string{Back: Escape, Quit: Interrupt} }

// refused returns why a key can't be that of an action, or nil.
func refused(a Action, key string) error {
	for owner, fixed := range always() {
		if key == fixed && a != owner {
			return fmt.Errorf("%s is always the key of another action", key)
		}
	}
	switch {
	case a == Repaint && isTyped(key):
		return fmt.Errorf("%s is a key of forms, where this action works too: choose a function key, or one like ctrl+l", key)
	case a.asks() && slices.Contains(a.consenting(), key):
		return fmt.Errorf("%s answers the question that this action asks, so pressing it twice would answer an unread question: choose another key", key)
	}
	return nil
}

// asks reports whether an action may ask before it is done.
func (a Action) asks() bool {
	return a.Writes() || a == Export || a == AddField || a == AddIndexes
}

// consenting returns the keys that answer the questions of an action with yes.
func (a Action) consenting() []string {
	keys := []string{"y", "A", "enter"}
	if a == ToggleTraining {
		keys = append(keys, "a", "i", "I")
	}
	return keys
}

// isTyped reports whether text fields or dialogs have a use for a key.
func isTyped(key string) bool {
	if letter, ok := strings.CutPrefix(key, "ctrl+"); ok {
		return len(letter) > 1 || strings.Contains("abcdefknpstuvw", letter)
	}
	return key[0] != 'f' || len(key) == 1
}

// clash returns an error if two actions have the same key.
func clash(all []Binding, from map[Action]string) error {
	owner := map[string]Binding{}
	for _, b := range all {
		for _, key := range b.Keys {
			other, ok := owner[key]
			if !ok {
				owner[key] = b
				continue
			}
			at, mine, its := from[b.Action], b.Name, other.Name
			if at == "" { // it has the key by default, and the other one took it
				at, mine, its = from[other.Action], other.Name, b.Name
			}
			return fmt.Errorf("%s: %s is the key of both %s and %s: choose another key for one of them", at, key, mine, its)
		}
	}
	return nil
}

// String returns the bindings as a file of settings could have them, with a comment what
// each action does.
func (m Map) String() string {
	var text strings.Builder
	text.WriteString("[keys]\n")
	for _, b := range m.all {
		quoted := make([]string, len(b.Keys))
		for i, key := range b.Keys {
			quoted[i] = fmt.Sprintf("%q", key)
		}
		value := strings.Join(quoted, ", ")
		if len(quoted) > 1 {
			value = "[" + value + "]"
		}
		fmt.Fprintf(&text, "%-38s # %s\n", b.Name+" = "+value, b.Help)
	}
	return text.String()
}
