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
	"roster/cli/command"
	"roster/cli/complete"
	"roster/cli/find"
	"roster/data/intent"
	"roster/data/model"
	"roster/internal/outfile"
)

// newAdd returns the commands that make a team or a hero.
func newAdd(s *command.Env) *cobra.Command {
	return s.Group(&cobra.Command{
		Use:   "add",
		Short: "Add a team or a hero",
		Long: `add creates a team or a hero, and the database if it does not exist. If one with exactly
the same values exists already, add creates nothing.`,
		Example: `  roster add team Z-Force --headquarters "Sister Margaret's Bar"
  roster add hero Rusty-Man --secret-name "Tommy Sharp" --age 48`,
		GroupID: command.GroupChange,
	}, newAddTeam(s), newAddHero(s))
}

// newAddTeam returns the command that makes a team.
func newAddTeam(s *command.Env) *cobra.Command {
	var typed model.Team
	var fields []string
	cmd := &cobra.Command{
		Use:   "team NAME",
		Short: "Add a team",
		Example: `  roster add team Z-Force --headquarters "Sister Margaret's Bar"

  # Create the database too
  roster add team Preventers --headquarters "Sharp Tower" --db heroes.db`,
		Run: s.WithArgs([]string{"NAME"}, func(cmd *cobra.Command, args []string) error {
			team, err := model.ParseTeam(model.Team{Name: args[0], Headquarters: typed.Headquarters})
			if err != nil {
				return command.WrongValue(err)
			}
			return s.WithSession(cmd, command.Create, func(ctx context.Context, w *command.Session) error {
				same := func(t model.Team) bool {
					wanted := team
					wanted.ID, wanted.NullHeadquarters = t.ID, t.NullHeadquarters
					return t == wanted
				}
				intent := intent.NewTeam(team, nil, model.Active)
				if intent.TeamFields, err = typedFields(w, model.TeamTable, fields, nil); err != nil {
					return err
				}
				return addRow(ctx, w, w.Teams(), team.Name, same, intent)
			})
		}),
	}
	fieldFlag(cmd, &fields)
	teamFlags(cmd, &typed)
	return cmd
}

// newAddHero returns the command that makes a hero.
func newAddHero(s *command.Env) *cobra.Command {
	var typed model.Hero
	var fields []string
	cmd := &cobra.Command{
		Use:   "hero NAME",
		Short: "Add a hero",
		Example: `  roster add hero "Anna Berg"
  roster add hero Rusty-Man --secret-name "Tommy Sharp" --age 48

  # Keep the secret name out of the command line, which others can see
  pass rusty-man | roster add hero Rusty-Man --secret-name -`,
		Run: s.WithArgs([]string{"NAME"}, func(cmd *cobra.Command, args []string) error {
			if err := secretName(cmd, &typed); err != nil {
				return err
			}
			hero, err := model.ParseHero(model.Hero{Name: args[0], SecretName: typed.SecretName, Age: typed.Age})
			if err != nil {
				return command.WrongValue(err)
			}
			return s.WithSession(cmd, command.Create, func(ctx context.Context, w *command.Session) error {
				same := func(h model.Hero) bool {
					wanted := hero
					wanted.ID, wanted.NullSecret = h.ID, h.NullSecret
					return h == wanted
				}
				intent := intent.NewHero(hero, nil, model.Active)
				if intent.HeroFields, err = typedFields(w, model.HeroTable, fields, nil); err != nil {
					return err
				}
				return addRow(ctx, w, w.Heroes(), hero.Name, same, intent)
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
	complete.Flag(cmd, "headquarters")
}

// heroFlags are the flags for the values of a hero, but the name.
func heroFlags(cmd *cobra.Command, h *model.Hero) {
	cmd.Flags().StringVar(&h.SecretName, "secret-name", "", "the secret name, or - to read it from standard input, because others can see command lines")
	cmd.Flags().StringVar(&h.Age.Text, "age", "", "the age in years, or \"\" if it is unknown")
	complete.Flag(cmd, "secret-name")
	complete.Flag(cmd, "age")
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
func addRow[R any](
	ctx context.Context, w *command.Session, k find.Kind[R], name string, same func(R) bool, intent intent.Intent,
) error {
	others, err := k.Namesakes(ctx, name, same)
	switch {
	case err != nil:
		return err
	case others.Twin != "":
		return w.Done("%s exists already, %s", name, others.Twin)
	}
	change, err := w.Want(ctx, intent)
	if err == nil && len(others.Close) > 0 {
		w.Note("This may be the same %s as %s. If so, roster undo removes it.", k.Word, strings.Join(others.Close, "; "))
	}
	if err == nil && others.Count > 0 {
		w.Note("There is another %s called %s: %s. This one is id:%v.",
			k.Word, name, find.Listed(others.IDs, others.Count), w.History().Effect(change).Made[0].ID)
	}
	return err
}
