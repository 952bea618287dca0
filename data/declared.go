package data

import (
	"slices"
	"strings"

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
	Standard string // what roster calls it, if it is one of those that roster knows
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
	for p, name := range t.Columns {
		if !slices.ContainsFunc(t.Fields, func(f field.Field) bool { return f.Name == name }) {
			key = []int{p} // the id that a membership has of its own is not among the fields
			id := t.SurrogateKey
			id.Name, id.Nullable = t.Stored[p], false
			if id.Kind == field.Whole { // the database gives it
				id.Type, id.Default = t.Types[p], ""
			}
			d.Columns = append(d.Columns, DeclaredColumn{Field: id, IsKey: true})
		}
	}
	for _, f := range t.Fields {
		c := DeclaredColumn{Field: f}
		if p := t.Position(f.Name); p >= 0 {
			c.Name, c.IsKey = t.Stored[p], slices.Contains(key, p)
		}
		if sqldb.ContainsFold(sqldb.StandardColumns(table), f.Name) {
			c.Standard = strings.ToLower(f.Name)
		}
		c.Refers, c.OnDelete = refers(cat, table, c)
		d.Columns = append(d.Columns, c)
	}
	d.addUniques(cat, t)
	return d
}

// addUniques adds the rules of uniqueness that are about columns only, and about all rows.
func (d *Declared) addUniques(cat *sqldb.Catalog, t *sqldb.Table) {
	for _, u := range cat.UniquesOf(t.Name) {
		at := t.Positions(u.Columns...)
		switch {
		case u.Where != "" || slices.Contains(at, -1):
		case len(at) > 1:
			d.Unique = append(d.Unique, stored(t, at))
		default:
			i := slices.IndexFunc(d.Columns, func(c DeclaredColumn) bool { return c.Name == t.Stored[at[0]] })
			d.Columns[i].IsUnique = true
		}
	}
}

// stored returns what the database calls the columns at these positions.
func stored(t *sqldb.Table, positions []int) []string {
	names := make([]string, len(positions))
	for i, p := range positions {
		names[i] = t.Stored[p]
	}
	return names
}

// refers returns what a column refers to among the tables of the roster, and what becomes of
// its row. A membership refers to its team and its hero even if no foreign key says so.
func refers(cat *sqldb.Catalog, table string, c DeclaredColumn) (to, action string) {
	switch {
	case table == model.LinkTable && c.Standard == "team_id":
		to = cat.Names.Team + "." + cat.Names.TeamID
	case table == model.LinkTable && c.Standard == "hero_id":
		to = cat.Names.Hero + "." + cat.Names.HeroID
	}
	for _, f := range cat.ForeignKeys {
		if f.Own == table && len(f.Columns) == 1 && strings.EqualFold(f.Columns[0], c.Name) {
			key := cat.Table(f.To)
			if p := key.Position(f.Keys[0]); p >= 0 {
				return cat.Names.Table(f.To) + "." + key.Stored[p], f.Action
			}
		}
	}
	return to, ""
}
