package cli

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	"roster/cli/guest"
	"roster/cli/settings"
	"roster/cli/usage"
	"roster/data/address"
)

// globalFlags are the values of the flags.
type globalFlags struct {
	db         string
	named      bool // db was given
	demo       bool
	readOnly   bool
	keepSchema bool
	create     bool
	ascii      bool
	asciiSaid  bool // ascii was given, as true or as false
	theme      string
	log        string
	logSecrets bool
	guest      *guest.Session // who is not at this machine; nil for the user of the machine
}

const description = `roster shows who is on which team and who is still in training, and lets you change
it: assign people to teams, graduate trainees, import your spreadsheet, undo mistakes.

DATABASE is a file, or the URL of a database on a PostgreSQL server that many people can
use at once: postgres://USER@HOST/NAME. Without it, roster opens $ROSTER_DB, or else
roster.db in your data folder.

The tables are those of the SQLModel tutorial "Link Model with Extra Fields". To open a
database with other tables, see roster adopt --help.`

const examples = `  # Try it, with example data in a throwaway database
  roster --demo

  # Open a database, or create it
  roster heroes.db

  # Start from a spreadsheet
  roster import squad.xlsx --db squad.db

  # Open a roster on a server
  roster postgres://me@db.example.org/heroes

  # Look without changing anything
  roster --read-only heroes.db

  # Change a roster from a script
  roster graduate Spider-Boy Preventers --db heroes.db`

// The groups of the commands in the help.
const (
	groupLook     = "look"
	groupChange   = "change"
	groupExchange = "exchange"
	groupSetUp    = "setup"
)

func groups() []*cobra.Group {
	return []*cobra.Group{
		{ID: groupLook, Title: "Look"}, {ID: groupChange, Title: "Change"},
		{ID: groupExchange, Title: "Files and databases"}, {ID: groupSetUp, Title: "Setup"},
	}
}

// newRoot returns the command line: the app, and every command.
func newRoot(s *commands) *cobra.Command {
	f := &s.flags
	root := &cobra.Command{
		Use:     "roster [DATABASE]",
		Short:   "Who is on which team, and who is still training there",
		Long:    description,
		Example: examples,
		Args:    cobra.ArbitraryArgs,
		PersistentPreRun: func(cmd *cobra.Command, _ []string) {
			if cmd.Name() != "help" { // which prints as --help does
				s.giveInput()
			}
			f.read(cmd)
		},
		Run: s.settled(func(cmd *cobra.Command, args []string) error {
			if len(args) > 1 {
				if err := checkWord(args[0]); err != nil {
					return suggest(cmd, err)
				}
			}
			return suggest(cmd, s.untilFatal(cmd.Context(), func(ctx context.Context) error { return runScreen(ctx, s.program, s.flags, args) }))
		}),
		SuggestionsMinimumDistance: 2,
	}
	s.prepare(root)
	root.PersistentFlags().StringVar(&f.db, "db", "", "the database: a file, or the URL of one on PostgreSQL")
	root.PersistentFlags().BoolVar(&f.keepSchema, "keep-schema", false, "never add a table: no undo after roster ends")
	root.PersistentFlags().BoolVar(&f.create, "create", false, "create missing tables without asking, even beside other tables")
	root.PersistentFlags().StringVar(&f.log, "log", "", "append every SQL statement to this file, with secret names masked")
	root.PersistentFlags().BoolVar(&f.logSecrets, "log-secrets", false, "write secret names into the file of --log")
	flags := root.Flags()
	flags.BoolVar(&f.demo, "demo", false, "open a throwaway database with example data")
	flags.BoolVar(&f.readOnly, "read-only", false, "never write to the database")
	root.AddCommand(
		newList(s), newShow(s), newHistory(s),
		newAdd(s), newEdit(s), newDelete(s), newAssign(s), newUnassign(s), newMove(s), newTrain(s), newGraduate(s), newUndo(s), newRedo(s),
		newExport(s), newImport(s), newBackup(s), newRestore(s), newCheck(s), newModels(s),
		newField(s), newAdopt(s), newGuest(s), newGuests(s), newConfig(s), newCompletion(s), newMan(s),
	)
	return root
}

// prepare gives a command line what all have: the flags that say how roster looks, the
// groups of the help, and what is said of wrong flags.
func (s *commands) prepare(root *cobra.Command) {
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		*s.failure = flagError(cmd, err)
		return nil
	})
	root.PersistentFlags().BoolVar(&s.flags.ascii, "ascii", false, "draw with ASCII characters only")
	root.PersistentFlags().StringVar(&s.flags.theme, "theme", "", "colors for the background: auto, light or dark")
	completeFlag(root, "theme", settings.Themes()...)
	root.AddGroup(groups()...)
	root.SetHelpCommandGroupID(groupSetUp)
}

// flagError returns the error in the flags. Those of a mistyped command are unknown to the
// root, but the error to report is the command.
func flagError(cmd *cobra.Command, err error) error {
	if args := cmd.Flags().Args(); !cmd.HasParent() && len(args) > 0 {
		if err := checkWord(args[0]); err != nil {
			return suggest(cmd, err)
		}
	}
	return usage.Wrap(err)
}

// read notes which flags were given.
func (f *globalFlags) read(cmd *cobra.Command) {
	f.named, f.asciiSaid = cmd.Flags().Changed("db"), cmd.Flags().Changed("ascii")
}

// check returns what is wrong with the flags and the arguments together.
func (f globalFlags) check(args []string) error {
	switch {
	case len(args) > 1:
		return usage.Errorf("only one database can be opened, not %d (%q, …)", len(args), address.Redacted(args[0]))
	case len(args) == 1 && f.named:
		return usage.Errorf("the database is named twice: as %q and with --db %q", address.Redacted(args[0]), address.Redacted(f.db))
	case f.demo && (len(args) == 1 || f.named):
		return usage.Errorf("--demo has its own database: leave out the other one")
	case f.demo && f.readOnly:
		return usage.Errorf("--demo is for trying things out: leave out --read-only")
	case f.create && (f.demo || f.readOnly):
		return usage.Errorf("--create adds tables to a database: it can't be used with --demo or --read-only")
	case f.logSecrets && f.log == "":
		return usage.Errorf("--log-secrets needs --log FILE")
	case f.theme != "" && !slices.Contains(settings.Themes(), f.theme):
		return usage.Errorf("--theme must be auto, light or dark, not %q", f.theme)
	}
	return nil
}
