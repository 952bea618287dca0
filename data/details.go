package data

// Detail is what a change did to one row, for people to read.
type Detail struct {
	Who    string // the row, as people name it
	Table  string // team or hero; else it is a membership
	ID     int64  // of a team or a hero, 0 where the database is yet to give it
	Team   string // of a membership
	Hero   string // of a membership
	Verb   string // added, changed or removed
	Fields []FieldChange
}

// FieldChange is one column's value before and after. What did not exist, or was
// NULL, is an empty text; so is an id that the database is yet to give.
type FieldChange struct {
	Column        string
	Before, After string
	Secret        bool // it must not be shown unless it was asked for
}

// Details returns what a change did, row by row, at most limit of them. The
// texts come from the database as they are. The change may be one that was only
// planned.
func (s *Store) Details(c Change, limit int) []Detail {
	var details []Detail
	names := indexNames(s.namesIn(&c))
	cat := s.tablesOf(&c)
	for _, e := range c.Edits[:min(limit, len(c.Edits))] {
		t := cat.table(e.Table)
		d := cat.subject(t, e.row(), c.Edits, names)
		shown := e.row().known()
		switch {
		case e.Before == nil:
			d.Verb = "added"
		case e.After == nil:
			d.Verb = "removed"
		default:
			d.Verb, shown = "changed", e.changed()
		}
		for _, p := range shown {
			d.Fields = append(d.Fields, fieldChange(t, e, p))
		}
		details = append(details, d)
	}
	return details
}

// subject says which row a detail is about.
func (cat *catalog) subject(t *table, row Row, edits []Edit, names nameIndex) Detail {
	if t.name != linkTable {
		return Detail{Table: t.name, ID: integer(row[t.key[0]]), Who: rowName(t, row, names)}
	}
	party := func(kind, column string) string {
		v := row[t.position(column)]
		if n, ok := v.(newID); ok { // this change makes it
			return rowName(cat.table(kind), edits[n].After, names)
		}
		return names.of(kind, integer(v))
	}
	d := Detail{Table: linkTable, Team: party(teamTable, "team_id"), Hero: party(heroTable, "hero_id")}
	d.Who = membershipName(d.Team, d.Hero)
	return d
}

func fieldChange(t *table, e Edit, p int) FieldChange {
	flag := t.position("is_training")
	read := func(row Row) string {
		v := row.at(p)
		_, isPending := v.(newID)
		switch {
		case v == nil || v == any(absent{}) || isPending:
			return ""
		case t.name == linkTable && p == flag:
			return StandingOf(truth(v)).String()
		}
		return t.printed(p, v)
	}
	return FieldChange{Column: t.columns[p], Before: read(e.Before), After: read(e.After), Secret: t.isSecret(p)}
}
