package data

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"time"
)

// keptChanges is how many changes the history keeps, the newest.
const keptChanges = 10_000

// timeFormat is how roster_change.at is written, in UTC.
const timeFormat = "2006-01-02T15:04:05.000000Z"

// ensureHistory creates roster_change, in the transaction of the first write.
// Where the schema is to be kept, the table is temporary: it lives in memory, on
// the writer's connection, and is gone when that closes.
func (s *Store) ensureHistory(ctx context.Context, c conn) error {
	// A temporary one may have gone with its connection.
	if s.hasHistory() && (s.catalog().history || !s.keep || !s.dialect.traits().remote) {
		return nil
	}
	if !s.keep { // others may be about to create it
		if err := s.dialect.alone(ctx, c); err != nil {
			return err
		}
	}
	for _, create := range s.schema.history {
		if s.keep {
			create = s.dialect.temporary(create)
		} else {
			create = s.dialect.placed(create)
		}
		create = strings.Replace(create, " TABLE ", " TABLE IF NOT EXISTS ", 1)
		create = strings.Replace(create, " INDEX ", " INDEX IF NOT EXISTS ", 1)
		if _, err := c.exec(ctx, create); err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) hasHistory() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.history
}

// findHistory tells whether there is a history to read. Another roster may have
// begun one since the database was opened.
func (s *Store) findHistory(ctx context.Context) (bool, error) {
	if s.hasHistory() {
		return true, nil
	}
	cat, err := s.dialect.catalog(ctx, s.read("History"))
	if err != nil {
		return false, s.dialect.failure(err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.history = s.history || cat.history; !s.history && cat.hidden {
		return false, fail(ReadOnly, nil, "The history of %s can't be used: the role has no right to. Ask who keeps the database for rights on roster_change.", s.path)
	}
	return s.history, nil
}

// dropUndone, insertEntry and deleteOld write a change into the history: what the
// actor had undone can't be redone any more, and the oldest entries go.
func dropUndone(d dialect) string {
	return "UPDATE " + d.relation(historyTable.name) + " SET state = 'dropped' WHERE actor = $1 AND state = 'undone'"
}

func insertEntry(d dialect) string {
	return "INSERT INTO " + d.relation(historyTable.name) + " (token, at, actor, label, state, count, edits) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id"
}

func deleteOld(d dialect) string {
	return "DELETE FROM " + d.relation(historyTable.name) + " WHERE id <= $1"
}

// entryActor is where the actor stands among the values of an entry.
const entryActor = 2

// record writes a change that was just made into the history.
func (s *Store) record(ctx context.Context, c conn, change *Change) (err error) {
	var edits any
	if change.Kept() {
		text, err := s.catalog().encode(*change)
		if err != nil {
			return err
		}
		edits = secret{text}
	}
	change.ID, err = s.dialect.record(ctx, c, []any{
		change.Token, change.At.Format(timeFormat), change.Actor, change.Label, string(change.State), change.Count, edits,
	})
	if err == nil && change.ID == 0 {
		return fail(Foreign, nil, "Nothing was changed: a trigger of %s left the entry of the history out. Remove it with another program.", s.path)
	}
	return err
}

// NextUndo returns the change that [Store.Undo] would take back: this actor's
// newest one that is done. The error has the code [Nothing] where there is none.
func (s *Store) NextUndo(ctx context.Context) (Change, error) {
	return s.next(ctx, Done, "DESC", "Nothing to undo.")
}

// NextRedo returns the change that [Store.Redo] would make again: this actor's
// oldest one that is undone. The error has the code [Nothing] where there is
// none.
func (s *Store) NextRedo(ctx context.Context) (Change, error) {
	return s.next(ctx, Undone, "ASC", "Nothing to redo.")
}

// next reads without the edits: they can be megabytes.
func (s *Store) next(ctx context.Context, state State, direction, nothing string) (Change, error) {
	var change Change
	if there, err := s.findHistory(ctx); !there {
		return change, cmp.Or(err, error(fail(Nothing, nil, "%s", nothing)))
	}
	err := s.historyConn("History").query(ctx, 7, func(row cells) error {
		change = s.changeFrom(row.trim())
		return nil
	}, "SELECT id, token, at, actor, "+s.dialect.shown("label", textType)+", state, count FROM "+s.dialect.relation(historyTable.name)+" WHERE actor = $1 AND state = $2 ORDER BY id "+direction+" LIMIT 1",
		s.actor, string(state))
	if err == nil && change.ID == 0 {
		err = fail(Nothing, nil, "%s", nothing)
	}
	return change, s.dialect.failure(err)
}

// historyConn reads the history where it is: a temporary one is the writer's, and
// gone with its connection. Nothing else waits meanwhile: the writer may be busy.
func (s *Store) historyConn(label string) conn {
	if s.keep && s.pools.writer != nil {
		return conn{q: s.pools.writer, log: s.log, label: label, whole: true}
	}
	return s.read(label)
}

// reading returns the connection that a listing is read on.
func (s *Store) reading(l listing, label string) conn {
	if l.history {
		return s.historyConn(label)
	}
	return s.read(label)
}

// counting counts the rows of a listing, where they are.
func (s *Store) counting(ctx context.Context, l listing, count func(context.Context, conn) error) error {
	label := l.label + ", counted"
	if l.history {
		return s.dialect.failure(count(ctx, s.historyConn(label)))
	}
	return s.patiently(ctx, label, count)
}

// changeFrom reads the cells id, token, at, actor, label, state, count. A time that is
// none, which roster did not write, is the zero one.
func (s *Store) changeFrom(row cells) Change {
	id, state := integer(row[0]), State(text(row[5]))
	at, _ := time.Parse(timeFormat, text(row[2]))
	return Change{
		ID: id, Token: text(row[1]), At: at, Actor: text(row[3]), Label: text(row[4]),
		State: state, Count: int(integer(row[6])), Session: s.owns(id, state), most: s.maxKept,
	}
}

// Undo takes back the change with this id, in one transaction, and returns it
// with its edits as they were undone. The error is a [Conflict] where a row is
// not what the change left, and then nothing was written; it has the code
// [Unkept] where the change was too large to be kept.
func (s *Store) Undo(ctx context.Context, id int64) (Change, error) {
	return s.move(ctx, id, Done, Undone)
}

// Redo makes the change with this id again; see [Store.Undo].
func (s *Store) Redo(ctx context.Context, id int64) (Change, error) {
	return s.move(ctx, id, Undone, Done)
}

// move takes a change from one state to another, and its rows with it.
func (s *Store) move(ctx context.Context, id int64, from, to State) (change Change, err error) {
	err = s.steadily(func() error {
		change, err = s.moveOnce(ctx, id, from, to)
		return err
	})
	return change, err
}

func (s *Store) moveOnce(ctx context.Context, id int64, from, to State) (Change, error) {
	change, err := s.Stored(ctx, id)
	if err != nil {
		return change, err
	}
	if to == Undone {
		change = change.Inverse()
	}
	if err := s.catalog().refuseDeletions(change.Edits); err != nil {
		return change, err
	}
	change.State = to
	label := "Undo: " + change.Label
	if to == Done {
		label = "Redo: " + change.Label
	}
	err = s.transact(ctx, label, &change, func(w conn) error {
		n, err := w.exec(ctx, "UPDATE "+s.dialect.relation(historyTable.name)+" SET state = $1 WHERE id = $2 AND token = $3 AND state = $4",
			string(to), change.ID, change.Token, string(from))
		if err != nil {
			return err
		}
		if n != 1 {
			return &Conflict{Rows: []string{fmt.Sprintf("“%s” was undone or redone elsewhere", change.Label)}, Count: 1}
		}
		return s.write(ctx, w, &change, true)
	})
	if err == nil {
		s.own(id, to)
	}
	return change, err
}

// Stored returns the change of the history with this id, with its edits. The
// error has the code [Unkept] where it was too large to be kept.
func (s *Store) Stored(ctx context.Context, id int64) (Change, error) {
	var change Change
	tables := s.catalog()
	var sql statement
	sql.add("SELECT id, token, at, actor, label, state, count, edits FROM ", s.dialect.relation(historyTable.name), " WHERE id = ", sql.arg(id))
	err := s.historyConn("History").query(ctx, 8, func(row cells) error {
		change = s.changeFrom(row)
		if row[7] == nil {
			return fail(Unkept, nil, "“%s” changed %d rows, too many to be kept for undo.", change.Label, change.Count)
		}
		change.tables = tables
		return tables.decode(&change, text(row[7]))
	}, sql.String(), sql.args...)
	if err == nil && change.ID == 0 {
		err = fail(Nothing, nil, "The history does not have this change any more.")
	}
	return change, s.dialect.failure(err)
}
