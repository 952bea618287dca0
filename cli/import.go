package cli

import (
	"context"
	"errors"
	"os"
	"runtime/debug"
	"slices"

	"github.com/spf13/cobra"

	"roster/cli/command"
	"roster/cli/complete"
	"roster/cli/importfile"
	"roster/cli/state"
	"roster/cli/usage"
	"roster/data/access"
	"roster/data/change"
	"roster/data/field"
	"roster/data/importer"
	"roster/data/progress"
	"roster/internal/exchange"
)

// importing are the values of the flags of an import.
type importing struct {
	importfile.Source
	match     string
	dryRun    bool
	onlyAdd   bool
	same, new bool // what names are that are close to others
}

// newImport returns the import command.
func newImport(s *command.Env) *cobra.Command {
	var i importing
	cmd := &cobra.Command{
		Use:   "import FILE",
		Short: "Import a spreadsheet, a CSV or a JSON file",
		Long: `import adds the teams, heroes and memberships of a file to the database, and changes
those that exist already. Nothing is deleted. An import is one change, which undo
reverts. If it has more than 250,000 rows, roster warns you that it can't be undone.

FILE is any table that says who is on which team, as CSV, XLSX, ODS, JSON or copied
text, or a file that export wrote, or - for standard input. roster recognizes columns
by their usual names, such as name, team and status. People can also be down and teams
across.

If anything is wrong or unclear, nothing is imported. roster lists all problems with
their lines, and each question with the flag that answers it. It remembers your answers
about columns for the next table with the same headers.

Names that differ only in case, accents or spacing are the same. If a name almost
matches an existing one, roster asks: --same or --new answers that for all names,
--answer for a single one.`,
		Example: `  # See what would happen
  roster import heroes.csv --dry-run

  # Import a spreadsheet whose column Squad contains the teams
  roster import members.xlsx --map Squad=team --db rescue.db

  # Move a roster from one database to another
  roster --db old.db export | roster --db new.db import - --match id`,
		GroupID: command.GroupExchange,
		Run: s.WithArgs([]string{"FILE"}, func(cmd *cobra.Command, args []string) error {
			i.Path = args[0]
			return runImport(s, cmd, i)
		}),
	}
	cmd.Flags().StringVar(&i.Format, "format", "", "read FILE as json or csv written by export (default: by its contents)")
	cmd.Flags().StringVar(&i.match, "match", "name", "match existing rows by name or id")
	cmd.Flags().BoolVar(&i.dryRun, "dry-run", false, "only show what would be imported")
	cmd.Flags().StringVar(&i.Table.Sheet, "sheet", "", "the sheet to read (default: the first one that fits)")
	cmd.Flags().StringArrayVar(&i.Table.Columns, "map", nil, "what a column means, as COLUMN=FIELD (repeatable)")
	cmd.Flags().StringVar(&i.Table.Split, "split", "", "the separator of several teams in one cell, or no")
	cmd.Flags().StringArrayVar(&i.Table.FillDown, "fill-down", nil, "with team, an empty team cell means the team of the row above")
	cmd.Flags().StringArrayVar(&i.Table.Defaults, "default", nil, "the value of empty cells and missing columns, as FIELD=VALUE (repeatable)")
	cmd.Flags().StringArrayVar(&i.Table.Answers, "answer", nil, "the answer to a question about the file, as QUESTION=ANSWER (repeatable)")
	if s.May(access.Alter) {
		cmd.Flags().BoolVar(&i.Table.AddFields, "add-fields", false, "turn unknown columns into custom fields; this can't be undone")
	}
	cmd.Flags().BoolVar(&i.Table.Training, "training", false, "new members are in training if the file does not say (default: active)")
	cmd.Flags().BoolVar(&i.onlyAdd, "only-add", false, "don't change existing memberships")
	cmd.Flags().BoolVar(&i.same, "same", false, "names that almost match are the same")
	cmd.Flags().BoolVar(&i.new, "new", false, "names that almost match are different")
	cmd.MarkFlagsMutuallyExclusive("same", "new")
	complete.Flag(cmd, "format", string(exchange.JSON), string(exchange.CSV))
	complete.Flag(cmd, "match", matches()...)
	return cmd
}

// matches returns the words for each [importer.Match], in their order.
func matches() []string { return []string{"name", "id"} }

// otherwise returns what a name is that is close to another one, "" to ask.
func (i importing) otherwise() string {
	switch {
	case i.same:
		return importer.AnswerSame
	case i.new:
		return importer.AnswerNew
	}
	return ""
}

// checkDatabase returns the format and what rows are known by, or what is wrong with the flags.
func (i importing) check() (exchange.Format, importer.Match, error) {
	if err := usage.Value("--match must be", i.match, matches()); err != nil {
		return "", 0, err
	}
	match := importer.Match(slices.Index(matches(), i.match))
	if i.Format == "" {
		return exchange.FormatOf(i.Path), match, nil
	}
	format, err := exchange.ParseFormat(i.Format)
	if err == nil && format != exchange.JSON && format != exchange.CSV {
		err = errors.New("--format must be json or csv, as export writes them: for other files, leave it out")
	}
	if err != nil {
		return "", 0, usage.Wrap(err)
	}
	return format, match, nil
}

// runImport reads the file, with the fields of the database or of a temporary one that
// replaces it: a bad file leaves no new database behind.
func runImport(s *command.Env, cmd *cobra.Command, i importing) error {
	if i.Path != "-" && !s.May(access.Machine) {
		return usage.Errorf("you can't import files of this machine: send your own file, as in ssh roster@HOST import - < squad.csv")
	}
	format, match, err := i.check()
	if err != nil {
		return err
	}
	// What an import keeps holds no pointers: to collect garbage often costs
	// little, and keeps a file of millions of rows under 300 MB.
	debug.SetGCPercent(10)
	bar := importfile.NewProgressLine(os.Stderr)
	in := importer.Import{
		Match: match, Name: i.Name(), OnlyAdd: i.onlyAdd, Training: i.Table.Training, Otherwise: i.otherwise(),
	}
	if in.Answers, err = i.Table.Answered(); err != nil {
		return err
	}
	if i.Table.AddFields && i.Path == "-" {
		return usage.Errorf("--add-fields reads the file twice: use a file, not standard input")
	}
	// An import into a new roster is planned on a temporary one: a file that is refused, or
	// only planned, creates no database.
	path, err := command.DatabasePath(s.Flags, nil)
	if err != nil {
		return err
	}
	if i.Memory, err = state.ColumnsOf(path, s.Flags.GuestName()); err != nil {
		return err
	}
	missing := false
	var fields []field.New
	var table *exchange.Table // that was read, or nil
	err = s.WithSession(cmd, command.Rehearse, func(ctx context.Context, w *command.Session) error {
		missing = w.Path() != s.Flags.Shown(path)
		read := func(fresh func() *importer.Draft) (importfile.Contents, error) {
			defer bar.Clear()
			return i.Read(ctx, format, func(done, total int64) { bar.Show("Reading", done, total) }, fresh)
		}
		r, err := read(w.NewDraft)
		if err != nil {
			return err
		}
		in.Draft = r.Draft
		if i.Table.AddFields && !i.dryRun {
			if fields, r, err = i.addFields(ctx, w, in, r, !missing, read); err != nil {
				return err
			}
			in.Draft = r.Draft
		}
		if i.Table.AddFields && i.dryRun {
			noteFields(w, r.Unknown)
		}
		table = r.Table
		for _, note := range r.Notes {
			w.Note("%s", note)
		}
		plan, err := i.plan(ctx, w, in)
		if err != nil || plan.Empty() || i.dryRun {
			missing = false
			return err
		}
		if missing {
			return nil
		}
		return i.apply(ctx, w, plan, table, bar)
	})
	if err != nil || !missing {
		return err
	}
	return s.WithSession(cmd, command.Create, func(ctx context.Context, w *command.Session) error {
		if err := addFields(ctx, w, fields, true); err != nil {
			return err
		}
		plan, err := w.PlanImport(ctx, in)
		if err != nil {
			return err
		}
		return i.apply(ctx, w, plan, table, bar)
	})
}

// plan plans the import, and shows the plan.
func (i importing) plan(ctx context.Context, w *command.Session, in importer.Import) (importer.Plan, error) {
	plan, err := w.PlanImport(ctx, in)
	if err != nil {
		return plan, err
	}
	if plan.Problems.Count > 0 {
		return plan, importfile.Problems(in.Name, plan.Problems)
	}
	for _, note := range plan.Notes {
		w.Note("%s, %s", in.Name, note)
	}
	if more := plan.Noted - len(plan.Notes); more > 0 {
		w.Note("and %d more like that", more)
	}
	if plan.Doubtful > 0 {
		return plan, importfile.Doubts(plan)
	}
	if err := printOutcomes(w, in.Name, plan); err != nil {
		return plan, err
	}
	if err := printChangedMemberships(w, plan); err != nil {
		return plan, err
	}
	switch {
	case plan.Empty():
		return plan, w.Say("Nothing to import: everything is there already.")
	case i.dryRun:
		return plan, w.Say("Dry run: nothing was changed.")
	}
	return plan, nil
}

// apply carries out the plan, and keeps what was said of the table.
func (i importing) apply(
	ctx context.Context, w *command.Session, plan importer.Plan, table *exchange.Table, bar *importfile.ProgressLine,
) error {
	switch {
	case plan.Problems.Count > 0: // with a roster that someone else created in the meantime
		return importfile.Problems(i.Name(), plan.Problems)
	case plan.Doubtful > 0:
		return importfile.Doubts(plan)
	case !plan.Change.Kept():
		w.Note("This can't be undone: it changes %d rows, and the history keeps at most %d.",
			plan.Change.Count, change.DefaultMaxKept)
	case w.History().Forgets() != "":
		w.Note("This can't be undone: %s.", w.History().Forgets())
	}
	debug.FreeOSMemory() // what reading needed the database needs now
	ctx = progress.With(ctx, func(done, total int) { bar.Show("Writing", int64(done), int64(total)) })
	change, err := w.ApplyImport(ctx, plan)
	bar.Clear()
	if err != nil {
		return err
	}
	if table != nil {
		if err := i.Memory.Keep(table.Headers, table.Mapping()); err != nil {
			w.Note("Your answers about the columns can't be kept for next time: %v", err)
		}
	}
	return w.Done("%s", change.Label)
}
