package style

import (
	"slices"

	"roster/data/field"
	"roster/data/model"
)

// SetFields sets the custom fields that have columns, and reports whether they changed.
func (st *Style) SetFields(of func(table string) []field.Field) bool {
	links, teams, heroes := of(model.LinkTable), of(model.TeamTable), of(model.HeroTable)
	if sameFields(st.Fields, links) && sameFields(st.TeamFields, teams) && sameFields(st.HeroFields, heroes) {
		return false
	}
	st.Fields, st.TeamFields, st.HeroFields = links, teams, heroes
	return true
}

// sameFields reports whether fields have the same columns.
func sameFields(a, b []field.Field) bool {
	return slices.EqualFunc(a, b, func(one, other field.Field) bool { return one.Name == other.Name && one.Kind == other.Kind })
}

// HeroField returns what a custom field of heroes is called beside those of memberships.
func (st *Style) HeroField(name string) string {
	if slices.ContainsFunc(st.Fields, func(f field.Field) bool { return f.Name == name }) {
		return st.Clean(st.Say("hero") + " " + name)
	}
	return st.Clean(name)
}

// ActiveCell returns the number of active members of a team, flagged if it lacks some; in a
// list of heroes, the number of teams that a hero is active in.
func (st *Style) ActiveCell(t model.Tally) Cell {
	if t.Lacking() > 0 {
		return Cell{UnderstaffedSign + Number(t.Active) + st.Glyphs.Active, Failure}
	}
	return Cell{Number(t.Active) + st.Glyphs.Active, Active}
}

// TrainingCell returns the number of trainees, or of the teams that a hero is in training in.
func (st *Style) TrainingCell(t model.Tally) Cell {
	return Cell{Number(t.Training) + st.Glyphs.Training, Training}
}
