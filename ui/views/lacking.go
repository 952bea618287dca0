package views

import (
	"slices"

	"roster/data"
	"roster/data/field"
	"roster/data/model"
	"roster/ui/style"
)

// lacks reports whether a team has fewer active members than its minimum.
func (r teamRow) lacks() bool { return r.tallied && !r.isAll() && r.tally.Lacking() > 0 }

// lacks reports whether the team of a membership has fewer active members than its minimum.
func (r membershipRow) lacks() bool { return r.tallied && r.tally.Lacking() > 0 }

// lackingLegend explains the sign of teams that lack active members, if any row has it.
func lackingLegend(s *data.Store, st *style.Style, anyLacks bool) string {
	switch {
	case !anyLacks:
		return ""
	case slices.ContainsFunc(s.Reader().Fields(model.TeamTable), field.Field.IsMinimum):
		return style.LackingSign + " under its minimum"
	case st.Coverage > 1:
		return st.Say(style.LackingSign + " fewer than " + style.Number(st.Coverage) + " active")
	}
	return st.Say(style.LackingSign + " no one active")
}

// legends returns the explanation of all signs, and if that has no room, that of the
// flag alone: the others have their words elsewhere on the screen.
func legends(signs, flag string) []string {
	if flag == "" {
		return []string{signs}
	}
	return []string{signs + "  " + flag, flag}
}
