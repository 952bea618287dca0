package data

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"
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

// historyTable is the one that roster adds.
var historyTable = table{name: "roster_change", columns: []string{"id", "token", "at", "actor", "label", "state", "count", "edits"}, key: []int{0}}

// table is what the database says of one of the three tables.
type table struct {
	name     string
	columns  []string // as the database spells and orders them, generated ones left out
	types    []string // of the columns, in the words of the dialect
	nullable []bool   // whether the column of that position may be NULL
	most     []int64  // the largest number that the column of that position takes; nil where that is any
	key      []int    // the positions of the primary key
	computed []string // the columns that are generated
	fields   []Field  // all columns, those too, in order
	unfit    []string // what is wrong with the type of a column, for people
	sequence string   // what gives the ids, where that is something of its own
	unwhole  []string // the columns that turn whole numbers into something else
	virtual  bool     // a module of the program, not the file, has its rows
	ownIDs   bool     // the database gives each new row its id, a whole number
}

// catalog is what the database says of its tables, read when it is opened.
type catalog struct {
	tables  []table  // those of seedTables that exist
	others  []string // the names of further tables
	views   []string // the names of views
	history bool     // roster_change exists
	spoiled string   // what of roster_change is not as roster makes it
	hooks   []hook   // what a deletion sets off
	indexed indexes  // what a listing can count on
	sound   bool     // the database sees to it that every membership has its hero

	noHistory bool // the history can't be kept in the database
	hidden    bool // there is one that this user can't use
	noIndexes bool // only the owner of the tables may add indexes
}

// hook is something in the database that acts when a row is deleted: a trigger,
// or a foreign key that cascades, other than a membership's own.
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

// isFree tells whether there is nothing in the way of roster's tables.
func (c catalog) isFree() bool {
	return len(c.tables) == 0 && !c.history && !slices.ContainsFunc(c.views, func(name string) bool {
		return slices.Contains([]string{teamTable, heroTable, linkTable, historyTable.name}, name)
	})
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

// takes tells whether a column takes a number, and the largest that it does.
func (t *table) takes(column string, n int64) (most int64, ok bool) {
	most = math.MaxInt64
	if t.most != nil {
		most = t.most[t.position(column)]
	}
	return most, n <= most && n >= -most-1
}

// typesAt returns the types of the columns at these positions.
func (t *table) typesAt(positions ...[]int) []string {
	var types []string
	for _, p := range slices.Concat(positions...) {
		types = append(types, t.types[p])
	}
	return types
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
		if c.isView(want.name) {
			return fail(Foreign, nil, "%s is not a roster: %q is a view, not a table. Nothing was changed.", path, want.name)
		}
		if have == nil {
			beside := ""
			if c.isFree() {
				beside = " With --create, a roster is made beside that."
			}
			return fail(Foreign, nil, "%s is not a roster: it has no table %q%s. Nothing was changed.%s", path, want.name, c.holds(), beside)
		}
		if err := have.check(path, want); err != nil {
			return err
		}
	}
	if c.spoiled != "" {
		return fail(Foreign, nil, "%s can't be used: the history, table %q, %s. It was not made by roster: remove or rename it with another program, and roster begins a new one. Nothing was changed.",
			path, historyTable.name, c.spoiled)
	}
	return nil
}

func (c catalog) isView(name string) bool {
	return containsFold(c.views, name)
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
	if flaw := t.flaw(want); flaw != "" {
		return fail(Foreign, nil, "%s is not a roster: %s. Nothing was changed.", path, flaw)
	}
	return nil
}

// flaw returns what the table lacks to be the one that is wanted, "" where it
// lacks nothing.
func (t *table) flaw(want table) string {
	if t.virtual {
		return fmt.Sprintf("%q is a virtual table, whose rows are not in the file", t.name)
	}
	for _, column := range want.columns {
		if containsFold(t.computed, column) {
			return fmt.Sprintf("column %q of table %q is generated, and can't be written", column, t.name)
		}
		if t.position(column) < 0 {
			return fmt.Sprintf("table %q has no column %q", t.name, column)
		}
	}
	key := t.positions(want.columns[:len(want.key)]...)
	if !slices.Equal(slices.Sorted(slices.Values(key)), slices.Sorted(slices.Values(t.key))) {
		return fmt.Sprintf("the primary key of table %q is not (%s)", t.name, strings.Join(want.columns[:len(want.key)], ", "))
	}
	for _, column := range want.columns[:len(want.key)] {
		if containsFold(t.unwhole, column) {
			return fmt.Sprintf("column %q of table %q does not keep whole numbers", column, t.name)
		}
	}
	if len(t.unfit) > 0 {
		return t.unfit[0]
	}
	if len(want.key) == 1 && !t.ownIDs {
		return fmt.Sprintf("the ids of table %q are not whole numbers that the database gives (INTEGER PRIMARY KEY)", t.name)
	}
	return ""
}

func containsFold(names []string, name string) bool {
	return slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(n, name) })
}

// spoiledHistory says why a history that is there is not roster's own. triggers is
// the query for the names of those that it has.
func spoiledHistory(ctx context.Context, c conn, cat catalog, history table, triggers string, args ...any) (string, error) {
	switch {
	case cat.isView(historyTable.name):
		return "is a view", nil
	case !cat.history:
		return "", nil
	}
	if flaw := history.flaw(historyTable); flaw != "" {
		return "is not as roster makes it: " + flaw, nil
	}
	trigger := ""
	err := c.query(ctx, 1, func(row cells) error {
		trigger = "has the trigger " + strconv.Quote(text(row[0]))
		return nil
	}, triggers, args...)
	return trigger, err
}
