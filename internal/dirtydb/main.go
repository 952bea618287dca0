// Command dirtydb writes a roster as careless programs leave it, for the tests,
// or one whose models have custom fields:
//
//	go run ./internal/dirtydb [-force] [-fields] FILE
//
// The same bytes come out every time.
package main

import (
	"context"
	"database/sql"
	_ "embed"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"

	_ "modernc.org/sqlite" // the driver "sqlite"
)

//go:embed dirty.sql
var dirty string

//go:embed fields.sql
var fields string

func main() {
	force := flag.Bool("force", false, "overwrite FILE")
	extended := flag.Bool("fields", false, "write the roster with further fields")
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "usage: dirtydb [-force] [-fields] FILE")
		os.Exit(2)
	}
	script := dirty
	if *extended {
		script = fields
	}
	if err := write(context.Background(), flag.Arg(0), script, *force); err != nil {
		fmt.Fprintln(os.Stderr, "dirtydb:", err)
		os.Exit(1)
	}
}

// write creates the database of a script at path. An existing file is an error, unless force is
// set: then it is replaced.
func write(ctx context.Context, path, script string, force bool) error {
	if force {
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	if err := file.Close(); err != nil {
		return err
	}
	return run(ctx, path, script)
}

// run executes a script in the database at path.
func run(ctx context.Context, path, script string) error {
	abs, err := filepath.Abs(path)
	if err != nil {
		return err
	}
	db, err := sql.Open("sqlite", (&url.URL{Scheme: "file", Path: filepath.ToSlash(abs)}).String())
	if err != nil {
		return err
	}
	db.SetMaxOpenConns(1)
	_, err = db.ExecContext(ctx, script)
	return errors.Join(err, db.Close())
}
