package cli

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

// session is a running command: the open database, and its output.
type session struct {
	*data.Store
	out, err io.Writer
	ascii    bool
}

// session opens the database for a command, and closes it at the end.
func (s *commands) session(cmd *cobra.Command, need must, do func(context.Context, *session) error) error {
	cfg, err := effective(s.flags)
	if err != nil {
		return err
	}
	return s.withStore(cmd.Context(), need, func(ctx context.Context, store *data.Store) error {
		return do(ctx, newSession(cmd, store, cfg))
	})
}

// onDatabase returns what runs a command with an argument for each of these names on the
// database, which must exist.
func (s *commands) onDatabase(names []string, do func(ctx context.Context, w *session, args []string) error) func(*cobra.Command, []string) {
	return s.taking(names, func(cmd *cobra.Command, args []string) error {
		return s.session(cmd, exist, func(ctx context.Context, w *session) error { return do(ctx, w, args) })
	})
}

// withoutDatabase returns what a command that needs no database prints with, and the settings.
func (s *commands) withoutDatabase(cmd *cobra.Command) (*session, settings.Settings, error) {
	cfg, err := effective(s.flags)
	return newSession(cmd, nil, cfg), cfg, err
}

// newSession returns what a command prints with; store is nil if it needs no database.
func newSession(cmd *cobra.Command, store *data.Store, s settings.Settings) *session {
	return &session{Store: store, out: outfile.Outlet{Writer: cmd.OutOrStdout(), Name: "standard output"}, err: cmd.ErrOrStderr(), ascii: s.ASCII.Value}
}

// clean makes text safe for a terminal.
func (w *session) clean(text string) string {
	text = safetext.Line(text)
	if w.ascii {
		return safetext.ASCII(text)
	}
	return text
}

// say prints a result.
func (w *session) say(format string, args ...any) error {
	_, err := fmt.Fprintln(w.out, w.clean(fmt.Sprintf(format, args...)))
	return err
}

// done prints what was changed, or is so already. If that can't be printed it is said
// beside the result, and no failure: who tries again would change something else.
func (w *session) done(format string, args ...any) error {
	if err := w.say(format, args...); err != nil {
		w.note("It is done, but %v: "+format, append([]any{err}, args...)...)
	}
	return nil
}

// note prints a message besides the result.
func (w *session) note(format string, args ...any) {
	fmt.Fprintln(w.err, w.clean(fmt.Sprintf(format, args...)))
}

// want carries out an intent, and prints what it changed or what is so already.
// It returns the change, which is empty in the latter case.
func (w *session) want(ctx context.Context, intent intent.Intent) (change.Change, error) {
	plan, err := w.Plan(ctx, intent)
	switch {
	case err != nil:
		return plan.Change, wrongValue(err)
	case plan.Empty():
		return plan.Change, w.done("%s", strings.Join(plan.Already, "; "))
	}
	return w.apply(ctx, plan)
}

// apply carries out a plan and prints what it changed.
func (w *session) apply(ctx context.Context, plan intent.Plan) (change.Change, error) {
	change, err := w.Apply(ctx, plan.Change)
	if err != nil {
		return change, err
	}
	if !change.Kept() {
		w.note("This change is too large to be undone.")
	}
	return change, w.done("%s", change.Label)
}

// wrongValue makes a value that breaks the rules a matter of usage.
func wrongValue(err error) error {
	if model.ErrorCode(err) == model.Invalid {
		return usage.Wrap(err)
	}
	return err
}

// teams and heroes return how rows are found by what the command line calls them.
func (w *session) teams() find.Kind[model.Team]  { return find.Teams(w.Store, w.note) }
func (w *session) heroes() find.Kind[model.Hero] { return find.Heroes(w.Store, w.note) }
