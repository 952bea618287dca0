// Package cli is roster's command line: it reads arguments, settings and the environment,
// opens the database, and runs the screen or a command. Results go to standard output,
// messages to standard error.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"charm.land/fang/v2"
	"charm.land/lipgloss/v2"
	"github.com/spf13/cobra"

	"roster/cli/usage"
	"roster/data"
	"roster/data/address"
	"roster/internal/safetext"
	"roster/ui"
)

// The exit codes of roster.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
)

// softLimit is the amount of memory, beside that of SQLite, above which the garbage collector
// runs more often: long texts would accumulate.
const softLimit = 512 << 20

// Program is what main knows and the command line needs.
type Program struct {
	Schema  string // the text of schema.sql
	Version string // "" if it was built from source
	Screen  func(context.Context, *data.Store, ui.Options) (ui.State, error)
}

// Main runs roster on the arguments and the environment of the process, and
// returns its exit code: 0 done, 1 failed, 2 wrong usage.
func Main(p Program) int {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(softLimit)
	}
	findHome()
	signal.Ignore(syscall.SIGPIPE) // a closed pipe is then reported as an error
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGHUP, syscall.SIGTERM)
	defer stop()
	var failure error
	s := &commands{program: p, failure: &failure, heedless: stop}
	return s.execute(ctx, newRoot(s))
}

// execute runs a command line, and returns the exit code.
func (s *commands) execute(ctx context.Context, root *cobra.Command) int {
	report := func(w io.Writer, _ fang.Styles, err error) { s.flags.tell(w, usage.Wrap(err)) } // what cobra itself found wrong
	options := []fang.Option{fang.WithoutCompletions(), fang.WithoutManpage(), fang.WithColorSchemeFunc(colourless), fang.WithErrorHandler(report)}
	if s.program.Version != "" {
		options = append(options, fang.WithVersion(s.program.Version))
	}
	defer func() { s.endBySignal() }()
	s.hideInput()
	switch err := fang.Execute(ctx, root, options...); {
	case err != nil:
		return exitUsage
	case *s.failure == nil:
		return s.code
	case usage.Is(*s.failure):
		s.flags.tell(os.Stderr, *s.failure)
		return exitUsage
	default:
		s.flags.tell(os.Stderr, *s.failure)
		return exitFailed
	}
}

// colourless is how the help looks: some text is bold, and all of it can be read on every
// background, without asking the terminal for it.
func colourless(lipgloss.LightDarkFunc) fang.ColorScheme { return fang.ColorScheme{} }

// tell prints an error. It may carry text from a file or from its name, or a URL
// as someone typed it.
func (f globalFlags) tell(w io.Writer, err error) {
	list, isList := errors.AsType[interface {
		error
		Lines() []string
	}](err)
	if !isList {
		fmt.Fprintln(w, "roster: "+f.forPeople(err.Error()))
	} else {
		for _, line := range list.Lines() {
			fmt.Fprintln(w, "roster: "+f.forPeople(line))
		}
	}
	if usage.Is(err) {
		fmt.Fprintln(w, "Try roster --help.")
	}
}

// forPeople makes a message safe to display in a terminal.
func (f globalFlags) forPeople(text string) string {
	text = address.MaskIn(text)
	if f.guest != nil {
		text = f.guest.Discreet(text)
	}
	text = safetext.Line(text)
	if s, _ := effective(f); s.ASCII.Value { // errors in the settings are reported where they are needed
		return safetext.ASCII(text)
	}
	return text
}
