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
	ReadOnce         bool             // read once, at once: wait for no one, and leave no trace beside the file
	KeepSchema       bool             // never add a table: the history is kept in memory
	Actor            string           // who makes the changes, user@host: the history of a server has the role before it, but for a guest
	Rights           access.Rights    // what the session may do; the zero value may do everything
	Name             string           // the name of the database in messages, which then do not mention its location; "" for its path or URL
	MaxKept          int              // how many edits a change may have to be kept for undo; 0 for [change.DefaultMaxKept]
	IdleDelay        time.Duration    // for which no page must have been read before tallies and counts are: the next page may be on its way
	Log              *sqllog.Log      // the log of statements; nil for a log in memory
	Since            string           // the field of memberships that records since when they have their standing; "" for since
	Coverage         int64            // how many active members a team needs whose field does not say it; 0 is 1
	Names            model.Names      // what the database calls its tables and columns; the zero value for the tutorial's names
	Words            model.Words      // the words that the settings have for what is in it; the others come from Names
	Now              func() time.Time // the clock; nil for the machine's
}
