package cli

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"path/filepath"

	"github.com/spf13/cobra"

	"roster/cli/command"
	"roster/data"
	"roster/data/address"
	"roster/data/check"
	"roster/data/intent"
	"roster/internal/outfile"
	"roster/internal/safetext"
)

const checkDescription = `check looks for errors in the whole database, and for other things worth knowing, such as
teams below their minimum. It lists the first rows of each kind, and changes nothing.

--repair fixes two kinds of errors. An is_training that is neither 0 nor 1 gets the value
that roster shows, which undo reverts. Memberships with a team or a hero that does not
exist are removed. That can't be undone, so check prints them first.

The exit code is 1 if there are errors, or if some are left after the repair.`

const checkExamples = `  # Look for errors
  roster check --db heroes.db

  # Fix what can be fixed
  roster check --db heroes.db --repair`

// newCheck returns the command that finds what is wrong in a database.
func newCheck(s *command.Env) *cobra.Command {
	var repair bool
	cmd := &cobra.Command{
		Use:     "check",
		Short:   "Find errors in the database, and repair them",
		Long:    checkDescription,
		Example: checkExamples,
		GroupID: command.GroupExchange,
		Run: s.OnDatabase(nil, func(ctx context.Context, w *command.Session, _ []string) error {
			return checkDatabase(ctx, w, repair)
		}),
	}
	cmd.Flags().BoolVar(&repair, "repair", false, "fix invalid flags, and remove memberships with a missing team or hero")
	return cmd
}

func checkDatabase(ctx context.Context, w *command.Session, repair bool) error {
	if repair {
		if err := refuseDamaged(ctx, w.Store); err != nil {
			return err
		}
		// The flags come last: they are what undo takes back.
		for _, mend := range []intent.Intent{intent.RemoveDangling{}, intent.RepairFlags{}} {
			if err := carryOut(ctx, w, mend); err != nil {
				return err
			}
		}
	}
	report, err := w.Check(ctx)
	if err != nil {
		return err
	}
	left, err := leftBeside(w.Path())
	if err != nil {
		return err
	}
	if err := printReport(w.Out, append(report, left...), w.Words().Say); err != nil {
		return err
	}
	if report.HasErrors() {
		return fmt.Errorf("%s has errors", w.Path())
	}
	return nil
}

// leftBeside finds what backups and exports that were killed left beside the database.
func leftBeside(database string) (check.Report, error) {
	if address.IsURL(database) {
		return nil, nil
	}
	left := check.Finding{Kind: check.Leftover}
	err := outfile.EachLeftover(filepath.Dir(database), func(path string) error {
		left.Rows = append(left.Rows, path)
		left.Count++
		return nil
	})
	if err != nil || left.Count == 0 {
		return nil, err
	}
	return check.Report{left}, nil
}

// refuseDamaged keeps a file that is damaged as it is.
func refuseDamaged(ctx context.Context, store *data.Store) error {
	damaged, err := store.IsDamaged(ctx)
	if err == nil && damaged {
		err = fmt.Errorf("%s is damaged, and nothing was repaired: keep a copy of it, and restore a backup; roster check has the details", store.Path())
	}
	return err
}

// carryOut repairs what there is to repair. What undo can't bring back is
// printed before it goes.
func carryOut(ctx context.Context, w *command.Session, mend intent.Intent) error {
	plan, err := w.Plan(ctx, mend)
	if err != nil || plan.Empty() {
		return err
	}
	undo := "; roster undo reverts it"
	if why := w.History().Forgets(); why != "" {
		undo = "; it can't be undone: " + why
	}
	if len(plan.Final) > 0 || !plan.Change.Kept() {
		undo = ""
		if err := printFinal(w.Out, w.History().Literals(plan.Change)); err != nil {
			return err
		}
	}
	if _, err := w.Apply(ctx, plan.Change); err != nil {
		return err
	}
	return w.Done("%s%s.", plan.Change.Label, undo)
}

// printFinal prints rows whose change can't be undone, as they are now.
func printFinal(out io.Writer, rows []string) error {
	text := bufio.NewWriter(out)
	fmt.Fprintln(text, "These rows will be repaired, which can't be undone:")
	for _, row := range rows {
		fmt.Fprintln(text, "  "+safetext.Line(row))
	}
	return text.Flush() // it keeps the first error
}

// printReport prints the findings, errors first.
func printReport(out io.Writer, report check.Report, say func(string) string) error {
	text := bufio.NewWriter(out) // it keeps the first error
	heading := ""
	for _, f := range report {
		if title := titleOf(f.Kind); title != heading {
			heading = title
			fmt.Fprintln(text, title)
		}
		fmt.Fprintf(text, "  %s: %d\n", say(f.Kind.String()), f.Count)
		for _, row := range f.Rows {
			fmt.Fprintln(text, "    "+safetext.Line(row))
		}
		if more := f.Count - int64(len(f.Rows)); more > 0 {
			fmt.Fprintf(text, "    and %d more\n", more)
		}
		if mended := f.Kind.Repair(); mended != "" {
			fmt.Fprintf(text, "    roster check --repair %s.\n", mended)
		}
	}
	if !report.HasErrors() {
		fmt.Fprintln(text, "No errors.")
	}
	return text.Flush()
}

func titleOf(k check.Kind) string {
	if k.IsError() {
		return "Errors:"
	}
	return "Worth knowing:"
}
