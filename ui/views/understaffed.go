package views

import (
	"slices"

	"roster/data"
	"roster/data/field"
	"roster/data/model"
	"roster/ui/style"
)

// isUnderstaffed reports whether a team has fewer active members than its minimum.
func (r teamRow) isUnderstaffed() bool { return r.tallied && !r.isAll() && r.tally.Lacking() > 0 }

// isUnderstaffed reports whether the team of a membership has fewer active members than its minimum.
func (r membershipRow) isUnderstaffed() bool { return r.tallied && r.tally.Lacking() > 0 }

// understaffedLegend explains the sign of understaffed teams, if any of the rows
// has it.
func understaffedLegend[R interface{ isUnderstaffed() bool }](s *data.Store, st *style.Style, rows []R) string {
	switch {
	case !slices.ContainsFunc(rows, R.isUnderstaffed):
		return ""
	case slices.ContainsFunc(s.Reader().Fields(model.TeamTable), field.Field.IsMinimum):
		return style.UnderstaffedSign + " below its minimum"
	case st.Coverage > 1:
		return st.Say(style.UnderstaffedSign + " fewer than " + style.Number(st.Coverage) + " active")
	}
	return st.Say(style.UnderstaffedSign + " no one active")
}

// legends returns the explanation of all signs, and if that has no room, that of the
// flag alone: the others have their words elsewhere on the screen.
func legends(signs, flag string) []string {
	if flag == "" {
		return []string{signs}
	}
	return []string{signs + "  " + flag, flag}
}
