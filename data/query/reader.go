package query

import (
	"sync"

	"roster/data/internal/sqldb"
)

// Reader reads lists, rows and counts of one database. It is safe for concurrent
// use.
type Reader struct {
	db         *sqldb.DB
	Thresholds Thresholds
	mu         sync.Mutex
	dangling   map[int64]bool // the teams that are known to have members without a hero
}

// NewReader returns a reader of a database.
func NewReader(db *sqldb.DB) *Reader {
	return &Reader{db: db, Thresholds: DefaultThresholds(), dangling: map[int64]bool{}}
}
