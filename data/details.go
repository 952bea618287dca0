package data

// Detail is what a change did to one row, for people to read.
type Detail struct {
	Who    string // the row, as people name it
	Verb   string // added, changed or removed
	Fields []FieldChange
}

// FieldChange is one column's value before and after. What did not exist, or was
// NULL, is an empty text.
type FieldChange struct {
	Column        string
	Before, After string
	Secret        bool // it must not be shown unless it was asked for
}

// Details returns what a change did, row by row, at most limit of them. The
// texts come from the database as they are.
func (s *Store) Details(c Change, limit int) []Detail {
	var details []Detail
	names := indexNames(c.Names)
	for _, e := range c.Edits[:min(limit, len(c.Edits))] {
		t := s.catalog.table(e.Table)
		d := Detail{Who: rowName(t, e.row(), names)}
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
			d.Fields = append(d.Fields, s.fieldChange(t, e, p))
		}
		details = append(details, d)
	}
	return details
}

func (s *Store) fieldChange(t *table, e Edit, p int) FieldChange {
	_, flag := s.linkColumns()
	read := func(row Row) string {
		v := row.at(p)
		switch {
		case v == nil || v == any(absent{}):
			return ""
		case t.name == linkTable && p == flag:
			return StandingOf(truth(v)).String()
		}
		return text(v)
	}
	return FieldChange{Column: t.columns[p], Before: read(e.Before), After: read(e.After), Secret: t.isSecret(p)}
}
