package change

import (
	"time"

	"roster/data/internal/sqldb"
	"roster/data/query"
)

// Writer writes changes to one database, and moves back and forth along those that
// were written. It is safe for concurrent use.
type Writer struct {
	*History
	Now func() time.Time // the clock
}

// Options are what a [Writer] needs to know beside its database.
type Options struct {
	Actor   string           // who makes the changes: user@host
	Now     func() time.Time // the clock
	MaxKept int              // how many edits a change may have to be kept for undo
	// ShowActor converts a stored actor to what the session may see; nil to show it as stored.
	ShowActor func(stored string) string
}

// NewWriter returns a writer.
func NewWriter(db *sqldb.DB, reader *query.Reader, o Options) *Writer {
	h := &History{
		db: db, reader: reader, actor: o.Actor, maxKept: o.MaxKept, showActor: o.ShowActor, session: map[int64]State{},
	}
	return &Writer{History: h, Now: o.Now}
}

// MaxKept returns how many edits a change may have to be kept for undo.
func (wr *Writer) MaxKept() int { return wr.maxKept }

// HasWritten reports whether a change was applied, or the history was cleared,
// through this writer.
func (wr *Writer) HasWritten() bool {
	wr.mu.Lock()
	defer wr.mu.Unlock()
	return wr.wrote
}
