package sqldb

import (
	"context"

	"roster/data/model"
)

// NoteHistory notes that there is a history.
func (db *DB) NoteHistory() {
	db.mu.Lock()
	defer db.mu.Unlock()
	db.hasHistory = true
}

// KeptChanges is how many changes the history keeps, the newest.
const KeptChanges = 10_000

// TimeFormat is how roster_change.at is written, in UTC.
const TimeFormat = "2006-01-02T15:04:05.000000Z"

// HasHistory reports whether the table of the history is known to be there.
func (db *DB) HasHistory() bool {
	db.mu.Lock()
	defer db.mu.Unlock()
	return db.hasHistory
}

// FindHistory reports whether there is a history to read. Another roster may have
// begun one since the database was opened.
func (db *DB) FindHistory(ctx context.Context) (bool, error) {
	if db.HasHistory() {
		return true, nil
	}
	cat, err := db.Engine.Catalog(ctx, db.Read("History"))
	if err != nil {
		return false, db.Engine.Failure(err)
	}
	db.mu.Lock()
	defer db.mu.Unlock()
	if db.hasHistory = db.hasHistory || cat.History; !db.hasHistory && cat.HistoryHidden {
		return false, model.Failf(model.ReadOnly, nil, "The history of %s can't be used: the role has no right to. Ask the administrator for rights on roster_change.", db.Path)
	}
	return db.hasHistory, nil
}

// DropUndone returns the statement that drops the changes that an actor, an expression, had
// undone: after a new change they can't be redone.
func DropUndone(d Expressions, actor string) string {
	return "UPDATE " + d.Relation(HistoryTable.Name) + " SET state = 'dropped' WHERE actor = " + actor +
		" AND state = 'undone'"
}

// InsertEntry returns the statement that writes a change, and returns its id.
func InsertEntry(d Expressions) string {
	return "INSERT INTO " + d.Relation(HistoryTable.Name) + " (token, at, actor, label, state, count, edits) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id"
}

// DeleteOld returns the statement that deletes the entries up to an id, an expression.
func DeleteOld(d Expressions, id string) string {
	return "DELETE FROM " + d.Relation(HistoryTable.Name) + " WHERE id <= " + id
}

// EntryActor is the position of the actor in the values of an entry.
const EntryActor = 2

// HistoryConn returns the connection for reading the history: a temporary one belongs to the
// writer, and is gone with its connection. Other reads do not wait for it: the writer may be
// busy.
func (db *DB) HistoryConn(label string) Conn {
	if db.HistoryIsTemporary && db.Pools.Writer != nil {
		return Conn{Q: db.Pools.Writer, Log: db.Log, Label: label, Uninterrupted: true}
	}
	return db.Read(label)
}
