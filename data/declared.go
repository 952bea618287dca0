package data

import (
	"roster/data/field"
	"roster/data/internal/sqldb"
	"roster/data/model"
)

// Declared is a table of the roster as the database declares it.
type Declared struct {
	Table   string // what the database calls it
	Columns []DeclaredColumn
	Unique  [][]string // columns that no two rows have the same values in
}

// DeclaredColumn is a column under the name that the database gives it.
type DeclaredColumn struct {
	field.Field
	Seed     string // what roster calls it, if every roster has it
	IsKey    bool
	IsUnique bool
	Refers   string // the table and the column of the roster that it refers to, as team.id
	OnDelete string // what becomes of a row when the one that it refers to is deleted
}

// Declared returns how the database declares a table of the roster.
func (s *Store) Declared(table string) Declared {
	cat := s.db.Catalog()
	t := cat.Table(table)
	d := Declared{Table: cat.Names.Table(table)}
	key := t.Key
	for p, name := range t.Columns { // the id that a membership has of its own is no field
		if !hasField(t, name) {
			key = []int{p}
			id := field.Field{Table: table, Name: t.Stored[p], Kind: field.Whole}
			d.Columns = append(d.Columns, DeclaredColumn{Field: id, IsKey: true})
			d.Unique = append(d.Unique, stored(t, t.Key))
		}
	}
	for _, f := range t.Fields {
		c := DeclaredColumn{Field: f}
		if p := t.Position(f.Name); p >= 0 {
			c.Name = t.Stored[p]
			for _, k := range key {
				c.IsKey = c.IsKey || k == p
			}
		}
		if sqldb.ContainsFold(sqldb.SeedColumns(table), f.Name) {
			c.Seed = f.Name
		}
		c.Refers, c.OnDelete = refers(cat, table, c)
		d.Columns = append(d.Columns, c)
	}
	d.addUniques(cat, t)
	return d
}

// addUniques adds the rules that are of columns, and of all rows.
func (d *Declared) addUniques(cat *sqldb.Catalog, t *sqldb.Table) {
	for _, u := range cat.UniquesOf(t.Name) {
		at := t.Positions(u.Columns...)
		isOfColumns := u.Where == ""
		for _, p := range at {
			isOfColumns = isOfColumns && p >= 0
		}
		switch {
		case !isOfColumns:
		case len(at) > 1:
			d.Unique = append(d.Unique, stored(t, at))
		default:
			for i := range d.Columns {
				d.Columns[i].IsUnique = d.Columns[i].IsUnique || d.Columns[i].Name == t.Stored[at[0]]
			}
		}
	}
}

func hasField(t *sqldb.Table, name string) bool {
	for _, f := range t.Fields {
		if f.Name == name {
			return true
		}
	}
	return false
}

// stored returns what the database calls the columns at these positions.
func stored(t *sqldb.Table, positions []int) []string {
	names := make([]string, len(positions))
	for i, p := range positions {
		names[i] = t.Stored[p]
	}
	return names
}

// refers returns what a column refers to among the tables of the roster, and what becomes
// of its row. That of a membership always refers to its team or its hero.
func refers(cat *sqldb.Catalog, table string, c DeclaredColumn) (to, action string) {
	switch {
	case table == model.LinkTable && c.Seed == "team_id":
		to = cat.Names.Team + "." + cat.Names.TeamID
	case table == model.LinkTable && c.Seed == "hero_id":
		to = cat.Names.Hero + "." + cat.Names.HeroID
	}
	for _, f := range cat.ForeignKeys {
		if f.Own == table && len(f.Columns) == 1 && f.Columns[0] == c.Name {
			key := cat.Table(f.To)
			if p := key.Position(f.Keys[0]); p >= 0 {
				return cat.Names.Table(f.To) + "." + key.Stored[p], f.Action
			}
		}
	}
	return to, ""
}
