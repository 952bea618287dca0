package change

import (
	"context"
	"errors"
	"slices"
	"time"

	"roster/data/internal/cell"
	"roster/data/internal/sqldb"
	"roster/data/model"
)

// stampSince returns the edits of a change with the time of the change in the field of
// [sqldb.DB.Since], wherever they create a membership or change its standing. A value that is
// given there takes precedence, as does one that is restored from the history.
func (wr *Writer) stampSince(c *Change) ([]Edit, error) {
	cat := wr.tablesOf(c)
	f, ok := wr.db.Since(cat)
	if !ok || c.Strict {
		return c.Edits, nil
	}
	v, err := wr.db.SinceValue(f, c.At)
	if err != nil {
		return nil, err
	}
	t := cat.Table(model.LinkTable)
	at := t.Exact(f.Name)
	edits := slices.Clone(c.Edits)
	for i, e := range edits {
		if e.Table != model.LinkTable || e.After == nil || !leavesColumn(e, at) || !changesStanding(t, e) {
			continue
		}
		edits[i].After = e.After.Clone()
		edits[i].After[at] = v
	}
	return edits, nil
}

// leavesColumn reports whether an edit leaves a column as it is, or to the database.
func leavesColumn(e Edit, at int) bool {
	if e.Before == nil {
		return e.After.At(at) == any(model.Unset{})
	}
	return cell.Equal(e.Before.At(at), e.After.At(at))
}

// changesStanding reports whether an edit makes or ends a membership, or gives it another
// standing.
func changesStanding(t *sqldb.Table, e Edit) bool {
	flag := t.Position("is_training")
	return e.Before == nil || e.After == nil || cell.Truth(e.Before[flag]) != cell.Truth(e.After[flag])
}

// LinkSince is what the history knows of a membership: its standing, and since when that
// is so.
type LinkSince struct {
	LinkState
	At time.Time
}

// errUnknownBefore ends the reading of the history if the earlier state is not known.
var errUnknownBefore = errors.New("data: the history does not go further back")

// KnownSince returns what the history knows of the memberships that it has changes of. It
// reads back to the first change that was too large to be kept, or that can't be read.
func (wr *Writer) KnownSince(ctx context.Context) (map[model.LinkKey]LinkSince, error) {
	known := map[model.LinkKey]LinkSince{}
	if there, err := wr.db.FindHistory(ctx); !there {
		return known, err
	}
	cat := wr.db.Catalog()
	t := cat.Table(model.LinkTable)
	err := wr.db.HistoryConn("History").Stream(ctx, 8, func(row cell.Row) error {
		c := wr.changeFrom(row)
		if row[7] == nil || decode(cat, &c, cell.Text(row[7])) != nil {
			return errUnknownBefore
		}
		for _, e := range slices.Backward(c.Edits) {
			if e.Table != model.LinkTable || !changesStanding(t, e) {
				continue
			}
			if state := linkState(t, e); known[state.Key].At.IsZero() {
				known[state.Key] = LinkSince{state, c.At}
			}
		}
		return nil
	}, "SELECT id, token, at, actor, label, state, count, edits FROM "+wr.db.Engine.Relation(sqldb.HistoryTable.Name)+" WHERE state IN ($1, $2) ORDER BY id DESC",
		string(Done), string(Final))
	if errors.Is(err, errUnknownBefore) {
		err = nil
	}
	return known, wr.db.Engine.Failure(err)
}
