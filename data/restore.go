package data

import (
	"context"

	"roster/data/internal/sqlite"
)

// ReplaceLock is the file of a database that no one else uses until it is released.
type ReplaceLock = sqlite.ReplaceLock

// LockForReplacing waits until no other program uses the SQLite file at path, and keeps it from
// being used until the release; see [sqlite.Seize].
func LockForReplacing(ctx context.Context, path string) (*ReplaceLock, error) {
	return sqlite.LockForReplacing(ctx, path)
}
