package change

import (
	"sync"
	"time"

	"roster/data/internal/sqldb"
	"roster/data/query"
)

// Writer writes changes to one database, and moves back and forth along those that
// were written. It is safe for concurrent use.
type Writer struct {
	db      *sqldb.DB
	reader  *query.Reader
	actor   string           // who makes the changes: user@host
	Now     func() time.Time // the clock
	MaxKept int              // how many edits a change may have to be kept for undo
	mu      sync.Mutex
	session map[int64]State // what this writer made of changes, by their ids
	wrote   bool            // something was written through it
	// ShowActor converts a stored actor to what the session may see; nil to show it as stored.
	ShowActor func(stored string) string
}

// NewWriter returns a writer for actor. now is its clock, maxKept how many edits a
// change may have to be kept for undo.
func NewWriter(db *sqldb.DB, reader *query.Reader, actor string, now func() time.Time, maxKept int) *Writer {
	return &Writer{db: db, reader: reader, actor: actor, Now: now, MaxKept: maxKept, session: map[int64]State{}}
}

// shown returns who made a change, as the session may see it.
func (wr *Writer) shown(actor string) string {
	if wr.ShowActor == nil {
		return actor
	}
	return wr.ShowActor(actor)
}

// HasWritten reports whether a change was applied, or the history was cleared,
// through this writer.
func (wr *Writer) HasWritten() bool {
	wr.mu.Lock()
	defer wr.mu.Unlock()
	return wr.wrote
}

// Forgets returns why undo ends with this writer, and no history is kept for others;
// "" if it is kept.
func (wr *Writer) Forgets() string {
	switch {
	case !wr.db.HistoryIsTemporary:
		return ""
	case wr.db.Catalog().NoHistory:
		return "the role may not write to roster_change"
	}
	return "--keep-schema keeps no history"
}
