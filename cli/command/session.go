package command

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"roster/cli/find"
	"roster/cli/settings"
	"roster/cli/usage"
	"roster/data"
	"roster/data/change"
	"roster/data/intent"
	"roster/data/model"
	"roster/internal/outfile"
	"roster/internal/safetext"
)

// Session is a running command: the open database, and its output.
type Session struct {
	*data.Store
	Out, Err io.Writer
	ascii    bool
}

// WithSession opens the database for a command, and closes it at the end.
func (s *Env) WithSession(cmd *cobra.Command, need Need, do func(context.Context, *Session) error) error {
	cfg, err := s.Flags.Settings()
	if err != nil {
		return err
	}
	return s.withStore(cmd.Context(), need, cfg, func(ctx context.Context, store *data.Store) error {
		return do(ctx, NewSession(cmd, store, cfg))
	})
}

// OnDatabase returns what runs a command with an argument for each of these names on the
// database, which must exist.
func (s *Env) OnDatabase(
	names []string, do func(ctx context.Context, w *Session, args []string) error,
) func(*cobra.Command, []string) {
	return s.WithArgs(names, func(cmd *cobra.Command, args []string) error {
		return s.WithSession(cmd, Existing, func(ctx context.Context, w *Session) error { return do(ctx, w, args) })
	})
}

// WithoutDatabase returns what a command that needs no database prints with, and the settings.
func (s *Env) WithoutDatabase(cmd *cobra.Command) (*Session, settings.Settings, error) {
	cfg, err := s.Flags.Settings()
	return NewSession(cmd, nil, cfg), cfg, err
}

// NewSession returns what a command prints with; store is nil if it needs no database.
func NewSession(cmd *cobra.Command, store *data.Store, s settings.Settings) *Session {
	out := outfile.NamedWriter{Writer: cmd.OutOrStdout(), Name: "standard output"}
	return &Session{Store: store, Out: out, Err: cmd.ErrOrStderr(), ascii: s.ASCII.Value}
}

// Clean makes text safe for a terminal.
func (w *Session) Clean(text string) string {
	text = safetext.Line(text)
	if w.ascii {
		return safetext.ASCII(text)
	}
	return text
}

// Say prints a result.
func (w *Session) Say(format string, args ...any) error {
	_, err := fmt.Fprintln(w.Out, w.Clean(fmt.Sprintf(format, args...)))
	return err
}

// Done prints what was changed, or needed no change. If that can't be printed it is said
// beside the result, and no failure: who tries again would change something else.
func (w *Session) Done(format string, args ...any) error {
	if err := w.Say(format, args...); err != nil {
		w.Note("It is done, but %v: "+format, append([]any{err}, args...)...)
	}
	return nil
}

// Note prints a message besides the result.
func (w *Session) Note(format string, args ...any) {
	fmt.Fprintln(w.Err, w.Clean(fmt.Sprintf(format, args...)))
}

// Want carries out an intent, and prints what it changed, or what needed no change.
// It returns the change, which is empty in the latter case.
func (w *Session) Want(ctx context.Context, intent intent.Intent) (change.Change, error) {
	plan, err := w.Plan(ctx, intent)
	switch {
	case err != nil:
		return plan.Change, WrongValue(err)
	case plan.Empty():
		return plan.Change, w.Done("%s", strings.Join(plan.Already, "; "))
	}
	return w.ApplyPlan(ctx, plan)
}

// ApplyPlan carries out a plan and prints what it changed.
func (w *Session) ApplyPlan(ctx context.Context, plan intent.Plan) (change.Change, error) {
	change, err := w.Apply(ctx, plan.Change)
	if err != nil {
		return change, err
	}
	if !change.Kept() {
		w.Note("This change is too large to be undone.")
	}
	return change, w.Done("%s", change.Label)
}

// WrongValue makes a value that breaks the rules a matter of usage.
func WrongValue(err error) error {
	if model.ErrorCode(err) == model.Invalid {
		return usage.Wrap(err)
	}
	return err
}

// Teams returns how teams are found by what the command line calls them.
func (w *Session) Teams() find.Kind[model.Team] { return find.Teams(w.Store, w.Note) }

// Heroes returns how heroes are found by what the command line calls them.
func (w *Session) Heroes() find.Kind[model.Hero] { return find.Heroes(w.Store, w.Note) }
