package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"roster/cli/command"
	"roster/cli/complete"
	"roster/cli/find"
	"roster/data/intent"
	"roster/data/model"
)

// newDelete returns the commands that delete a team or a hero.
func newDelete(s *command.Env) *cobra.Command {
	return s.Group(&cobra.Command{
		Use:   "delete",
		Short: "Delete a team or a hero",
		Long: `delete deletes a team or a hero with all memberships. It says what will happen, and asks
first. In scripts, use --yes.`,
		Example: `  roster delete hero Deadpond
  roster delete team id:1 --yes`,
		GroupID: command.GroupChange,
	}, newDeleteTeam(s), newDeleteHero(s))
}

func newDeleteTeam(s *command.Env) *cobra.Command {
	of := (*command.Session).Teams
	return deletion(s, "team", "Preventers", complete.Teams, of, func(t model.Team) intent.Intent {
		return intent.DeleteTeams{Teams: []model.Team{t}}
	})
}

func newDeleteHero(s *command.Env) *cobra.Command {
	of := (*command.Session).Heroes
	return deletion(s, "hero", "Deadpond", complete.Heroes, of, func(h model.Hero) intent.Intent {
		return intent.DeleteHeroes{Heroes: []model.Hero{h}}
	})
}

// deletion returns the command that deletes a row of one kind. The example is the
// name of such a row.
func deletion[R any](
	s *command.Env, word, example string, names complete.Names,
	of func(*command.Session) find.Kind[R], intent func(R) intent.Intent,
) *cobra.Command {
	yes := false
	what := strings.ToUpper(word)
	cmd := &cobra.Command{
		Use:   word + " " + what,
		Short: "Delete a " + word + " with all memberships",
		Example: "  roster delete " + word + " " + example + `

  # In a script, by id
  roster delete ` + word + " id:1 --yes",
		ValidArgsFunction: s.Completing(names),
		Run: s.WithArgs([]string{what}, func(cmd *cobra.Command, args []string) error {
			if err := command.CheckAskable(yes, "delete"); err != nil {
				return err
			}
			return s.WithSession(cmd, command.Existing, func(ctx context.Context, w *command.Session) error {
				row, err := of(w).One(ctx, args[0])
				if _, ok := errors.AsType[find.Unknown](err); ok {
					return nothingToDelete(w, w.Words().Say(word), args[0], err)
				}
				if err != nil {
					return err
				}
				return deleteRows(ctx, w, intent(row), yes)
			})
		}),
	}
	cmd.Flags().BoolVar(&yes, "yes", false, "delete without asking")
	return cmd
}

// nothingToDelete reports that the row to be deleted does not exist, which is no failure. A
// mistyped name shows in why.
func nothingToDelete(w *command.Session, word, said string, why error) error {
	sentence := fmt.Sprintf("there is no %s %s", word, find.Quoted(said))
	if why.Error() != sentence {
		w.Note("%v", why)
	}
	return w.Done("%s: nothing to delete", sentence)
}

// deleteRows carries out a deletion, after asking unless yes is given.
func deleteRows(ctx context.Context, w *command.Session, intent intent.Intent, yes bool) error {
	plan, err := w.Plan(ctx, intent)
	if err != nil {
		return err
	}
	if plan.Empty() {
		return w.Done("%s", strings.Join(plan.Already, "; "))
	}
	preview, err := w.Preview(ctx, plan)
	if err != nil {
		return err
	}
	if sure, err := w.Confirmed(ctx, yes, deletionQuestion(plan, preview), "Nothing was deleted."); !sure {
		return err
	}
	_, err = w.ApplyPlan(ctx, plan)
	return err
}

// deletionQuestion returns the rows to be deleted, and the consequences.
func deletionQuestion(plan intent.Plan, preview intent.Preview) string {
	text := "Delete " + strings.Join(preview.Names, ", ")
	switch preview.Links {
	case 0:
	case 1:
		text += " with 1 membership"
	default:
		text += fmt.Sprintf(" with %d memberships", preview.Links)
	}
	text += "?"
	if len(preview.Follows) > 0 {
		text += " It " + strings.Join(preview.Follows, ", ") + "."
	}
	if !plan.Change.Kept() {
		text += " It is too large to be undone."
	}
	return text
}
