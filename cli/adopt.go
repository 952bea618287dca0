package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"roster/cli/command"
	"roster/cli/usage"
	"roster/data"
	"roster/data/adopt"
	"roster/data/model"
	"roster/data/sqllog"
)

const adoptDescription = `adopt opens the database of another program, whose tables have other names, such as users,
projects and project_members. It looks for the table that links two others, prints what it
found with a few rows, and asks. Your choice is kept in the settings file, not in the
database. To change it, run adopt again; roster config prints it.

The table that links heroes and teams needs a flag that says who is in training. If there is
none, roster offers to add the column is_training. If no table links heroes and teams, roster
offers to create one, and to fill it from a column of the heroes such as team_id. Neither can
be undone.

All other columns become custom fields.`

// newAdopt returns the command that opens a database whose tables have other names.
func newAdopt(s *command.Env) *cobra.Command {
	var w adopt.Choices
	var names []string
	yes := false
	cmd := &cobra.Command{
		Use:   "adopt",
		Short: "Open a database whose tables have other names",
		Long:  adoptDescription,
		Example: `  # Print what roster found, and ask
  roster adopt --db projects.db

  # Choose tables and columns yourself, without a question
  roster adopt --db projects.db --link project_members --flag is_admin --name hero=full_name --yes`,
		GroupID: command.GroupSetUp,
		Run: s.WithArgs(nil, func(cmd *cobra.Command, _ []string) error {
			for _, name := range names {
				if err := parseName(&w, name); err != nil {
					return err
				}
			}
			return s.Interruptible(cmd.Context(), func(ctx context.Context) error {
				return adoptDatabase(ctx, s, cmd, w, yes)
			})
		}),
	}
	flags := cmd.Flags()
	flags.StringVar(&w.Link, "link", "", "the table that links heroes and teams")
	flags.StringVar(&w.Team, "team", "", "the table of the teams")
	flags.StringVar(&w.Hero, "hero", "", "the table of the heroes")
	flags.StringVar(&w.Flag, "flag", "", "the column that says who is in training; roster adds it if it does not exist")
	flags.StringArrayVar(&names, "name", nil, "the column of the names, as hero=COLUMN or team=COLUMN")
	flags.StringVar(&w.Place, "place", "", "the column of the headquarters")
	flags.StringVar(&w.Secret, "secret", "", "the column of the secret names")
	flags.BoolVar(&yes, "yes", false, "adopt without asking")
	return cmd
}

// parseName reads hero=COLUMN or team=COLUMN into the choices.
func parseName(w *adopt.Choices, said string) error {
	of, column, _ := strings.Cut(said, "=")
	if column == "" || of != "hero" && of != "team" {
		return usage.Errorf("--name must be hero=COLUMN or team=COLUMN, not %q", said)
	}
	*map[string]*string{"hero": &w.HeroName, "team": &w.TeamName}[of] = column
	return nil
}

// adoptDatabase finds the tables of the database that the flags name, asks, and keeps the answer.
func adoptDatabase(ctx context.Context, s *command.Env, cmd *cobra.Command, choices adopt.Choices, yes bool) error {
	if err := s.Flags.Check(nil); err != nil {
		return err
	}
	cfg, err := s.Flags.Settings()
	if err != nil {
		return err
	}
	path, err := command.DatabasePath(s.Flags, nil)
	if err != nil {
		return err
	}
	w := command.NewSession(cmd, nil, cfg)
	opts := s.Flags.Options(s.Program, sqllog.New(nil), cfg, path)
	if is, err := isRoster(ctx, path, opts); err != nil || is && choices == (adopt.Choices{}) {
		if err == nil {
			err = w.Say("%s opens as it is: there is nothing to adopt.", s.Flags.Shown(path))
		}
		return err
	}
	p, err := data.ProposeAdoption(ctx, path, opts, choices)
	if err != nil {
		return err
	}
	for _, line := range proposalLines(s.Flags.Shown(path), p) {
		if err := w.Say("%s", line); err != nil {
			return err
		}
	}
	if err := command.CheckAskable(yes, "adopt"); err != nil {
		return err
	}
	if sure, err := w.Confirmed(ctx, yes, "Adopt it?", "Nothing was adopted."); !sure {
		return err
	}
	if err := command.Adopt(ctx, path, opts, p); err != nil {
		return err
	}
	if p.Names == model.StandardNames() {
		return w.Done("Adopted %s.", s.Flags.Shown(path))
	}
	return w.Done("Adopted %s. roster config prints the names that roster uses.", s.Flags.Shown(path))
}

// isRoster reports whether a database opens as it is, under the names that the settings have.
func isRoster(ctx context.Context, path string, opts data.Options) (bool, error) {
	opts.ReadOnce = true
	store, err := data.Open(ctx, path, opts)
	switch {
	case err == nil:
		return true, store.Close()
	case model.ErrorCode(err) == model.NotARoster:
		return false, nil
	}
	return false, err
}

// proposalLines describes what was found in a database, and what would be done to it.
func proposalLines(database string, p adopt.Proposal) []string {
	lines := []string{"In " + database + " roster found:", ""}
	indent := func(more []string) {
		for _, line := range more {
			lines = append(lines, "  "+line)
		}
		lines = append(lines, "")
	}
	indent(p.Tables())
	indent(p.Memberships())
	if len(p.Others) > 0 {
		lines = append(lines, "Other tables link two tables too: "+strings.Join(p.Others, ", ")+". Choose one with --link.", "")
	}
	if len(p.Statements) > 0 {
		lines = append(lines, "roster will execute:", "")
		indent(p.Statements)
	}
	return append(lines, p.Consequence())
}
