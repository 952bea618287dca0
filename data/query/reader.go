package query

import (
	"sync"

	"roster/data/internal/sqldb"
	"roster/data/model"
)

// Reader reads lists, rows and counts of one database. It is safe for concurrent
// use.
type Reader struct {
	db         *sqldb.DB
	adaptive   adaptiveEngine // the engine, nil if it runs no adaptive scans
	Thresholds Thresholds
	Session    Session
	mu         sync.Mutex
	dangling   map[model.ID]bool // the teams that are known to have members without a hero
}

// Session is who reads the history, and what of it they may know.
type Session struct {
	Actor  string // as the history has the user
	Hidden string // replaces the accounts of the machine, if the user may not see them; "" to show them
}

// NewReader returns a reader of a database.
func NewReader(db *sqldb.DB) *Reader {
	adaptive, _ := db.Engine.(adaptiveEngine)
	return &Reader{db: db, adaptive: adaptive, Thresholds: defaultThresholds(), dangling: map[model.ID]bool{}}
}
