package keymap

import (
	"maps"
	"slices"
)

// Map finds bindings by key and by action.
type Map struct {
	all    []Binding
	byKey  map[string]Action
	byWhat map[Action]Binding
}

// NewMap returns the default bindings.
func NewMap() Map { return mapOf(bindings()) }

// Only returns the bindings of the actions that are allowed. The others have no key, and are
// in no list.
func (m Map) Only(allowed func(Action) bool) Map {
	only := mapOf(slices.DeleteFunc(m.Bindings(), func(b Binding) bool { return !allowed(b.Action) }))
	only.byWhat = m.byWhat
	return only
}

// Said returns the bindings with their texts as say has them, which are still found by the words that they replace.
func (m Map) Said(say func(string) string) Map {
	said := m.Bindings()
	for i, b := range said {
		said[i].Help, said[i].Short = say(b.Help), say(b.Short)
	}
	inWords := mapOf(said)
	inWords.byWhat = maps.Clone(m.byWhat)
	for _, b := range said {
		inWords.byWhat[b.Action] = b
	}
	return inWords
}

// IsZero reports whether there are no bindings.
func (m Map) IsZero() bool { return m.all == nil }

func mapOf(all []Binding) Map {
	m := Map{all: all, byKey: map[string]Action{}, byWhat: map[Action]Binding{}}
	for _, b := range m.all {
		m.byWhat[b.Action] = b
		for _, k := range b.Keys {
			m.byKey[k] = b.Action
		}
	}
	return m
}

// Bindings returns every binding, in the order of the help.
func (m Map) Bindings() []Binding { return slices.Clone(m.all) }

// Action returns the action that a key is bound to.
func (m Map) Action(key string) (act Action, ok bool) {
	act, ok = m.byKey[key]
	return act, ok
}

// Keys returns all keys of an action.
func (m Map) Keys(a Action) []string { return m.byWhat[a].Keys }

// Word returns what an action is called in the footer, "" if it has no place there.
func (m Map) Word(a Action) string { return m.byWhat[a].Short }

// Name returns what an action is called in the settings.
func (m Map) Name(a Action) string { return m.byWhat[a].Name }

// Key returns the first key of an action, as the help writes it.
func (m Map) Key(a Action) string { return shownKey(m.byWhat[a].Keys[0]) }

// The maximum widths of the keys of an action and of its help in the palette.
const (
	KeysWidth = 14
	HelpWidth = 65
)
