package list

import (
	"context"
	"errors"

	"roster/data/query"
)

// ErrTooMany is why not all rows of a list are read.
var ErrTooMany = errors.New("there are too many rows")

// allLimit is how many rows are read at once when all of them are.
const allLimit = 500

// ReadAll returns what reads all rows that the list asks for now. If there are more than
// most, the error is [ErrTooMany].
func (l *List[R, K]) ReadAll(most int) func(context.Context) ([]R, error) {
	fetch, q := l.Fetch, l.query
	return func(ctx context.Context) ([]R, error) {
		var rows []R
		seek := query.Seek{Place: query.First, Limit: allLimit}
		for {
			page, err := fetch(ctx, q, seek)
			rows = append(rows, page.Rows...)
			switch {
			case err != nil:
				return nil, err
			case len(rows) > most:
				return nil, ErrTooMany
			case !page.After || len(page.Anchors) == 0:
				return rows, nil
			}
			seek = query.Seek{Place: query.Next, Anchor: page.Anchors[len(page.Anchors)-1], Limit: allLimit}
		}
	}
}
