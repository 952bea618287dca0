package data

import (
	"slices"
	"strings"
)

// The names of the tables, as SQLModel gives them.
const (
	teamTable = "team"
	heroTable = "hero"
	linkTable = "heroteamlink"
)

// seedTables are the tables that a roster has, the columns that roster knows by
// name, and the primary key among them.
var seedTables = []table{
	{name: teamTable, columns: []string{"id", "name", "headquarters"}, key: []int{0}},
	{name: heroTable, columns: []string{"id", "name", "secret_name", "age"}, key: []int{0}},
	{name: linkTable, columns: []string{"team_id", "hero_id", "is_training"}, key: []int{0, 1}},
}

// table is what the database says of one of the three tables.
type table struct {
	name     string
	columns  []string // as the database spells and orders them, generated ones left out
	nullable []bool   // whether the column of that position may be NULL
	key      []int    // the positions of the primary key
}

// catalog is what the database says of its tables, read when it is opened.
type catalog struct {
	tables  []table  // those of seedTables that exist
	others  []string // the names of further tables
	views   []string // the names of views
	history bool     // roster_change exists
	hooks   []hook   // what a deletion sets off
	indexed indexes  // what a listing can count on
}

// hook is something in the database that acts when a row is deleted: a trigger,
// or a foreign key of another table that cascades.
type hook struct {
	table string // the one whose rows set it off
	what  string // for people
}

// table returns the table of that name, or nil.
func (c catalog) table(name string) *table {
	for i := range c.tables {
		if c.tables[i].name == name {
			return &c.tables[i]
		}
	}
	return nil
}

// empty tells whether nothing at all was created in the database yet.
func (c catalog) empty() bool {
	return len(c.tables)+len(c.others)+len(c.views) == 0 && !c.history
}

// newRow returns a row whose columns the database fills in.
func (t *table) newRow() Row {
	row := make(Row, len(t.columns))
	for i := range row {
		row[i] = absent{}
	}
	return row
}

// isSecret tells whether the column's text must not be shown unasked.
func (t *table) isSecret(column int) bool { return strings.EqualFold(t.columns[column], "secret_name") }

// position returns where the column stands in a row, or -1. As in SQL, case
// does not matter.
func (t *table) position(column string) int {
	return slices.IndexFunc(t.columns, func(name string) bool { return strings.EqualFold(name, column) })
}

// positions returns where the columns stand in a row.
func (t *table) positions(columns ...string) []int {
	at := make([]int, len(columns))
	for i, column := range columns {
		at[i] = t.position(column)
	}
	return at
}

// check returns a [Foreign] error that names what the database at path lacks to
// be a roster, or nil.
func (c catalog) check(path string) error {
	for _, want := range seedTables {
		have := c.table(want.name)
		if slices.ContainsFunc(c.views, func(v string) bool { return strings.EqualFold(v, want.name) }) {
			return fail(Foreign, nil, "%s is not a roster: %q is a view, not a table. Nothing was changed.", path, want.name)
		}
		if have == nil {
			return fail(Foreign, nil, "%s is not a roster: it has no table %q%s. Nothing was changed.", path, want.name, c.holds())
		}
		if err := have.check(path, want); err != nil {
			return err
		}
	}
	return nil
}

// holds says which other tables there are, the first few.
func (c catalog) holds() string {
	if len(c.others) == 0 {
		return ""
	}
	names := c.others[:min(3, len(c.others))]
	text := ", but " + strings.Join(names, ", ")
	if len(c.others) > len(names) {
		text += ", …"
	}
	return text
}

func (t *table) check(path string, want table) error {
	for _, column := range want.columns {
		if t.position(column) < 0 {
			return fail(Foreign, nil, "%s is not a roster: table %q has no column %q. Nothing was changed.", path, t.name, column)
		}
	}
	key := make([]int, len(want.key))
	for i, k := range want.key {
		key[i] = t.position(want.columns[k])
	}
	if !slices.Equal(slices.Sorted(slices.Values(key)), slices.Sorted(slices.Values(t.key))) {
		return fail(Foreign, nil, "%s is not a roster: the primary key of table %q is not (%s). Nothing was changed.",
			path, t.name, strings.Join(want.columns[:len(want.key)], ", "))
	}
	return nil
}
