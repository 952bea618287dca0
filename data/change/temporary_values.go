package change

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"roster/data/field"
	"roster/data/internal/cell"
	"roster/data/internal/sqldb"
)

// setTemporaryValues makes room for edits of which one takes a value that another one gives up,
// such as names that are exchanged, if no two rows may have the same. The databases check each
// row as it is written. The rows that give theirs up get a temporary value first, and the
// returned edits start from that.
func (wr *Writer) setTemporaryValues(ctx context.Context, c sqldb.Conn, edits []Edit, strict bool) ([]Edit, error) {
	for _, t := range wr.db.Catalog().Tables {
		for p, column := range t.Columns {
			covers := func(u sqldb.Unique) bool { return u.Covers(column) }
			if slices.Contains(t.Key, p) || !slices.ContainsFunc(wr.db.Catalog().UniquesOf(t.Name), covers) {
				continue
			}
			var err error
			if edits, err = wr.setTemporaryColumn(ctx, c, &t, p, edits, strict); err != nil {
				return edits, err
			}
		}
	}
	return edits, nil
}

// setTemporaryColumn sets the temporary values of one column.
func (wr *Writer) setTemporaryColumn(
	ctx context.Context, c sqldb.Conn, t *sqldb.Table, p int, edits []Edit, strict bool,
) ([]Edit, error) {
	wanted := map[string][]int{} // the edits that take a value
	for i, e := range edits {
		if e.Table == t.Name && e.After != nil && (e.Before == nil || !cell.Equal(e.Before[p], e.After[p])) &&
			isKnown(e.After, []int{p}) {
			wanted[foldedText(e.After[p])] = append(wanted[foldedText(e.After[p])], i)
		}
	}
	out := edits
	for i, e := range edits {
		isGiven := e.Table == t.Name && e.Before != nil && e.After != nil && isKnown(e.Before, []int{p}) &&
			!cell.Equal(e.Before[p], e.After[p])
		if !isGiven || !slices.ContainsFunc(wanted[foldedText(e.Before[p])], func(by int) bool { return by != i }) {
			continue
		}
		temporary, ok := wr.temporaryValue(t, p, i)
		if !ok {
			continue
		}
		waiting := e.Before.Clone()
		waiting[p] = temporary
		if err := wr.UpdateOrDelete(ctx, c, t, []Edit{{Table: t.Name, Before: e.Before, After: waiting}}, []int{p},
			wr.updateMatch(t, []int{p}, strict)); err != nil {
			return edits, err
		}
		if &out[0] == &edits[0] {
			out = slices.Clone(edits)
		}
		out[i].Before = waiting
	}
	return out, nil
}

// foldedText returns a value as stored in a case-insensitive index of names.
func foldedText(v any) string { return strings.ToLower(strings.TrimSpace(cell.Text(v))) }

// temporaryValue returns a temporary value that no row has, for the row of this edit; ok is false if
// there is none.
func (wr *Writer) temporaryValue(t *sqldb.Table, p, edit int) (v any, ok bool) {
	if t.Nullable[p] {
		return nil, true
	}
	at := slices.IndexFunc(t.Fields, func(f field.Field) bool { return f.Name == t.Columns[p] })
	if at < 0 {
		return nil, false
	}
	switch t.Fields[at].Kind {
	case field.Text:
		text := fmt.Sprintf("%s %d", sqldb.NewToken(), edit)
		if limit := t.Fields[at].Limit; limit > 0 {
			text = text[max(0, len(text)-limit):]
		}
		return text, true
	case field.Whole:
		least := int64(math.MinInt64)
		if t.Max != nil {
			least = -t.Max[p] - 1
		}
		return least + int64(edit), true
	}
	return nil, false
}
