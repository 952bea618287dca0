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

	"roster/cli/await"
	"roster/cli/find"
	"roster/data/intent"
	"roster/data/model"
	"roster/internal/outfile"
)

// newAdd returns the commands that make a team or a hero.
func newAdd(s *commands) *cobra.Command {
	return s.family(&cobra.Command{
		Use:   "add",
		Short: "Add a team or a hero",
		Long: `add creates a team or a hero, and the database if it does not exist. If one with exactly
the same values exists already, add creates nothing.`,
		Example: `  roster add team Z-Force --headquarters "Sister Margaret's Bar"
  roster add hero Rusty-Man --secret-name "Tommy Sharp" --age 48`,
		GroupID: groupChange,
	}, newAddTeam(s), newAddHero(s))
}

// newAddTeam returns the command that makes a team.
func newAddTeam(s *commands) *cobra.Command {
	var typed model.Team
	var fields []string
	cmd := &cobra.Command{
		Use:   "team NAME",
		Short: "Add a team",
		Example: `  roster add team Z-Force --headquarters "Sister Margaret's Bar"

  # Create the database too
  roster add team Preventers --headquarters "Sharp Tower" --db heroes.db`,
		Run: s.taking([]string{"NAME"}, func(cmd *cobra.Command, args []string) error {
			team, err := model.ParseTeam(model.Team{Name: args[0], Headquarters: typed.Headquarters})
			if err != nil {
				return wrongValue(err)
			}
			return s.session(cmd, create, func(ctx context.Context, w *session) error {
				same := func(t model.Team) bool {
					return t == model.Team{ID: t.ID, Name: team.Name, Headquarters: team.Headquarters, NullHeadquarters: t.NullHeadquarters}
				}
				intent := intent.NewTeam(team, nil, model.Active)
				if intent.TeamFields, err = w.typedFields(model.TeamTable, fields, nil); err != nil {
					return err
				}
				return addRow(ctx, w, w.teams(), team.Name, same, intent)
			})
		}),
	}
	fieldFlag(cmd, &fields)
	teamFlags(cmd, &typed)
	return cmd
}

// newAddHero returns the command that makes a hero.
func newAddHero(s *commands) *cobra.Command {
	var typed model.Hero
	var fields []string
	cmd := &cobra.Command{
		Use:   "hero NAME",
		Short: "Add a hero",
		Example: `  roster add hero "Anna Berg"
  roster add hero Rusty-Man --secret-name "Tommy Sharp" --age 48

  # Keep the secret name out of the command line, which others can see
  pass rusty-man | roster add hero Rusty-Man --secret-name -`,
		Run: s.taking([]string{"NAME"}, func(cmd *cobra.Command, args []string) error {
			if err := secretName(cmd, &typed); err != nil {
				return err
			}
			hero, err := model.ParseHero(model.Hero{Name: args[0], SecretName: typed.SecretName, Age: typed.Age})
			if err != nil {
				return wrongValue(err)
			}
			return s.session(cmd, create, func(ctx context.Context, w *session) error {
				same := func(h model.Hero) bool {
					return h == model.Hero{ID: h.ID, Name: hero.Name, SecretName: hero.SecretName, Age: hero.Age, NullSecret: h.NullSecret}
				}
				intent := intent.NewHero(hero, nil, model.Active)
				if intent.HeroFields, err = w.typedFields(model.HeroTable, fields, nil); err != nil {
					return err
				}
				return addRow(ctx, w, w.heroes(), hero.Name, same, intent)
			})
		}),
	}
	fieldFlag(cmd, &fields)
	heroFlags(cmd, &typed)
	return cmd
}

// teamFlags are the flags for the values of a team, but its name.
func teamFlags(cmd *cobra.Command, t *model.Team) {
	cmd.Flags().StringVar(&t.Headquarters, "headquarters", "", "the team's headquarters")
	completeFlag(cmd, "headquarters")
}

// heroFlags are the flags for the values of a hero, but the name.
func heroFlags(cmd *cobra.Command, h *model.Hero) {
	cmd.Flags().StringVar(&h.SecretName, "secret-name", "", "the secret name, or - to read it from standard input, because others can see command lines")
	cmd.Flags().StringVar(&h.Age.Text, "age", "", "the age in years, or \"\" if it is unknown")
	completeFlag(cmd, "secret-name")
	completeFlag(cmd, "age")
}

// secretName reads the secret name from a line of standard input, if the flag is set.
func secretName(cmd *cobra.Command, h *model.Hero) error {
	if h.SecretName != "-" {
		return nil
	}
	if term.IsTerminal(os.Stdin.Fd()) {
		fmt.Fprint(cmd.ErrOrStderr(), "Secret name: ")
	}
	line, err := await.Line(cmd.Context(), cmd.InOrStdin())
	switch {
	case err != nil && !errors.Is(err, io.EOF):
		return fmt.Errorf("the secret name can't be read from standard input: %w", outfile.Cause(err))
	case line == "":
		return errors.New("standard input is empty: the secret name is its first line")
	}
	h.SecretName = strings.TrimSuffix(strings.TrimSuffix(line, "\n"), "\r")
	return nil
}

// addRow creates a row, unless exactly the same one exists. Another one of its name is legal, and
// reported.
func addRow[R any](ctx context.Context, w *session, k find.Kind[R], name string, same func(R) bool, intent intent.Intent) error {
	others, err := k.Namesakes(ctx, name, same)
	switch {
	case err != nil:
		return err
	case others.Twin != "":
		return w.done("%s exists already, %s", name, others.Twin)
	}
	change, err := w.want(ctx, intent)
	if err == nil && len(others.Close) > 0 {
		w.note("This may be the same %s as %s. If so, roster undo removes it.", k.Word, strings.Join(others.Close, "; "))
	}
	if err == nil && others.Count > 0 {
		w.note("There is another %s called %s: %s. This one is id:%v.", k.Word, name, find.Listed(others.IDs, others.Count), w.History().Effect(change).Made[0].ID)
	}
	return err
}
