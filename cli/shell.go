package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"time"

	"github.com/spf13/cobra"

	"roster/data"
	"roster/internal/safetext"
)

// shell is what every command has in common: the program, what the command line
// says, and where its failure goes.
type shell struct {
	program Program
	flags   flags
	failure *error
}

// settled makes cobra pass over an error of ours: fang would ask the terminal
// for its colours before printing it, and wait where that does not answer.
func (s *shell) settled(run func(cmd *cobra.Command, args []string) error) func(*cobra.Command, []string) {
	return func(cmd *cobra.Command, args []string) { *s.failure = run(cmd, args) }
}

// must says what a command needs of the database.
type must int

const (
	exist  must = iota // the database must exist
	create             // it is made where it does not exist
)

// withStore opens the database that the flags name for a command that is no
// screen, and closes it at the end. ctrl+c ends the context.
func (s *shell) withStore(ctx context.Context, need must, do func(context.Context, *data.Store) error) (err error) {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt)
	defer stop()
	if err := s.flags.check(nil); err != nil {
		return err
	}
	path, err := databasePath(s.flags, nil)
	if err != nil {
		return err
	}
	log, closeLog, err := openLog(s.flags.log)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closeLog()) }()
	store, err := s.open(ctx, path, need, log)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	if err := do(ctx, store); err == nil || ctx.Err() == nil {
		return err
	}
	return errors.New("stopped before it was done")
}

// open opens the database, and makes it where the command may.
func (s *shell) open(ctx context.Context, path string, need must, log *data.Log) (*data.Store, error) {
	defer sayWaiting(path).Stop()
	opts := data.Options{Schema: s.program.Schema, KeepSchema: s.flags.keepSchema, Actor: actor(), Log: log}
	store, err := openFile(ctx, path, opts)
	switch code := data.ErrorCode(err); {
	case err == nil || code != data.NotFound && code != data.Empty:
		return store, err
	case need == exist:
		return nil, &data.Error{Code: code, Message: err.Error() + " Name a database with --db FILE, or make one with roster add or roster import."}
	}
	opts.Create = true
	if store, err = openFile(ctx, path, opts); err == nil {
		fmt.Fprintf(os.Stderr, "Made a new roster: %s\n", safetext.Line(path))
	}
	return store, err
}

// sayWaiting says so when another program keeps the opening waiting. Stop it
// when that is over.
func sayWaiting(path string) *time.Timer {
	return time.AfterFunc(500*time.Millisecond, func() {
		fmt.Fprintf(os.Stderr, "Waiting for %s: another program has locked it…\n", safetext.Line(path))
	})
}
