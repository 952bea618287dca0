package ui

import (
	"roster/data/access"
	"roster/ui/keymap"
)

// allowed returns which actions a session may do at all: what it may not do has no key,
// and is in no list. What it may do can still be impossible here and now; see [App.whyNot].
func allowed(r access.Rights) func(keymap.Action) bool {
	return func(act keymap.Action) bool { return r.May(needs(act)) }
}

// needs returns the rights that an action needs.
func needs(act keymap.Action) access.Right {
	switch act {
	case keymap.Export, keymap.Suspend:
		return access.Machine
	case keymap.AddField, keymap.AddIndexes:
		return access.Alter
	case keymap.Reveal:
		return access.Secrets
	}
	if act.Writes() {
		return access.Edit
	}
	return 0
}
