package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

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
	settings, err := effective(s.flags)
	if err != nil {
		return err
	}
	return s.withStore(cmd.Context(), need, func(ctx context.Context, store *data.Store) error {
		return do(ctx, newSession(cmd, store, settings))
	})
}

// newSession returns what a command prints with; store is nil if it needs no database.
func newSession(cmd *cobra.Command, store *data.Store, s activeSettings) *session {
	return &session{Store: store, out: outfile.NamedWriter{Writer: cmd.OutOrStdout(), Name: "standard output"}, err: cmd.ErrOrStderr(), ascii: s.ascii.value}
}

// printable hands do where to write what is for machines. In a terminal, what
// that would act upon is shown instead.
func (w *session) printable(do func(io.Writer) error) error {
	if !term.IsTerminal(os.Stdout.Fd()) {
		return do(w.out)
	}
	safe := safetext.NewWriter(w.out)
	return errors.Join(do(safe), safe.Close())
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
		return usageError{err}
	}
	return err
}
