package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"time"

	"github.com/spf13/cobra"

	"roster/cli/settings"
	"roster/data"
	"roster/data/address"
	"roster/data/model"
	"roster/data/sqllog"
)

// commands is what every command has in common: the program, the values of the flags, and its
// failure.
type commands struct {
	program Program
	flags   globalFlags
	failure *error
	code    int       // the exit code if nothing failed
	fatal   os.Signal // by which roster is to end, or nil

	input    *os.File // standard input, until a command runs
	heedless func()   // lets SIGTERM and SIGHUP end roster at once
}

// hideInput leaves fang without a terminal to read from. It would ask the terminal for its
// background before it prints help: that waits for seconds if there is no answer, consumes
// what was typed in the meantime, and leaves a late answer to the shell.
func (s *commands) hideInput() { s.input, os.Stdin = os.Stdin, nil }

// giveInput makes standard input what it was.
func (s *commands) giveInput() { os.Stdin = s.input }

// settled makes cobra pass over an error of ours: fang would ask the terminal
// for its colours before printing it, and wait if that does not answer.
func (s *commands) settled(run func(cmd *cobra.Command, args []string) error) func(*cobra.Command, []string) {
	return func(cmd *cobra.Command, args []string) { *s.failure = run(cmd, args) }
}

// must is what a command requires of the database.
type must int

const (
	exist    must = iota // the database must exist
	create               // it is made if it does not exist
	rehearse             // if it does not exist, a temporary empty one is used
)

// withStore opens the database that the flags name for a command without a screen, and closes
// it at the end. ctrl+c cancels the context.
func (s *commands) withStore(ctx context.Context, need must, do func(context.Context, *data.Store) error) error {
	return s.interruptible(ctx, func(ctx context.Context) error { return s.doWithStore(ctx, need, do) })
}

// interruptible runs a command that ctrl+c cancels cleanly: an unfinished change is rolled
// back. A second signal ends it at once: it may wait for a pipe that no one reads.
func (s *commands) interruptible(ctx context.Context, do func(context.Context) error) error {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt)
	defer stop()
	defer context.AfterFunc(ctx, func() {
		stop()
		s.heedless()
	})()
	err := do(ctx)
	if err == nil || ctx.Err() == nil || errors.Is(err, errWritten) {
		return err
	}
	return errors.New("interrupted: nothing was changed")
}

// errWritten is the end of a command that was interrupted after it had changed
// something.
var errWritten = errors.New("interrupted: what was done before stays done")

// partlyDone is an error whose message includes what was done before it.
type partlyDone struct{ error }

func (p partlyDone) Unwrap() error { return p.error }

// Is reports that it matches [errWritten].
func (partlyDone) Is(target error) bool { return target == errWritten }

// doWithStore is [shell.withStore] without ctrl+c.
func (s *commands) doWithStore(ctx context.Context, need must, do func(context.Context, *data.Store) error) (err error) {
	if err := s.flags.check(nil); err != nil {
		return err
	}
	cfg, err := effective(s.flags)
	if err != nil {
		return err
	}
	path, err := databasePath(s.flags, nil)
	if err != nil {
		return err
	}
	log, closeLog, err := openLog(ctx, s.flags, path)
	if err != nil {
		return err
	}
	opts := s.flags.options(s.program, log, cfg, path)
	opts.AllowOtherTables = s.flags.create && need == create
	store, err := s.open(ctx, path, need, opts)
	if err != nil {
		return errors.Join(err, closeLog())
	}
	defer func() { err = s.late(store, err, errors.Join(store.Close(), closeLog())) }()
	err = do(ctx, store)
	if err != nil && ctx.Err() != nil && store.HasWritten() && !errors.Is(err, errWritten) {
		return errWritten
	}
	return err
}

// late returns err, and what went wrong after that. If only that went wrong, what was
// changed is on disk: that is said, and no failure.
func (s *commands) late(store *data.Store, err, after error) error {
	if err != nil || after == nil || !store.HasWritten() {
		return errors.Join(err, after)
	}
	s.flags.tell(os.Stderr, fmt.Errorf("it is done, but %w", after))
	return nil
}

// open opens the database, and creates it if the command may.
func (s *commands) open(ctx context.Context, path string, need must, opts data.Options) (*data.Store, error) {
	defer s.flags.sayWaiting(path).Stop()
	store, err := openFile(ctx, path, opts)
	code := model.ErrorCode(err)
	switch {
	case err == nil || code != model.NotFound && code != model.Empty && (code != model.NotARoster || !s.flags.create || need != rehearse):
		return store, err
	case s.flags.guest != nil:
		return nil, err
	case need == exist:
		return nil, &model.Error{Code: code, Message: err.Error() + " Choose a database with --db DATABASE, or create one with roster add or roster import."}
	case need == rehearse:
		return data.OpenScratch(ctx, opts)
	}
	opts.Create = true
	if store, err = openFile(ctx, path, opts); err == nil {
		fmt.Fprintf(os.Stderr, "Created a new roster: %s\n", s.flags.forPeople(address.Redacted(path)))
	}
	return store, err
}

// options returns how the database at path is opened for what the flags say.
func (f globalFlags) options(p Program, log *sqllog.Log, s settings.Settings, path string) data.Options {
	opts := data.Options{Schema: p.Schema, KeepSchema: f.keepSchema, Actor: actor(), Log: log, Since: s.Since.Value, Coverage: s.Coverage.Value, Names: s.NamesOf(path), Words: s.Words()}
	if f.guest != nil {
		opts.Actor, opts.Rights, opts.Name = f.guest.Name, f.guest.Rights, f.guest.Title
	}
	return opts
}

// shown returns what messages call a database.
func (f globalFlags) shown(path string) string {
	if f.guest != nil {
		return f.guest.Title
	}
	return address.Redacted(path)
}

// sayWaiting prints a message when another program, or the server, keeps the opening waiting.
// Stop it when that is over.
func (f globalFlags) sayWaiting(path string) *time.Timer {
	why := "; it may be locked by another program"
	if address.IsURL(path) {
		why = ": the server has not answered yet"
	}
	return time.AfterFunc(500*time.Millisecond, func() {
		fmt.Fprintf(os.Stderr, "Waiting for %s%s.\n", f.forPeople(f.shown(path)), why)
	})
}
