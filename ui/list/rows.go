package list

import (
	"roster/data/model"
	"roster/data/query"
)

// MapPage turns a page of one kind of row into a page of another.
func MapPage[A, B any](p query.Page[A], err error, turn func(A) B) (query.Page[B], error) {
	return query.Page[B]{Rows: Map(p.Rows, turn), Anchors: p.Anchors, Before: p.Before, After: p.After, At: p.At}, err
}

// Map returns what turn makes of each row.
func Map[A, B any](rows []A, turn func(A) B) []B {
	out := make([]B, len(rows))
	for i, row := range rows {
		out[i] = turn(row)
	}
	return out
}

// IDs returns the ids of the rows.
func IDs[R any](rows []R, id func(R) model.ID) []model.ID { return Map(rows, id) }

// Keyed makes a map of the rows, by their keys.
func Keyed[R any, K comparable](rows []R, complete func(R) (K, R)) map[K]R {
	out := make(map[K]R, len(rows))
	for _, row := range rows {
		key, row := complete(row)
		out[key] = row
	}
	return out
}
