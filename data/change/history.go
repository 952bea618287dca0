package change

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"time"

	"roster/data/internal/cell"
	"roster/data/internal/sqldb"
	"roster/data/model"
	"roster/data/query"
	"roster/data/sqllog"
)

// EnsureHistory creates roster_change, in the transaction of the first write. If the schema
// must not change, the table is temporary: it lives in memory, on the writer's connection, and
// is gone when that closes.
func (wr *Writer) EnsureHistory(ctx context.Context, c sqldb.Conn) error {
	// A temporary one may have gone with its connection.
	if wr.db.HasHistory() && (wr.db.Catalog().History || !wr.db.HistoryIsTemporary || !wr.db.Engine.Traits().Remote) {
		return nil
	}
	if !wr.db.HistoryIsTemporary { // others may be about to create it
		if err := wr.db.Engine.LockExclusive(ctx, c); err != nil {
			return err
		}
	}
	for _, create := range wr.db.Schema.History {
		if wr.db.HistoryIsTemporary {
			create = wr.db.Engine.Temporary(create)
		} else {
			create = wr.db.Engine.PlaceStatement(create)
		}
		create = strings.Replace(create, " TABLE ", " TABLE IF NOT EXISTS ", 1)
		create = strings.Replace(create, " INDEX ", " INDEX IF NOT EXISTS ", 1)
		if _, err := c.Exec(ctx, create); err != nil {
			return err
		}
	}
	return nil
}

// Record writes a change that was just made into the history.
func (wr *Writer) Record(ctx context.Context, c sqldb.Conn, change *Change) (err error) {
	var edits any
	if change.Kept() {
		text, err := encode(wr.db.Catalog(), *change)
		if err != nil {
			return err
		}
		edits = sqllog.Secret{Arg: text}
	}
	change.ID, err = wr.db.Engine.Record(ctx, c, []any{
		change.Token, change.At.Format(sqldb.TimeFormat), change.Actor, change.Label, string(change.State), change.Count, edits,
	})
	if err == nil && change.ID == 0 {
		return model.Failf(model.NotARoster, nil, "Nothing was changed: a trigger of %s skipped the entry of the history. Remove the trigger with another program.", wr.db.Path)
	}
	return err
}

// NextUndo returns the change that [Writer.Undo] would undo: this actor's newest one that is
// done. The error has the code [model.NothingToUndo] if there is none.
func (wr *Writer) NextUndo(ctx context.Context) (Change, error) {
	return wr.next(ctx, Done, "DESC", "Nothing to undo.")
}

// NextRedo returns the change that [Writer.Redo] would redo: this actor's oldest one that is
// undone. The error has the code [model.NothingToUndo] if there is none.
func (wr *Writer) NextRedo(ctx context.Context) (Change, error) {
	return wr.next(ctx, Undone, "ASC", "Nothing to redo.")
}

// next reads without the edits: they can be megabytes.
func (wr *Writer) next(ctx context.Context, state State, direction, nothing string) (Change, error) {
	var change Change
	if there, err := wr.db.FindHistory(ctx); !there {
		return change, cmp.Or(err, error(model.Failf(model.NothingToUndo, nil, "%s", nothing)))
	}
	err := wr.db.HistoryConn("History").Query(ctx, 7, func(row cell.Row) error {
		change = wr.changeFrom(row.Trim())
		return nil
	}, "SELECT id, token, at, actor, "+wr.db.Engine.Shortened("label", sqldb.TextType)+", state, count FROM "+wr.db.Engine.Relation(sqldb.HistoryTable.Name)+" WHERE actor = $1 AND state = $2 ORDER BY id "+direction+" LIMIT 1",
		wr.actor, string(state))
	if err == nil && change.ID == 0 {
		err = model.Failf(model.NothingToUndo, nil, "%s", nothing)
	}
	return change, wr.db.Engine.Failure(err)
}

// changeFrom reads the cells id, token, at, actor, label, state, count. An invalid time, which
// roster did not write, reads as the zero time.
func (wr *Writer) changeFrom(row cell.Row) Change {
	id, state := cell.Integer(row[0]), State(cell.Text(row[5]))
	at, _ := time.Parse(sqldb.TimeFormat, cell.Text(row[2]))
	return Change{
		ID: id, Token: cell.Text(row[1]), At: at, Actor: wr.shown(cell.Text(row[3])), Label: cell.Text(row[4]),
		State: state, Count: int(cell.Integer(row[6])), Own: cell.Text(row[3]) == wr.actor, Session: wr.owns(id, state), MaxKept: wr.MaxKept,
	}
}

// Undo undoes a change of the history, in one transaction, and returns it with its edits as
// they were undone. The error is a [model.Conflict] if a row is not as the change left it, and
// then nothing was written; it has the code [model.TooLarge] if the change was too large to be
// kept.
func (wr *Writer) Undo(ctx context.Context, of Ref) (Change, error) {
	return wr.move(ctx, of, Done, Undone)
}

// Redo makes a change of the history again; see [Writer.Undo].
func (wr *Writer) Redo(ctx context.Context, of Ref) (Change, error) {
	return wr.move(ctx, of, Undone, Done)
}

// move moves a change and its rows from one state to another.
func (wr *Writer) move(ctx context.Context, of Ref, from, to State) (change Change, err error) {
	err = wr.db.RetryAltered(func() error {
		change, err = wr.moveOnce(ctx, of, from, to)
		return err
	})
	return change, err
}

func (wr *Writer) moveOnce(ctx context.Context, of Ref, from, to State) (Change, error) {
	change, err := wr.Stored(ctx, of)
	if err != nil {
		return change, err
	}
	if to == Undone {
		change = change.Inverse()
	}
	change.State = to
	label := "Undo: " + change.Label
	if to == Done {
		label = "Redo: " + change.Label
	}
	err = wr.transact(ctx, label, &change, func(w sqldb.Conn) error {
		n, err := w.Exec(ctx, "UPDATE "+wr.db.Engine.Relation(sqldb.HistoryTable.Name)+" SET state = $1 WHERE id = $2 AND token = $3 AND state = $4",
			string(to), change.ID, change.Token, string(from))
		if err != nil {
			return err
		}
		if n != 1 {
			return &model.Conflict{Rows: []string{fmt.Sprintf("“%s” was undone or redone elsewhere", change.Label)}, Count: 1}
		}
		return wr.WriteEdits(ctx, w, &change, true)
	})
	if err == nil {
		wr.NoteOwn(of.ID, to)
	}
	return change, err
}

// Stored returns a change of the history, with its edits. The error has the code
// [model.TooLarge] if it was too large to be kept, and [model.NothingToUndo] if the history no
// longer has it, or has another change with that ID.
func (wr *Writer) Stored(ctx context.Context, of Ref) (Change, error) {
	var change Change
	tables := wr.db.Catalog()
	var sql sqldb.Builder
	sql.Add("SELECT id, token, at, actor, label, state, count, edits FROM ", wr.db.Engine.Relation(sqldb.HistoryTable.Name), " WHERE id = ", sql.Arg(of.ID))
	err := wr.db.HistoryConn("History").Query(ctx, 8, func(row cell.Row) error {
		change = wr.changeFrom(row)
		if row[7] == nil {
			return model.Failf(model.TooLarge, nil, "“%s” changed %d rows, too many to be kept for undo.", change.Label, change.Count)
		}
		change.Tables = tables
		return decode(tables, &change, cell.Text(row[7]))
	}, sql.String(), sql.Args...)
	if err == nil && (change.ID == 0 || of.Token != "" && of.Token != change.Token) {
		err = model.Failf(model.NothingToUndo, nil, "This change is no longer in the history.")
	}
	return change, wr.db.Engine.Failure(err)
}

// Changes returns a page of the history, without the edits, for a query of the
// list [query.History].
func (wr *Writer) Changes(ctx context.Context, q query.Query, at query.Seek) (query.Page[Change], error) {
	if there, err := wr.db.FindHistory(ctx); !there {
		return query.Page[Change]{}, err
	}
	return query.ReadPage(ctx, wr.reader, q, at, wr.changeFrom)
}
