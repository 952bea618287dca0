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

const adoptDescription = `adopt opens the database of another program in which teams, heroes and memberships have
other names: users, projects and project_members, say. roster finds the table that links two
others, prints what it found with a few rows, and asks. What you choose is kept in your settings
file, and nothing of it in the database; roster config prints it.

A membership has a flag, is_training in the tutorial: it says who is in training. If there is
none, roster offers to add the column. If no table links heroes and teams yet, roster offers
to create it, and to fill it from a column of the heroes such as team_id. That can't be undone.

Columns that roster has no word for are custom fields.`

// newAdopt returns the command that opens a database whose tables have other names.
func newAdopt(s *command.Env) *cobra.Command {
	var w adopt.Wishes
	var names []string
	yes := false
	cmd := &cobra.Command{
		Use:   "adopt",
		Short: "Open a database whose tables have other names",
		Long:  adoptDescription,
		Example: `  # Print what roster finds, and ask
  roster adopt --db projects.db

  # Say what is what, without a question
  roster adopt --db projects.db --link project_members --flag is_admin --name hero=full_name --yes`,
		GroupID: command.GroupSetUp,
		Run: s.WithArgs(nil, func(cmd *cobra.Command, _ []string) error {
			for _, name := range names {
				if err := nameWish(&w, name); err != nil {
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
	flags.StringVar(&w.Flag, "flag", "", "the column that says who is in training; it is added if there is none of that name")
	flags.StringArrayVar(&names, "name", nil, "the column of the names, as in hero=full_name or team=title")
	flags.StringVar(&w.Place, "place", "", "the column of the headquarters, if there is one")
	flags.StringVar(&w.Secret, "secret", "", "the column of the secret names, if there is one")
	flags.BoolVar(&yes, "yes", false, "adopt without asking")
	return cmd
}

// nameWish reads hero=COLUMN or team=COLUMN.
func nameWish(w *adopt.Wishes, said string) error {
	of, column, _ := strings.Cut(said, "=")
	if column == "" || of != "hero" && of != "team" {
		return usage.Errorf("--name is hero=COLUMN or team=COLUMN, not %q", said)
	}
	*map[string]*string{"hero": &w.HeroName, "team": &w.TeamName}[of] = column
	return nil
}

// adoptDatabase finds the tables of the database that the flags name, asks, and keeps the answer.
func adoptDatabase(ctx context.Context, s *command.Env, cmd *cobra.Command, wishes adopt.Wishes, yes bool) error {
	if err := s.Flags.Check(nil); err != nil {
		return err
	}
	cfg, err := command.Effective(s.Flags)
	if err != nil {
		return err
	}
	path, err := command.DatabasePath(s.Flags, nil)
	if err != nil {
		return err
	}
	w := command.NewSession(cmd, nil, cfg)
	opts := s.Flags.Options(s.Program, sqllog.New(nil), cfg, path)
	if is, err := isRoster(ctx, s, path, opts); err != nil || is && wishes == (adopt.Wishes{}) {
		if err == nil {
			err = w.Say("%s opens as it is: there is nothing to adopt.", s.Flags.Shown(path))
		}
		return err
	}
	p, err := data.ProposeAdoption(ctx, path, opts, wishes)
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
	if p.Names == model.SeedNames() {
		return w.Done("Adopted %s.", s.Flags.Shown(path))
	}
	return w.Done("Adopted %s. roster config prints the names that roster uses.", s.Flags.Shown(path))
}

// isRoster reports whether a database opens as it is, under the names that the settings have.
func isRoster(ctx context.Context, s *command.Env, path string, opts data.Options) (bool, error) {
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
		lines = append(lines, "Other tables link two as well: "+strings.Join(p.Others, ", ")+". Choose one with --link.", "")
	}
	if len(p.Statements) > 0 {
		lines = append(lines, "Executed for that:", "")
		indent(p.Statements)
	}
	return append(lines, p.Consequence())
}
