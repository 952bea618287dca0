package change

import (
	"strings"

	"roster/data/internal/cell"
	"roster/data/internal/sqldb"
	"roster/data/model"
)

// Detail describes for display what a change did to one row.
type Detail struct {
	Who    string   // the name of the row for display
	Table  string   // team or hero; else it is a membership
	ID     model.ID // of a team or a hero, zero if the database is yet to give it
	Team   string   // of a membership
	Hero   string   // of a membership
	Verb   string   // added, changed or removed
	Fields []FieldChange
}

// FieldChange is one column's value before and after. A value that did not exist, or was NULL,
// is an empty text; so is an ID that the database has not given yet.
type FieldChange struct {
	Column        string
	Before, After string
	Secret        bool // it must not be shown unless it was asked for
}

// Details returns what a change did, row by row, at most limit of them. The
// texts come from the database as they are. The change may be one that was only
// planned.
func (h *History) Details(c Change, limit int) []Detail {
	var details []Detail
	names := IndexNames(h.namesIn(&c))
	cat := h.tablesOf(&c)
	for _, e := range c.Edits[:min(limit, len(c.Edits))] {
		t := cat.Table(e.Table)
		d := subject(cat, t, e.row(), c.Edits, names)
		shown := e.row().Known()
		switch {
		case e.Before == nil:
			d.Verb = "added"
		case e.After == nil:
			d.Verb = "removed"
		default:
			d.Verb, shown = "changed", e.changed()
		}
		for _, p := range shown {
			d.Fields = append(d.Fields, fieldChange(t, e, p, d))
		}
		details = append(details, d)
	}
	return details
}

// subject returns the name of the row that a detail is about.
func subject(cat *sqldb.Catalog, t *sqldb.Table, row model.Row, edits []Edit, names NameIndex) Detail {
	if t.Name != model.LinkTable {
		return Detail{Table: t.Name, ID: cell.ID(row[t.Key[0]]), Who: RowName(t, row, names)}
	}
	end := func(kind, column string) string {
		v := row[t.Position(column)]
		if n, ok := v.(model.PendingID); ok { // this change makes it
			return RowName(cat.Table(kind), edits[n].After, names)
		}
		return names.Of(kind, cell.ID(v))
	}
	d := Detail{Table: model.LinkTable, Team: end(model.TeamTable, "team_id"), Hero: end(model.HeroTable, "hero_id")}
	d.Who = model.MembershipName(d.Team, d.Hero)
	return d
}

// fieldChange returns one column of a row. The keys of a membership are read as the names
// of its team and hero.
func fieldChange(t *sqldb.Table, e Edit, p int, of Detail) FieldChange {
	flag := t.Position("is_training")
	name, column := "", t.Columns[p]
	switch {
	case t.Name != model.LinkTable:
	case p == t.Position("team_id"):
		name, column = of.Team, model.TeamTable
	case p == t.Position("hero_id"):
		name, column = of.Hero, model.HeroTable
	}
	read := func(row model.Row) string {
		v := row.At(p)
		_, isMade := v.(model.PendingID) // by this change
		switch {
		case row != nil && name != "":
			return name
		case v == nil || v == any(model.Unset{}) || isMade:
			return ""
		case t.Name == model.LinkTable && p == flag:
			return model.StandingOf(cell.Truth(v)).String()
		}
		return t.Printed(p, v)
	}
	return FieldChange{Column: column, Before: read(e.Before), After: read(e.After), Secret: t.IsSecret(p)}
}

// Literals returns each row that a change edits, with every column as it was
// stored before, as SQL would write it. It carries text from the database.
func (h *History) Literals(c Change) []string {
	rows := make([]string, len(c.Edits))
	for i, e := range c.Edits {
		t := h.db.Catalog().Table(e.Table)
		columns := make([]string, len(e.Before))
		for j, v := range e.Before {
			columns[j] = t.Columns[j] + "=" + cell.Literal(v)
		}
		rows[i] = t.Name + ": " + strings.Join(columns, ", ")
	}
	return rows
}
