package sqldb

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"roster/data/field"
	"roster/data/internal/cell"
	"roster/data/model"
)

// StandardTables are the tables that a roster has, the columns that roster knows by
// name, and the primary key among them.
var StandardTables = []Table{
	{Name: model.TeamTable, Columns: []string{"id", "name", "headquarters"}, Key: []int{0}},
	{Name: model.HeroTable, Columns: []string{"id", "name", "secret_name", "age"}, Key: []int{0}},
	{Name: model.LinkTable, Columns: []string{"team_id", "hero_id", "is_training"}, Key: []int{0, 1}},
}

// HistoryTable is the one that roster adds.
var HistoryTable = Table{
	Name: "roster_change", Columns: []string{"id", "token", "at", "actor", "label", "state", "count", "edits"},
	Key: []int{0},
}

// Table describes one of the three tables.
type Table struct {
	Name         string          // as roster knows it
	Columns      []string        // as roster knows them, in the order of the database, generated ones left out
	Stored       []string        // what the database calls the columns
	Types        []string        // of the columns, in the words of the engine
	Nullable     []bool          // whether the column of that position may be NULL
	Max          []int64         // the largest number that the column of that position takes; nil if that is any
	Key          []int           // the positions of the primary key, or of the pair if there is a SurrogateKey
	Unique       [][]int         // the positions of other unique keys, if there is a SurrogateKey
	Computed     []string        // the columns that are generated
	Fields       []field.Field   // all columns, those too, in order
	SurrogateKey field.Field     // the id that a membership has of its own: it is not among the fields
	Unsuitable   []string        // descriptions of columns with an unsuitable type
	Sequence     string          // what gives the ids, if that is something of its own
	Kinds        []model.KeyKind // what the column of that position holds if it is a key
	Virtual      bool            // a module of the program, not the file, has its rows
	GeneratesIDs bool            // the database gives each new row its id, a whole number
	ClientKey    int             // the position of the key that roster, not the database, generates; -1 for none
}

// Catalog describes the tables of the database, read when it is opened.
type Catalog struct {
	Names          model.Names
	Tables         []Table  // those of seedTables that exist
	Others         []string // the names of further tables
	Views          []string // the names of views
	OtherSchemas   []string // schemas outside the search path that have such tables, if none in it has
	History        bool     // roster_change exists
	HistoryFlaw    string   // what of roster_change is not as roster makes it
	Rules                   // what the database demands, and does by itself
	Indexed        Indexes  // what a listing can count on
	HeroesEnforced bool     // the database sees to it that every membership has its hero

	NoHistory     bool // the history can't be kept in the database
	HistoryHidden bool // there is one that this user can't use
	NoIndexes     bool // only the owner of the tables may add indexes
}

// Table returns the table of that name, or nil.
func (c Catalog) Table(name string) *Table {
	for i := range c.Tables {
		if c.Tables[i].Name == name {
			return &c.Tables[i]
		}
	}
	return nil
}

// empty reports whether nothing at all was created in the database yet.
func (c Catalog) empty() bool {
	return len(c.Tables)+len(c.Others)+len(c.Views) == 0 && !c.History
}

// isFree reports whether roster's tables can be created.
func (c Catalog) isFree() bool {
	return len(c.Tables) == 0 && !c.History && !slices.ContainsFunc(c.Views, func(name string) bool {
		return slices.Contains([]string{c.Names.Team, c.Names.Hero, c.Names.Link, HistoryTable.Name}, name)
	})
}

// NewRow returns a row whose columns the database fills in.
func (t *Table) NewRow() model.Row {
	row := make(model.Row, len(t.Columns))
	for i := range row {
		row[i] = model.Unset{}
	}
	return row
}

// IsSecret reports whether the column's text must not be shown unasked.
func (t *Table) IsSecret(column int) bool { return strings.EqualFold(t.Columns[column], "secret_name") }

// Position returns the position of the column in a row, or -1. As in SQL, case does not
// matter.
func (t *Table) Position(column string) int {
	return slices.IndexFunc(t.Columns, func(name string) bool { return strings.EqualFold(name, column) })
}

// Has reports whether the database has the column.
func (t *Table) Has(column string) bool { return t.Position(column) >= 0 }

// Put sets a column of a row. If the database has no such column, an empty value is skipped;
// any other is a [model.Invalid] error.
func (t *Table) Put(row model.Row, column string, v any) error {
	switch at := t.Position(column); {
	case at >= 0:
		row[at] = v
	case v != nil && v != "":
		return t.NoColumn(column)
	}
	return nil
}

// NoColumn returns the error that the database has no such column.
func (t *Table) NoColumn(column string) error {
	e := model.Failf(model.Invalid, nil, "This database has no column for %s: leave it empty.",
		strings.ReplaceAll(column, "_", " "))
	e.Field = column
	return e
}

// Text returns a text as a column of that name stores it: an empty one is NULL if the column
// may be NULL.
func (t *Table) Text(column, text string) any {
	if at := t.Position(column); text == "" && at >= 0 && t.Nullable[at] {
		return nil
	}
	return text
}

// Takes reports whether a column accepts a number, and the largest that it does.
func (t *Table) Takes(column string, n int64) (most int64, ok bool) {
	most = math.MaxInt64
	if at := t.Position(column); t.Max != nil && at >= 0 {
		most = t.Max[at]
	}
	return most, n <= most && n >= -most-1
}

// TypesAt returns the types of the columns at these positions.
func (t *Table) TypesAt(positions ...[]int) []string {
	var types []string
	for _, p := range slices.Concat(positions...) {
		types = append(types, t.Types[p])
	}
	return types
}

// Positions returns the positions of the columns in a row.
func (t *Table) Positions(columns ...string) []int {
	at := make([]int, len(columns))
	for i, column := range columns {
		at[i] = t.Position(column)
	}
	return at
}

// check returns a [model.NotARoster] error that names what the database at path lacks to
// be a roster, or nil.
func (c Catalog) check(path string) error {
	for _, want := range StandardTables {
		have, stored := c.Table(want.Name), c.Names.Table(want.Name)
		if c.isView(stored) {
			return model.Failf(model.NotARoster, nil,
				"%s is not a roster: %q is a view, not a table. Nothing was changed.", path, stored)
		}
		if have == nil {
			beside := c.adoptable()
			if c.isFree() {
				beside += " With --create, roster adds its tables beside them."
			}
			return model.Failf(model.NotARoster, nil,
				"%s is not a roster: it has no table %q%s. Nothing was changed.%s", path, stored, c.holds(), beside)
		}
		var like []model.KeyKind
		if want.Name == model.LinkTable { // the others are checked
			like = []model.KeyKind{c.Keys().Team, c.Keys().Hero}
		}
		if flaw := have.flaw(stored, c.Names.Columns(want.Name), len(want.Key), like); flaw != "" {
			hint := ""
			if !have.Virtual && have.lacks(c.Names.Columns(want.Name)) {
				hint = c.adoptable()
			}
			return model.Failf(model.NotARoster, nil, "%s is not a roster: %s. Nothing was changed.%s", path, flaw,
				hint)
		}
	}
	if c.HistoryFlaw != "" {
		return model.Failf(model.NotARoster, nil, "%s can't be used: the history, table %q, %s. It was not created by roster: remove or rename it with another program, and roster creates a new one. Nothing was changed.",
			path, HistoryTable.Name, c.HistoryFlaw)
	}
	return nil
}

func (c Catalog) isView(name string) bool {
	return ContainsFold(c.Views, name)
}

// lacks reports whether one of the columns is not there under the name that it should have.
func (t *Table) lacks(columns []model.Column) bool {
	return slices.ContainsFunc(columns, func(c model.Column) bool {
		return c.Stored != "" && !t.Has(c.Name) && !ContainsFold(t.Computed, c.Name)
	})
}

// adoptable returns what to do with the tables of another program.
func (c Catalog) adoptable() string {
	if len(c.Tables)+len(c.Others) == 0 {
		return ""
	}
	return " To open the tables of another program, use roster adopt."
}

// holds lists the first few other tables.
func (c Catalog) holds() string {
	if len(c.Others) == 0 {
		return ""
	}
	names := c.Others[:min(3, len(c.Others))]
	text := ", but " + strings.Join(names, ", ")
	if len(c.Others) > len(names) {
		text += ", …"
	}
	return text
}

// flaw returns what the table lacks to have the required columns, the first of which are its
// key, "" if it lacks nothing. called is the database's name of it, and like what the ids are
// that the key refers to.
func (t *Table) flaw(called string, want []model.Column, keys int, like []model.KeyKind) string {
	if t.Virtual {
		return fmt.Sprintf("%q is a virtual table, whose rows are not in the file", called)
	}
	var key []int
	for i, column := range want {
		switch {
		case column.Stored == "" && column.IsOptional():
			continue
		case ContainsFold(t.Computed, column.Name):
			return fmt.Sprintf("column %q of table %q is generated, and can't be written", column.Stored, called)
		case t.Position(column.Name) < 0:
			return fmt.Sprintf("table %q has no column %q", called, column.Stored)
		case i < keys:
			key = append(key, t.Position(column.Name))
		}
	}
	if !isSameSet(key, t.Key) {
		return fmt.Sprintf("the primary key of table %q is not (%s)", called, storedList(want[:keys]))
	}
	if len(t.Unsuitable) > 0 {
		return t.Unsuitable[0]
	}
	return t.keyFlaw(called, want[:keys], like)
}

// storedList returns the database's names of the columns for display.
func storedList(columns []model.Column) string {
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = c.Stored
	}
	return strings.Join(names, ", ")
}

// ContainsFold reports whether a name is among the names, in any case.
func ContainsFold(names []string, name string) bool {
	return slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(n, name) })
}

// HistoryFlaw returns why an existing history is not roster's own. triggers is the query
// for the names of its triggers.
func HistoryFlaw(
	ctx context.Context, c Conn, cat Catalog, history Table, triggers string, args ...any,
) (string, error) {
	switch {
	case cat.isView(HistoryTable.Name):
		return "is a view", nil
	case !cat.History:
		return "", nil
	}
	if flaw := history.historyFlaw(); flaw != "" {
		return "is not as roster creates it: " + flaw, nil
	}
	trigger := ""
	err := c.Query(ctx, 1, func(row cell.Row) error {
		trigger = "has the trigger " + strconv.Quote(cell.Text(row[0]))
		return nil
	}, triggers, args...)
	return trigger, err
}

// FlagIsNullable reports whether is_training may be NULL, which counts as active.
func (db *DB) FlagIsNullable() bool {
	t := db.Catalog().Table(model.LinkTable)
	return t.Nullable[t.Position("is_training")]
}

// historyFlaw returns what the history lacks, "" if nothing.
func (t *Table) historyFlaw() string {
	columns := ownColumns(HistoryTable)
	if flaw := t.flaw(HistoryTable.Name, columns, len(HistoryTable.Key), nil); flaw != "" ||
		t.kindAt("id") == model.NumberKey {
		return flaw
	}
	return fmt.Sprintf("column %q of table %q does not keep whole numbers", "id", HistoryTable.Name)
}

// ownColumns returns the columns of a table that roster itself names.
func ownColumns(t Table) []model.Column {
	columns := make([]model.Column, len(t.Columns))
	for i, name := range t.Columns {
		columns[i] = model.Column{Name: name, Stored: name}
	}
	return columns
}

// LinkColumns returns the positions of team_id and hero_id, and of is_training.
func (db *DB) LinkColumns() (key [2]int, flag int) {
	t := db.Catalog().Table(model.LinkTable)
	return [2]int{t.Position("team_id"), t.Position("hero_id")}, t.Position("is_training")
}

// FoldedName returns the expression that names of the table sort by. A NULL name would fall
// out of every comparison, so it reads as an empty one if the column allows it.
func (c Catalog) FoldedName(d Expressions, tableName, alias string) string {
	expr := d.Fold(alias + ".name")
	if t := c.Table(tableName); t != nil && t.Nullable[t.Position("name")] {
		return "coalesce(" + expr + ", '')"
	}
	return expr
}
