package data

import (
	"time"

	"roster/data/access"
	"roster/data/internal/sqldb"
	"roster/data/model"
	"roster/data/sqllog"
)

// DefaultSince is the default name of the field of memberships that records since when they
// have their standing.
const DefaultSince = sqldb.DefaultSince

// Options are what [Open] needs to know beside the database.
type Options struct {
	Schema           string           // the text of schema.sql
	Create           bool             // create the file, or set up the empty database, if necessary
	AllowOtherTables bool             // set up the tables also beside those of others
	ReadOnly         bool             // never write
	ReadOnce         bool             // a single read: wait for no lock, and create no files beside the database
	KeepSchema       bool             // never add a table: the history is kept in memory
	Actor            string           // who makes the changes: user@host. A server adds the role, except for guests
	Rights           access.Rights    // what the session may do; the zero value may do everything
	Name             string           // the name of the database in messages, instead of its path or URL; "" for that
	MaxKept          int              // the most edits that are kept for undo; 0 for [change.DefaultMaxKept]
	IdleDelay        time.Duration    // without page reads before tallies and counts are read
	Log              *sqllog.Log      // the log of statements; nil for a log in memory
	Since            string           // the field with the date of the standing of a membership; "" for since
	Coverage         int64            // the active members that a team needs if no field sets them; 0 means 1
	Names            model.Names      // of the tables and columns; the zero value for the tutorial's
	Words            model.Words      // the words that the settings have for what is in it; the others come from Names
	Now              func() time.Time // the clock; nil for the machine's
}
