package change

import (
	"context"
	"fmt"

	"roster/data/internal/sqldb"
	"roster/data/model"
)

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
			return &model.Conflict{
				Rows: []string{fmt.Sprintf("“%s” was undone or redone elsewhere", change.Label)}, Count: 1,
			}
		}
		return wr.WriteEdits(ctx, w, &change, true)
	})
	if err == nil {
		wr.RecordOwn(of.ID, to)
	}
	return change, err
}
