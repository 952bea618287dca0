package data

import (
	"context"

	"roster/data/internal/sqlite"
)

// Seized is the file of a database that no one else uses until it is released.
type Seized = sqlite.Seized

// Seize waits until no other program uses the SQLite file at path, and keeps it from
// being used until the release; see [sqlite.Seize].
func Seize(ctx context.Context, path string) (*Seized, error) { return sqlite.Seize(ctx, path) }
