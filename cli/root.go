package cli

import (
	"context"

	"github.com/spf13/cobra"

	"roster/cli/command"
	"roster/cli/complete"
	"roster/cli/listing"
	"roster/cli/screen"
	"roster/cli/settings"
	"roster/cli/usage"
)

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

// newRoot returns the command line: the app, and every command.
func newRoot(s *command.Env) *cobra.Command {
	f := &s.Flags
	root := &cobra.Command{
		Use:     "roster [DATABASE]",
		Short:   "Who is on which team, and who is still training there",
		Long:    description,
		Example: examples,
		Args:    cobra.ArbitraryArgs,
		PersistentPreRun: func(cmd *cobra.Command, _ []string) {
			if cmd.Name() != "help" { // which prints as --help does
				s.GiveInput()
			}
			f.NoteGiven(cmd)
		},
		Run: s.Run(func(cmd *cobra.Command, args []string) error {
			if len(args) > 1 {
				if err := command.CheckWord(args[0]); err != nil {
					return command.Suggest(cmd, err)
				}
			}
			return command.Suggest(cmd, s.UntilFatal(cmd.Context(), func(ctx context.Context) error {
				return screen.Run(ctx, s.Program, s.Flags, args)
			}))
		}),
		SuggestionsMinimumDistance: 2,
	}
	prepare(s, root)
	root.PersistentFlags().StringVar(&f.DB, "db", "", "the database: a file, or the URL of one on PostgreSQL")
	root.PersistentFlags().BoolVar(&f.KeepSchema, "keep-schema", false, "never add a table: no undo after roster ends")
	root.PersistentFlags().BoolVar(&f.Create, "create", false, "create missing tables without asking, even beside other tables")
	root.PersistentFlags().StringVar(&f.Log, "log", "", "append every SQL statement to this file, with secret names masked")
	root.PersistentFlags().BoolVar(&f.LogSecrets, "log-secrets", false, "write secret names into the file of --log")
	flags := root.Flags()
	flags.BoolVar(&f.Demo, "demo", false, "open a throwaway database with example data")
	flags.BoolVar(&f.ReadOnly, "read-only", false, "never write to the database")
	root.AddCommand(listing.NewList(s), listing.NewShow(s), newHistory(s))
	root.AddCommand(changeCommands(s)...)
	root.AddCommand(
		newExport(s), newImport(s), newBackup(s), newRestore(s), newCheck(s), newModels(s),
		newField(s), newAdopt(s), newGuest(s), newGuests(s), newConfig(s), newCompletion(s), newMan(s),
	)
	return root
}

// changeCommands are the commands that change rows.
func changeCommands(s *command.Env) []*cobra.Command {
	return []*cobra.Command{
		newAdd(s), newEdit(s), newDelete(s), newAssign(s), newUnassign(s), newMove(s), newTrain(s),
		newGraduate(s), newUndo(s), newRedo(s),
	}
}

// prepare gives a command line what all have: the flags that say how roster looks, the
// groups of the help, and what is said of wrong flags.
func prepare(s *command.Env, root *cobra.Command) {
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		s.Fail(flagError(cmd, err))
		return nil
	})
	root.PersistentFlags().BoolVar(&s.Flags.ASCII, "ascii", false, "draw with ASCII characters only")
	root.PersistentFlags().StringVar(&s.Flags.Theme, "theme", "", "colors for the background: auto, light or dark")
	complete.Flag(root, "theme", settings.Themes()...)
	root.AddGroup(command.Groups()...)
	root.SetHelpCommandGroupID(command.GroupSetUp)
}

// flagError returns the error in the flags. Those of a mistyped command are unknown to the
// root, but the error to report is the command.
func flagError(cmd *cobra.Command, err error) error {
	if args := cmd.Flags().Args(); !cmd.HasParent() && len(args) > 0 {
		if err := command.CheckWord(args[0]); err != nil {
			return command.Suggest(cmd, err)
		}
	}
	return usage.Wrap(err)
}
