package model

import (
	"slices"
)

// Row is every column of a table's row as stored: nil, int64, float64, string or []byte (and
// bool if the database has booleans), in the order of the columns when the database was
// opened.
type Row []any

// Unset is the value in a Row of a column that is not known: of a new row before the database
// sets its default, or of a column that was added after a change was stored.
type Unset struct{}

// PendingID is the value in a Row of the ID that the database will give to the row that the
// edit with this index inserts.
type PendingID int

// Known returns the positions of the columns whose value is known.
func (r Row) Known() []int {
	var known []int
	for i, v := range r {
		if v != (any)(Unset{}) {
			known = append(known, i)
		}
	}
	return known
}

// IsComplete reports whether every column's value is known.
func (r Row) IsComplete() bool { return len(r.Known()) == len(r) }

// Pick returns the values at these positions.
func (r Row) Pick(positions []int) []any {
	values := make([]any, len(positions))
	for i, p := range positions {
		values[i] = r[p]
	}
	return values
}

// Clone returns a copy that can be changed.
func (r Row) Clone() Row { return slices.Clone(r) }

// At returns the value at a position, nil if there is no such row.
func (r Row) At(i int) any {
	if i >= len(r) {
		return nil
	}
	return r[i]
}
