package cli

import (
	"context"
	"errors"
	"os"
	"runtime/debug"
	"slices"

	"github.com/spf13/cobra"

	"roster/data"
	"roster/internal/exchange"
)

// importing is what the command line says of an import.
type importing struct {
	file   string
	format string
	match  string
	dryRun bool
}

// newImport returns the command that adds and changes what a file says.
func newImport(s *shell) *cobra.Command {
	var i importing
	cmd := &cobra.Command{
		Use:   "import FILE",
		Short: "Add and change what a JSON or CSV file says",
		Long: `import makes the database hold what a file says: teams, heroes and memberships
are added, or changed where they are known by their name (--match id: by their id).
Nothing is ever deleted. It is one change: undo takes it back, unless it is larger
than 250,000 rows, which is said before it starts.

While anything in the file is wrong or fits several rows, nothing is imported, and
all that is wrong is listed by line. FILE may be - for standard input.

CSV has a header with any of team_id, team, headquarters, hero_id, hero,
secret_name, age and is_training, and a row for each membership; with , ; or tab
between them.`,
		Example: `  # See what would happen
  roster import heroes.csv --dry-run

  # A spreadsheet with the columns hero, team and is_training
  roster --db rescue.db import squad.csv

  # Move a roster from one database to another
  roster --db old.db export | roster --db new.db import - --match id`,
		GroupID: groupExchange,
		Run: s.taking([]string{"FILE"}, func(cmd *cobra.Command, args []string) error {
			i.file = args[0]
			return s.runImport(cmd, i)
		}),
	}
	cmd.Flags().StringVar(&i.format, "format", "", "json or csv; else what the file looks like")
	cmd.Flags().StringVar(&i.match, "match", "name", "know rows by name or by id")
	cmd.Flags().BoolVar(&i.dryRun, "dry-run", false, "stop after the plan")
	completeFlag(cmd, "format", string(exchange.JSON), string(exchange.CSV))
	completeFlag(cmd, "match", matches()...)
	return cmd
}

// matches returns the words for each [data.Match], in their order.
func matches() []string { return []string{"name", "id"} }

// check returns the format and what rows are known by, or what is wrong with the flags.
func (i importing) check() (exchange.Format, data.Match, error) {
	if err := oneOf("--match is", i.match, matches()); err != nil {
		return "", 0, err
	}
	match := data.Match(slices.Index(matches(), i.match))
	if i.format == "" {
		return exchange.FormatOf(i.file), match, nil
	}
	format, err := exchange.ParseFormat(i.format)
	if err == nil && format == exchange.Markdown {
		err = errors.New("--format is json or csv: Markdown is for people to read")
	}
	if err != nil {
		return "", 0, usageError{err}
	}
	return format, match, nil
}

// runImport reads the file, by the fields of the database or of one that stands in
// for it: a file that is wrong leaves no new database behind.
func (s *shell) runImport(cmd *cobra.Command, i importing) error {
	format, match, err := i.check()
	if err != nil {
		return err
	}
	// What an import keeps holds no pointers: to collect garbage often costs
	// little, and keeps a file of millions of rows under 300 MB.
	debug.SetGCPercent(15)
	bar := newProgress(os.Stderr)
	w := data.Import{Match: match, Name: shortName(i.file)}
	// The plan of a new roster is made on one that stands in for it: a file that
	// is refused, or only planned, makes none.
	path, err := databasePath(s.flags, nil)
	if err != nil {
		return err
	}
	missing := false
	err = s.session(cmd, rehearse, func(ctx context.Context, session *session) error {
		w.Draft = session.NewDraft()
		if err := readFile(ctx, i.file, format, bar, w.Draft); err != nil {
			bar.clear()
			return err
		}
		bar.clear()
		plan, err := i.plan(ctx, session, w)
		if err != nil || plan.Empty() || i.dryRun {
			return err
		}
		if missing = session.Path() != data.Shown(path); missing {
			return nil
		}
		return i.apply(ctx, session, plan, bar)
	})
	if err != nil || !missing {
		return err
	}
	return s.session(cmd, create, func(ctx context.Context, session *session) error {
		plan, err := session.PlanImport(ctx, w)
		if err != nil {
			return err
		}
		return i.apply(ctx, session, plan, bar)
	})
}

// plan plans the import, and shows the plan.
func (i importing) plan(ctx context.Context, s *session, w data.Import) (data.ImportPlan, error) {
	plan, err := s.PlanImport(ctx, w)
	if err != nil {
		return plan, err
	}
	if plan.Problems.Count > 0 {
		return plan, problemList{w.Name, plan.Problems}
	}
	for _, note := range plan.Notes {
		s.note("%s, %s", w.Name, note)
	}
	if more := plan.Noted - len(plan.Notes); more > 0 {
		s.note("and %d more like that", more)
	}
	if err := s.outcomes(w.Name, plan); err != nil {
		return plan, err
	}
	switch {
	case plan.Empty():
		return plan, s.say("Nothing to do: all of it is there already.")
	case i.dryRun:
		return plan, s.say("Only planned: nothing was changed.")
	}
	return plan, nil
}

// apply carries out the plan.
func (i importing) apply(ctx context.Context, s *session, plan data.ImportPlan, bar *progress) error {
	switch {
	case plan.Problems.Count > 0: // of a roster that somebody else made meanwhile
		return problemList{shortName(i.file), plan.Problems}
	case !plan.Change.Kept():
		s.note("This can't be undone: %d rows are more than the history keeps (%d).", plan.Change.Count, data.MaxKept)
	case s.Forgets() != "":
		s.note("This can't be undone: %s.", s.Forgets())
	}
	ctx = data.WithProgress(ctx, func(done, total int) { bar.show("Writing", int64(done), int64(total)) })
	change, err := s.ApplyImport(ctx, plan)
	bar.clear()
	if err != nil {
		return err
	}
	return s.done("%s", change.Label)
}
