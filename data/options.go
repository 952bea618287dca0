package data

import (
	"time"

	"roster/data/access"
	"roster/data/internal/sqldb"
	"roster/data/model"
	"roster/data/sqllog"
)

// DefaultSince is the name of the field of memberships that says since when they stand
// as they do, unless the options name another.
const DefaultSince = sqldb.DefaultSince

// Options are what [Open] needs to know beside the database.
type Options struct {
	Schema     string           // the text of schema.sql
	Create     bool             // make the file, or set up the empty database, where needed
	Beside     bool             // set up the tables also beside those of others
	ReadOnly   bool             // never write
	Glance     bool             // read once, at once: wait for no one, and leave no trace beside the file
	KeepSchema bool             // never add a table: the history is kept in memory
	Actor      string           // who makes the changes, user@host: the history of a server has the role before it, but for a guest
	Rights     access.Rights    // what the session may do; the zero value may do everything
	Name       string           // what messages call the database, which then say nothing of where it is; "" for its path or URL
	MaxKept    int              // how many edits a change may have to be kept for undo; 0 for [change.DefaultMaxKept]
	Quiet      time.Duration    // for which no page must have been read before tallies and counts are: the next page may be on its way
	Log        *sqllog.Log      // where statements are logged; nil for a log in memory
	Since      string           // the field of memberships that says since when they stand as they do; "" for since
	Coverage   int64            // how many active members a team needs whose field does not say it; 0 is 1
	Names      model.Names      // what the database calls its tables and columns; the zero value for the tutorial's names
	Now        func() time.Time // the clock; nil for the machine's
}
