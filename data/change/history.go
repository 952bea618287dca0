package change

import (
	"cmp"
	"context"
	"sync"
	"time"

	"roster/data/internal/cell"
	"roster/data/internal/sqldb"
	"roster/data/model"
	"roster/data/query"
)

// History reads the changes that were made to one database, and describes changes. It is safe
// for concurrent use.
type History struct {
	db        *sqldb.DB
	reader    *query.Reader
	actor     string // whose changes it undoes: user@host
	maxKept   int
	showActor func(stored string) string
	mu        sync.Mutex
	session   map[int64]State // what this session made of changes, by their ids
	wrote     bool            // something was written in this session
}

// NextUndo returns the change that [Writer.Undo] would undo: this actor's newest one that is
// done. The error has the code [model.NothingToUndo] if there is none.
func (h *History) NextUndo(ctx context.Context) (Change, error) {
	return h.next(ctx, Done, "DESC", "Nothing to undo.")
}

// NextRedo returns the change that [Writer.Redo] would redo: this actor's oldest one that is
// undone. The error has the code [model.NothingToUndo] if there is none.
func (h *History) NextRedo(ctx context.Context) (Change, error) {
	return h.next(ctx, Undone, "ASC", "Nothing to redo.")
}

// next reads without the edits: they can be megabytes.
func (h *History) next(ctx context.Context, state State, direction, nothing string) (Change, error) {
	var change Change
	if there, err := h.db.FindHistory(ctx); !there {
		return change, cmp.Or(err, error(model.Failf(model.NothingToUndo, nil, "%s", nothing)))
	}
	err := h.db.HistoryConn("History").Query(ctx, 7, func(row cell.Row) error {
		change = h.changeFrom(row.Trim())
		return nil
	}, "SELECT id, token, at, actor, "+h.db.Engine.Shortened("label", sqldb.TextType)+", state, count FROM "+h.db.Engine.Relation(sqldb.HistoryTable.Name)+" WHERE actor = $1 AND state = $2 ORDER BY id "+direction+" LIMIT 1",
		h.actor, string(state))
	if err == nil && change.ID == 0 {
		err = model.Failf(model.NothingToUndo, nil, "%s", nothing)
	}
	return change, h.db.Engine.Failure(err)
}

// changeFrom reads the cells id, token, at, actor, label, state, count. An invalid time, which
// roster did not write, reads as the zero time.
func (h *History) changeFrom(row cell.Row) Change {
	id, state := cell.Integer(row[0]), State(cell.Text(row[5]))
	at, _ := time.Parse(sqldb.TimeFormat, cell.Text(row[2]))
	return Change{
		ID: id, Token: cell.Text(row[1]), At: at, Actor: h.shown(cell.Text(row[3])), Label: cell.Text(row[4]),
		State: state, Count: int(cell.Integer(row[6])), Own: cell.Text(row[3]) == h.actor,
		Session: h.owns(id, state), MaxKept: h.maxKept,
	}
}

// Stored returns a change of the history, with its edits. The error has the code
// [model.TooLarge] if it was too large to be kept, and [model.NothingToUndo] if the history no
// longer has it, or has another change with that ID.
func (h *History) Stored(ctx context.Context, of Ref) (Change, error) {
	var change Change
	tables := h.db.Catalog()
	var sql sqldb.Builder
	sql.Add("SELECT id, token, at, actor, label, state, count, edits FROM ", h.db.Engine.Relation(sqldb.HistoryTable.Name), " WHERE id = ", sql.Arg(of.ID))
	err := h.db.HistoryConn("History").Query(ctx, 8, func(row cell.Row) error {
		change = h.changeFrom(row)
		if row[7] == nil {
			return model.Failf(model.TooLarge, nil, "“%s” changed %d rows, too many to be kept for undo.",
				change.Label, change.Count)
		}
		change.Tables = tables
		return decode(tables, &change, cell.Text(row[7]))
	}, sql.String(), sql.Args...)
	if err == nil && (change.ID == 0 || of.Token != "" && of.Token != change.Token) {
		err = model.Failf(model.NothingToUndo, nil, "This change is no longer in the history.")
	}
	return change, h.db.Engine.Failure(err)
}

// Changes returns a page of the history, without the edits, for a query of the
// list [query.History].
func (h *History) Changes(ctx context.Context, q query.Query, at query.Seek) (query.Page[Change], error) {
	if there, err := h.db.FindHistory(ctx); !there {
		return query.Page[Change]{}, err
	}
	return query.ReadPage(ctx, h.reader, q, at, h.changeFrom)
}

// EachChange hands over every change of the history that a query of [query.History] asks
// for, without its edits, the newest first, one after the other. An error of each ends it.
func (h *History) EachChange(ctx context.Context, q query.Query, each func(Change) error) error {
	if there, err := h.db.FindHistory(ctx); !there {
		return err
	}
	return h.reader.EachHistoryRow(ctx, q, func(row cell.Row) error { return each(h.changeFrom(row)) })
}

// shown returns who made a change, as the session may see it.
func (h *History) shown(actor string) string {
	if h.showActor == nil {
		return actor
	}
	return h.showActor(actor)
}

// owns reports whether it was this store that brought the change into its state.
func (h *History) owns(id int64, state State) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.session[id] == state
}

// Forgets returns why undo ends with this session, and no history is kept for others;
// "" if it is kept.
func (h *History) Forgets() string {
	switch {
	case !h.db.HistoryIsTemporary:
		return ""
	case h.db.Catalog().NoHistory:
		return "the role may not write to roster_change"
	}
	return "--keep-schema keeps no history"
}
