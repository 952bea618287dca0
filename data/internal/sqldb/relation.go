package sqldb

import (
	"context"
	"slices"
	"strings"

	"roster/data/field"
	"roster/data/model"
)

// Relation is a table of any program, as [SchemaReader.Relations] reads it.
type Relation struct {
	Name         string
	Columns      []RelationColumn
	Key          []string   // the columns of the primary key
	Unique       [][]string // the columns of its other unique keys
	References   []Reference
	GeneratesIDs bool // the database gives each new row its key, a whole number
}

// RelationColumn is a column of such a table.
type RelationColumn struct {
	Name, Type string
	Kind       field.Kind
	Key        model.KeyKind // what it holds if it is a key
	Nullable   bool
}

// Reference is a foreign key.
type Reference struct {
	Columns []string
	Table   string
	To      []string // the columns that it refers to; none for the primary key
}

// Column returns the column of that name, in any case.
func (r Relation) Column(name string) (RelationColumn, bool) {
	at := slices.IndexFunc(r.Columns, func(c RelationColumn) bool { return strings.EqualFold(c.Name, name) })
	if at < 0 {
		return RelationColumn{}, false
	}
	return r.Columns[at], true
}

// Relations are the tables of a database.
type Relations []Relation

// Named returns the table of that name, in any case, or nil.
func (all Relations) Named(name string) *Relation {
	for i := range all {
		if strings.EqualFold(all[i].Name, name) {
			return &all[i]
		}
	}
	return nil
}

// AddColumn adds a column to the table that it is of.
func (all *Relations) AddColumn(table string, c RelationColumn) {
	if n := len(*all); n == 0 || (*all)[n-1].Name != table {
		*all = append(*all, Relation{Name: table})
	}
	last := &(*all)[len(*all)-1]
	last.Columns = append(last.Columns, c)
}

// OpenUnchecked opens the pools of a database without looking whether it is a roster.
func OpenUnchecked(ctx context.Context, name string, d Engine, opts Options) (*DB, error) {
	return connect(ctx, name, d, opts)
}
