// Package generate writes large rosters for tests and benchmarks: the same ones for the same
// [Size], shaped like real ones. Many heroes share a name, a few teams are far larger than the
// others, and the members of one team are all adjacent in the order of the names.
package generate

import (
	"context"
	"database/sql"
	"errors"
	"net/url"
	"os"
	"path/filepath"

	_ "modernc.org/sqlite" // the driver "sqlite"
)

// The teams of a generated roster that are unlike the others, by their ids.
const (
	Largest   = 1 // has a fifth of all heroes
	Large     = 2 // to LastLarge: have a hundredth of all heroes each
	LastLarge = 6
	Clustered = 7 // has a hundredth of all heroes, neighbours in the order of the names
	Usual     = 8 // the first of the others: nine in ten of them have about 300 members
)

// Size is the size of a roster, with the seed that selects one of that size.
type Size struct {
	Heroes int    // at least 1,000: [Fit] sets the rest for it
	Teams  int    // at least [Usual]
	Links  int    // about as many memberships
	Seed   uint64 // a different seed gives a different roster
	WAL    bool   // the journal mode; else DELETE, as SQLModel leaves it
}

// Fit returns the usual size for a number of heroes: a team for each hundred of them, and five
// memberships each.
func Fit(heroes int) Size {
	return Size{Heroes: heroes, Teams: max(10, heroes/100), Links: 5 * heroes, Seed: 1, WAL: true}
}

// Write creates the roster in a new file at path, with the tables of schema, the statements of
// a schema.sql. An existing file is an error. After an error there is no file.
func Write(ctx context.Context, path, schema string, size Size) error {
	if size.Heroes < 1000 || size.Teams < Usual {
		return errors.New("a generated roster has at least 1,000 heroes and 8 teams")
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	if err := errors.Join(file.Close(), writeFile(ctx, path, schema, size)); err != nil {
		return errors.Join(err, os.Remove(path))
	}
	return nil
}

// writeFile makes the roster in an empty file.
func writeFile(ctx context.Context, path, schema string, size Size) (err error) {
	db, err := open(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() {
		if rolledBack := tx.Rollback(); !errors.Is(rolledBack, sql.ErrTxDone) {
			err = errors.Join(err, rolledBack)
		}
	}()
	if err := fill(ctx, tx, schema, size); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	return setJournalMode(ctx, db, size.WAL)
}

// open opens a database that is lost if the program ends: nothing but speed
// matters before it is complete.
func open(path string) (*sql.DB, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	query := url.Values{"_pragma": {"journal_mode(OFF)", "synchronous(OFF)", "cache_size(-65536)"}}
	file := url.URL{Scheme: "file", Path: filepath.ToSlash(abs), RawQuery: query.Encode()}
	db, err := sql.Open("sqlite", file.String())
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	return db, nil
}

// setJournalMode sets the final journal mode of the file.
func setJournalMode(ctx context.Context, db *sql.DB, wal bool) error {
	mode := "DELETE"
	if wal {
		mode = "WAL"
	}
	_, err := db.ExecContext(ctx, "PRAGMA journal_mode = "+mode)
	return err
}
