package command

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/user"

	"roster/cli/await"
	"roster/data/address"
	"roster/data/sqllog"
	"roster/internal/outfile"
)

// OpenLog opens the file of --log, which must not be the database. The log itself is created
// in either case. Closing it reports whether everything was written.
func OpenLog(ctx context.Context, f Flags, database string) (*sqllog.Log, func() error, error) {
	path := f.Log
	if path == "" {
		return sqllog.New(nil), func() error { return nil }, nil
	}
	if database != "" && address.IsPartOf(path, database) {
		return nil, nil, fmt.Errorf("--log %s is the database itself: choose another file", path)
	}
	file, err := await.Do(ctx, func() (*os.File, error) {
		return os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	})
	switch {
	case ctx.Err() != nil:
		return nil, nil, fmt.Errorf("interrupted: nothing reads from the pipe --log %s", path)
	case err != nil:
		return nil, nil, fmt.Errorf("--log %s can't be opened: %w; choose another file", path, errors.Unwrap(err))
	}
	log := sqllog.New(file)
	if f.LogSecrets {
		log = sqllog.NewRevealing(file)
	}
	return log, func() error { return errors.Join(outfile.Error("--log "+path, log.Err()), file.Close()) }, nil
}

// Actor returns who makes the changes, user@host.
func Actor() string {
	name, host := os.Getenv("USER"), "localhost"
	if u, err := user.Current(); err == nil {
		name = u.Username
	}
	if h, err := os.Hostname(); err == nil {
		host = h
	}
	return name + "@" + host
}
