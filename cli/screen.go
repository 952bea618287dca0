package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/user"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/charmbracelet/x/term"

	"roster/cli/await"
	"roster/cli/state"
	"roster/data"
	"roster/data/address"
	"roster/data/model"
	"roster/data/sqllog"
	"roster/internal/outfile"
	"roster/internal/tmux"
	"roster/ui"
)

// runScreen opens the database and shows it.
func runScreen(ctx context.Context, p Program, f globalFlags, args []string) (err error) {
	if err := f.check(args); err != nil {
		return err
	}
	path, err := databasePath(f, args)
	if err != nil {
		return err
	}
	if err := checkTerminal(); err != nil {
		return err
	}
	s, err := effective(f)
	if err != nil {
		return err
	}
	log, closeLog, err := openLog(ctx, f, path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closeLog()) }()
	debug.SetGCPercent(50)             // half the garbage: most of the memory is the database's own, and is not collected
	const quiet = 3 * time.Millisecond // between the answer to a key and what it asks for next
	dataOptions := f.options(p, log, s, path)
	dataOptions.Create, dataOptions.AllowOtherTables, dataOptions.ReadOnly, dataOptions.IdleDelay = f.create, f.create, f.readOnly, quiet
	opts := ui.Options{
		Theme: s.Theme.Value, ASCII: s.ASCII.Value, Still: !s.Motion.Value, NoMouse: !s.Mouse.Value, Coverage: s.Coverage.Value, Demo: f.demo, Clipboard: clipboardOf(os.Getenv, tmux.Inside), Keys: s.Keys,
		EscapeTime: time.Duration(s.EscapeTime.Value) * time.Millisecond,
	}
	store, err := openStore(ctx, path, f, dataOptions, opts)
	if err != nil || store == nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	if f.demo {
		_, err = p.Screen(ctx, store, opts)
		return err
	}
	return runRemembering(ctx, p, f, path, store, opts)
}

// runRemembering starts at the place of the user in the last session, with unsaved text, and
// saves both at the end.
func runRemembering(ctx context.Context, p Program, f globalFlags, path string, store *data.Store, opts ui.Options) error {
	file, err := state.Path(path, f.guestName())
	if err != nil {
		return err
	}
	drafts := state.NewDrafts(file)
	if err := drafts.Migrate(file); err != nil {
		drafts.Fail("the text you were typing last time can't be opened", err)
	}
	if opts.Memory, err = state.ColumnsOf(path, f.guestName()); err != nil {
		return err
	}
	opts.State = state.Load(file)
	opts.State.Unsaved = nil
	if store.ReadOnly() == "" { // else it waits until it can be saved
		opts.State.Unsaved, opts.Forget = drafts.Take(), drafts.Forget
	}
	place, err := f.guest.Quietly(func() (ui.State, error) { return p.Screen(ctx, store, opts) })
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
		f.tell(os.Stderr, failure) // what was done is on disk
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

// clipboardOf returns what the environment says about the clipboard of the terminal. Over ssh
// that is only TERM. If both tmux and screen are running, it is not known which is the inner
// one, and each displays what is wrapped for the other.
func clipboardOf(getenv func(string) string, insideTmux bool) ui.Clipboard {
	name := getenv("TERM")
	insideScreen := getenv("STY") != "" || !insideTmux && (name == "screen" || strings.HasPrefix(name, "screen."))
	c := ui.Clipboard{Tmux: insideTmux && !insideScreen, Screen: insideScreen && !insideTmux}
	known := slices.Contains([]string{"xterm-kitty", "foot", "foot-extra", "alacritty", "xterm-ghostty", "wezterm"}, name)
	c.Sure = !insideTmux && !insideScreen && (known || getenv("WT_SESSION") != "")
	return c
}

// openLog opens the file of --log, which must not be the database. The log itself is created
// in either case. Closing it reports whether everything was written.
func openLog(ctx context.Context, f globalFlags, database string) (*sqllog.Log, func() error, error) {
	path := f.log
	if path == "" {
		return sqllog.New(nil), func() error { return nil }, nil
	}
	if database != "" && address.IsPartOf(path, database) {
		return nil, nil, fmt.Errorf("--log %s is the database itself: choose another file", path)
	}
	file, err := await.Do(ctx, func() (*os.File, error) { return os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600) })
	switch {
	case ctx.Err() != nil:
		return nil, nil, fmt.Errorf("interrupted: nothing reads from the pipe --log %s", path)
	case err != nil:
		return nil, nil, fmt.Errorf("--log %s can't be opened: %w; choose another file", path, errors.Unwrap(err))
	}
	log := sqllog.New(file)
	if f.logSecrets {
		log = sqllog.NewRevealing(file)
	}
	return log, func() error { return errors.Join(outfile.Error("--log "+path, log.Err()), file.Close()) }, nil
}

// openStore opens the database, and reports it when another program keeps it waiting. If there
// is none yet it asks; a nil store means that the user declined.
func openStore(ctx context.Context, path string, f globalFlags, opts data.Options, screen ui.Options) (*data.Store, error) {
	waiting := f.sayWaiting(path)
	defer waiting.Stop()
	if f.demo {
		return data.OpenDemo(ctx, opts)
	}
	store, err := openFile(ctx, path, opts)
	code := model.ErrorCode(err)
	switch {
	case code == model.NotARoster && f.guest == nil && !f.create:
		waiting.Stop()
		return openAdopted(ctx, path, f, opts, screen, err)
	case err == nil || f.guest != nil || code != model.NotFound && code != model.Empty:
		return store, err
	case f.readOnly:
		return nil, &model.Error{Code: code, Message: err.Error() + " Choose another file, or leave out --read-only."}
	}
	waiting.Stop()
	if !confirm(ctx, os.Stdin, os.Stderr, f.forPeople(err.Error()+" Create a new roster there?")) {
		fmt.Fprintln(os.Stderr, "Nothing was created.")
		return nil, nil
	}
	opts.Create = true
	return openFile(ctx, path, opts)
}

// actor returns who makes the changes, user@host.
func actor() string {
	name, host := os.Getenv("USER"), "localhost"
	if u, err := user.Current(); err == nil {
		name = u.Username
	}
	if h, err := os.Hostname(); err == nil {
		host = h
	}
	return name + "@" + host
}
