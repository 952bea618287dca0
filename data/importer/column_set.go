package importer

import (
	"slices"

	"roster/data/internal/sqldb"
)

// columnSet is a set of fields that new rows are given: rows with the same set are written
// together, and the database fills in the other columns.
type columnSet struct {
	fields string // the places of the fields, a rune each
	count  int    // how many rows
}

// columnSetOf returns the places of the fields that [pack] wrote.
func columnSetOf(packed []byte) string {
	if len(packed) == 0 {
		return ""
	}
	var places []rune
	for _, g := range unpack(packed) {
		places = append(places, rune(g.at))
	}
	return string(places)
}

// positions returns the positions in a row of the fields at these indexes.
func (d *Draft) positions(t *sqldb.Table, places string) []int {
	var at []int
	for _, place := range places {
		at = append(at, t.Exact(d.fields[t.Name][place-1].Name))
	}
	return at
}

// columnSets returns the column sets of the new rows.
func (f *outcomes) columnSets() []columnSet {
	var c columnSets
	for _, at := range f.order {
		if f.of[at].state.isAdded() {
			c.add(columnSetOf(f.bytes(f.at(at).more)))
		}
	}
	return c.sets
}

// linkColumnSets returns the column sets of the new memberships.
func (d *Draft) linkColumnSets() []columnSet {
	var c columnSets
	for _, l := range d.links.all() {
		if l.outcome() == linkAdded {
			c.add(columnSetOf(d.links.packed(l)))
		}
	}
	return c.sets
}

// columnSets counts the rows of each column set. There are few of them.
type columnSets struct{ sets []columnSet }

func (c *columnSets) add(fields string) {
	at := slices.IndexFunc(c.sets, func(s columnSet) bool { return s.fields == fields })
	if at < 0 {
		c.sets = append(c.sets, columnSet{fields, 0})
		at = len(c.sets) - 1
	}
	c.sets[at].count++
}
