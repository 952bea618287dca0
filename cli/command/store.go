package command

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"

	"roster/cli/settings"
	"roster/data"
	"roster/data/address"
	"roster/data/model"
)

// Need is what a command requires of the database.
type Need int

// What a command may require.
const (
	Existing Need = iota // the database must exist
	Create               // it is made if it does not exist
	Rehearse             // if it does not exist, a temporary empty one is used
)

// withStore opens the database that the flags name for a command without a screen, and closes
// it at the end. ctrl+c cancels the context.
func (s *Env) withStore(
	ctx context.Context, need Need, cfg settings.Settings, do func(context.Context, *data.Store) error,
) error {
	return s.Interruptible(ctx, func(ctx context.Context) error { return s.doWithStore(ctx, need, cfg, do) })
}

// Interruptible runs a command that ctrl+c cancels cleanly: an unfinished change is rolled
// back. A second signal ends it at once: it may wait for a pipe that no one reads.
func (s *Env) Interruptible(ctx context.Context, do func(context.Context) error) error {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt)
	defer stop()
	defer context.AfterFunc(ctx, func() {
		stop()
		s.releaseSignals()
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

// Partly returns an error whose message includes what was done before it.
func Partly(err error) error { return partlyDone{err} }

func (p partlyDone) Unwrap() error { return p.error }

// Is reports that it matches [errWritten].
func (partlyDone) Is(target error) bool { return target == errWritten }

// doWithStore is [Env.withStore] without ctrl+c.
func (s *Env) doWithStore(
	ctx context.Context, need Need, cfg settings.Settings, do func(context.Context, *data.Store) error,
) (err error) {
	if err := s.Flags.Check(nil); err != nil {
		return err
	}
	path, err := DatabasePath(s.Flags, nil)
	if err != nil {
		return err
	}
	log, closeLog, err := OpenLog(ctx, s.Flags, path)
	if err != nil {
		return err
	}
	opts := s.Flags.Options(s.Program, log, cfg, path)
	opts.AllowOtherTables = s.Flags.Create && need == Create
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
func (s *Env) late(store *data.Store, err, after error) error {
	if err != nil || after == nil || !store.HasWritten() {
		return errors.Join(err, after)
	}
	s.Flags.Tell(os.Stderr, fmt.Errorf("it is done, but %w", after))
	return nil
}

// open opens the database, and creates it if the command may.
func (s *Env) open(ctx context.Context, path string, need Need, opts data.Options) (*data.Store, error) {
	defer s.Flags.SayWaiting(path).Stop()
	store, err := OpenFile(ctx, path, opts)
	code := model.ErrorCode(err)
	switch {
	case err == nil || code != model.NotFound && code != model.Empty &&
		(code != model.NotARoster || !s.Flags.Create || need != Rehearse):
		return store, err
	case s.Flags.Guest != nil:
		return nil, err
	case need == Existing:
		message := err.Error() + " Choose a database with --db DATABASE, or create one with roster add or roster import."
		return nil, &model.Error{Code: code, Message: message}
	case need == Rehearse:
		return data.OpenScratch(ctx, opts)
	}
	opts.Create = true
	if store, err = OpenFile(ctx, path, opts); err == nil {
		fmt.Fprintf(os.Stderr, "Created a new roster: %s\n", s.Flags.ForPeople(address.Redacted(path)))
	}
	return store, err
}
