package cli

import (
	"fmt"
	"slices"

	"github.com/spf13/cobra"
)

// flags are what the command line says.
type flags struct {
	db         string
	named      bool // db was given
	demo       bool
	readOnly   bool
	keepSchema bool
	ascii      bool
	asciiSaid  bool // ascii was given, as true or as false
	theme      string
	log        string
}

const description = `roster keeps who is on which team, and who is still training there.

It opens a database that the SQLModel tutorial's program made ("Link Model with
Extra Fields"), and that program opens roster's. Without DATABASE it opens
$ROSTER_DB, else roster.db in your data folder.`

const examples = `  # Look around, in a database that is thrown away
  roster --demo

  # Open a database, or make a new one
  roster heroes.db

  # Look only: the file stays as it is
  roster --read-only heroes.db`

func newRoot(s *shell) *cobra.Command {
	f := &s.flags
	root := &cobra.Command{
		Use:     "roster [DATABASE]",
		Short:   "Who is on which team, and who is still training there",
		Long:    description,
		Example: examples,
		Args:    cobra.ArbitraryArgs,
		PersistentPreRun: func(cmd *cobra.Command, _ []string) {
			f.named, f.asciiSaid = cmd.Flags().Changed("db"), cmd.Flags().Changed("ascii")
		},
		Run: s.settled(func(cmd *cobra.Command, args []string) error {
			return runScreen(cmd.Context(), s.program, s.flags, args)
		}),
	}
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error {
		*s.failure = usageError{err}
		return nil
	})
	root.PersistentFlags().StringVar(&f.db, "db", "", "the database file")
	root.PersistentFlags().BoolVar(&f.keepSchema, "keep-schema", false, "never add a table: there is no undo after roster ends")
	root.PersistentFlags().BoolVar(&f.ascii, "ascii", false, "draw with ASCII signs only")
	root.PersistentFlags().StringVar(&f.theme, "theme", "", "colours for the background: auto, light or dark")
	root.PersistentFlags().StringVar(&f.log, "log", "", "append every SQL statement to this file")
	flags := root.Flags()
	flags.BoolVar(&f.demo, "demo", false, "a throwaway database with two teams and three heroes")
	flags.BoolVar(&f.readOnly, "read-only", false, "never write to the database")
	root.AddCommand(newExport(s), newImport(s), newBackup(s), newCheck(s), newConfig(s))
	return root
}

// check returns what is wrong with the flags and the arguments together.
func (f flags) check(args []string) error {
	switch {
	case len(args) > 1:
		return usageError{fmt.Errorf("one database at a time, please: I got %d (%q, …)", len(args), args[0])}
	case len(args) == 1 && f.named:
		return usageError{fmt.Errorf("the database is named twice: as %q and with --db %q", args[0], f.db)}
	case f.demo && (len(args) == 1 || f.named):
		return usageError{fmt.Errorf("--demo has a database of its own: leave out the other one")}
	case f.demo && f.readOnly:
		return usageError{fmt.Errorf("--demo is there to be played with: leave out --read-only")}
	case f.theme != "" && !slices.Contains(themes(), f.theme):
		return usageError{fmt.Errorf("--theme is auto, light or dark, not %q", f.theme)}
	}
	return nil
}
