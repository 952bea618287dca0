// Package screen runs the app on a database, which it may ask to create, and keeps the place of the user.
package screen

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"time"

	"github.com/charmbracelet/x/term"

	"roster/cli/command"
	"roster/cli/state"
	"roster/data"
	"roster/internal/tmux"
	"roster/ui"
)

// Run opens the database and shows it.
func Run(ctx context.Context, p command.Program, f command.Flags, args []string) (err error) {
	if err := f.Check(args); err != nil {
		return err
	}
	path, err := command.DatabasePath(f, args)
	if err != nil {
		return err
	}
	if err := checkTerminal(); err != nil {
		return err
	}
	s, err := f.Settings()
	if err != nil {
		return err
	}
	log, closeLog, err := command.OpenLog(ctx, f, path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closeLog()) }()
	debug.SetGCPercent(50)             // half the garbage: most of the memory is the database's own, and is not collected
	const quiet = 3 * time.Millisecond // between the answer to a key and what it asks for next
	dataOptions := f.Options(p, log, s, path)
	dataOptions.Create, dataOptions.AllowOtherTables = f.Create, f.Create
	dataOptions.ReadOnly, dataOptions.IdleDelay = f.ReadOnly, quiet
	opts := ui.Options{
		Theme: s.Theme.Value, ASCII: s.ASCII.Value, Still: !s.Motion.Value, NoMouse: !s.Mouse.Value,
		Coverage: s.Coverage.Value, Demo: f.Demo, Clipboard: clipboardOf(os.Getenv, tmux.Inside), Keys: s.Keys,
		EscapeTime: time.Duration(s.EscapeTime.Value) * time.Millisecond,
	}
	store, err := openStore(ctx, path, f, dataOptions, opts)
	if err != nil || store == nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	if f.Demo {
		_, err = p.Screen(ctx, store, opts)
		return err
	}
	return runRemembering(ctx, p, f, path, store, opts)
}

// runRemembering starts at the place of the user in the last session, with unsaved text, and
// saves both at the end.
func runRemembering(
	ctx context.Context, p command.Program, f command.Flags, path string, store *data.Store, opts ui.Options,
) error {
	file, err := state.Path(path, f.GuestName())
	if err != nil {
		return err
	}
	drafts := state.NewDrafts(file)
	if err := drafts.Migrate(file); err != nil {
		drafts.Fail("the text you were typing last time can't be opened", err)
	}
	if opts.Memory, err = state.ColumnsOf(path, f.GuestName()); err != nil {
		return err
	}
	opts.State = state.Load(file)
	opts.State.Unsaved = nil
	if store.ReadOnly() == "" { // else it waits until it can be saved
		opts.State.Unsaved, opts.Forget = drafts.Take(), drafts.Forget
	}
	place, err := f.Guest.Quietly(func() (ui.State, error) { return p.Screen(ctx, store, opts) })
	if drafts.End(place.Unsaved) > 0 {
		fmt.Fprintln(os.Stderr, "The text you were typing is kept: it opens again with this database.")
	}
	place.Unsaved = nil
	lost := drafts.Migrate(file) // an older version may have ended in the meantime
	if lost == nil {
		lost = state.Save(file, place)
	}
	if lost != nil {
		drafts.Fail("your place can't be remembered", lost)
	}
	for _, failure := range drafts.Failures() {
		f.Tell(os.Stderr, failure) // what was done is on disk
	}
	return err
}

// checkTerminal refuses what the library would take without a word: a pipe, or
// a terminal that can't move its cursor.
func checkTerminal() error {
	switch {
	case !term.IsTerminal(os.Stdin.Fd()):
		return errors.New("standard input is not a terminal: run roster without a pipe or a redirection")
	case !term.IsTerminal(os.Stdout.Fd()):
		return errors.New("standard output is not a terminal: run roster without a pipe or a redirection")
	case os.Getenv("TERM") == "dumb":
		return errors.New("TERM is \"dumb\": roster needs a terminal that can move its cursor, such as TERM=xterm-256color")
	}
	return nil
}
