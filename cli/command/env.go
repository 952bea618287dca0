// Package command is what the commands share: the flags, the opening of the database, interrupts,
// messages and exit codes, questions, and the columns of the output.
package command

import (
	"context"
	"io"
	"os"
	"strings"

	"charm.land/fang/v2"
	"charm.land/lipgloss/v2"
	"github.com/spf13/cobra"

	"roster/cli/guest"
	"roster/cli/usage"
	"roster/data"
	"roster/data/access"
	"roster/ui"
)

// The exit codes of roster.
const (
	exitFailed = 1 // 0 is done
	exitUsage  = 2
)

// Program is what main knows and the command line needs.
type Program struct {
	Schema  string // the text of schema.sql
	Version string // "" if it was built from source
	Screen  func(context.Context, *data.Store, ui.Options) (ui.State, error)
}

// Env is what every command has in common: the program, the values of the flags, and its
// failure.
type Env struct {
	Program Program
	Flags   Flags
	failure error
	Code    int       // the exit code if nothing failed
	fatal   os.Signal // by which roster is to end, or nil

	input          *os.File // standard input, until a command runs
	releaseSignals func()   // lets SIGTERM and SIGHUP end roster at once
}

// New returns what the commands of a program have in common. releaseSignals lets SIGTERM and
// SIGHUP end roster at once.
func New(p Program, releaseSignals func()) *Env {
	return &Env{Program: p, releaseSignals: releaseSignals}
}

// ForGuest returns what the commands of a guest have in common.
func (s *Env) ForGuest(in *guest.Session) *Env {
	inner := &Env{Program: s.Program, releaseSignals: s.releaseSignals, input: s.input}
	inner.Flags = Flags{Guest: in, ASCII: s.Flags.ASCII, GivenASCII: s.Flags.GivenASCII, Theme: s.Flags.Theme}
	return inner
}

// Fail notes why the command failed.
func (s *Env) Fail(err error) { s.failure = err }

// hideInput leaves fang without a terminal to read from. It would ask the terminal for its
// background before it prints help: that waits for seconds if there is no answer, consumes
// what was typed in the meantime, and leaves a late answer to the shell.
func (s *Env) hideInput() { s.input, os.Stdin = os.Stdin, nil }

// GiveInput makes standard input what it was.
func (s *Env) GiveInput() { os.Stdin = s.input }

// Run returns what runs a command. Cobra does not see its error: fang would ask the terminal for its
// colours before printing it, and wait if that does not answer.
func (s *Env) Run(run func(cmd *cobra.Command, args []string) error) func(*cobra.Command, []string) {
	return func(cmd *cobra.Command, args []string) { s.failure = run(cmd, args) }
}

// Execute runs a command line, and returns the exit code.
func (s *Env) Execute(ctx context.Context, root *cobra.Command) int {
	report := func(w io.Writer, _ fang.Styles, err error) { s.Flags.Tell(w, usage.Wrap(err)) } // of cobra itself
	options := []fang.Option{
		fang.WithoutCompletions(), fang.WithoutManpage(), fang.WithColorSchemeFunc(colourless), fang.WithErrorHandler(report),
	}
	if s.Program.Version != "" {
		options = append(options, fang.WithVersion(s.Program.Version))
	}
	defer func() { s.endBySignal() }()
	s.hideInput()
	switch err := fang.Execute(ctx, root, options...); {
	case err != nil:
		return exitUsage
	case s.failure == nil:
		return s.Code
	}
	return s.Report(s.failure)
}

// Report prints why a command failed, and returns the exit code.
func (s *Env) Report(err error) int {
	s.Flags.Tell(os.Stderr, err)
	if usage.Is(err) {
		return exitUsage
	}
	return exitFailed
}

// colourless is how the help looks: some text is bold, and all of it can be read on every
// background, without asking the terminal for it.
func colourless(lipgloss.LightDarkFunc) fang.ColorScheme { return fang.ColorScheme{} }

// WithArgs returns what runs a command with an argument for each of these names.
// Cobra would check them too, but its error would go through fang; see
// [Env.Run].
func (s *Env) WithArgs(
	names []string, run func(cmd *cobra.Command, args []string) error,
) func(*cobra.Command, []string) {
	return s.Run(func(cmd *cobra.Command, args []string) error {
		if err := usage.Args(cmd.CommandPath(), names, args); err != nil {
			return err
		}
		return run(cmd, args)
	})
}

// Group returns a command that groups others: by itself it only lists them.
func (s *Env) Group(parent *cobra.Command, children ...*cobra.Command) *cobra.Command {
	parent.AddCommand(children...)
	var names []string
	for _, child := range children {
		names = append(names, child.Name())
	}
	parent.Run = s.Run(func(cmd *cobra.Command, args []string) error {
		path := cmd.CommandPath()
		if len(args) > 0 {
			return usage.Errorf("there is no command \"%s %s\": use %s %s", path, args[0], path, strings.Join(names, " or "))
		}
		return usage.Errorf("%s what? Type %s %s", path, path, strings.Join(names, ", or "+path+" "))
	})
	return parent
}

// May reports whether the one who runs roster has a right.
func (s *Env) May(right access.Right) bool {
	return s.Flags.Guest == nil || s.Flags.Guest.Rights.May(right)
}
