package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"roster/cli/find"
	"roster/data/intent"
	"roster/data/model"
)

// newDelete returns the commands that delete a team or a hero.
func newDelete(s *commands) *cobra.Command {
	return s.family(&cobra.Command{
		Use:   "delete",
		Short: "Delete a team or a hero",
		Long: `delete deletes a team or a hero with all memberships. It says what will happen, and asks
first. In scripts, use --yes.`,
		Example: `  roster delete hero Deadpond
  roster delete team id:1 --yes`,
		GroupID: groupChange,
	}, newDeleteTeam(s), newDeleteHero(s))
}

func newDeleteTeam(s *commands) *cobra.Command {
	return deletion(s, "team", "Preventers", teamNames, (*session).teams, func(t model.Team) intent.Intent {
		return intent.DeleteTeams{Teams: []model.Team{t}}
	})
}

func newDeleteHero(s *commands) *cobra.Command {
	return deletion(s, "hero", "Deadpond", heroNames, (*session).heroes, func(h model.Hero) intent.Intent {
		return intent.DeleteHeroes{Heroes: []model.Hero{h}}
	})
}

// deletion returns the command that deletes a row of one kind. The example is the
// name of such a row.
func deletion[R any](s *commands, word, example string, names namesOf, of func(*session) find.Kind[R], intent func(R) intent.Intent) *cobra.Command {
	yes := false
	what := strings.ToUpper(word)
	cmd := &cobra.Command{
		Use:               word + " " + what,
		Short:             "Delete a " + word + " with all memberships",
		Example:           "  roster delete " + word + " " + example + "\n\n  # In a script, by id\n  roster delete " + word + " id:1 --yes",
		ValidArgsFunction: s.completing(names),
		Run: s.taking([]string{what}, func(cmd *cobra.Command, args []string) error {
			if err := checkAskable(yes, "delete"); err != nil {
				return err
			}
			return s.session(cmd, exist, func(ctx context.Context, w *session) error {
				row, err := of(w).One(ctx, args[0])
				if _, ok := errors.AsType[find.Unknown](err); ok {
					return w.nothingToDelete(w.Words().Say(word), args[0], err)
				}
				if err != nil {
					return err
				}
				return w.delete(ctx, intent(row), yes)
			})
		}),
	}
	cmd.Flags().BoolVar(&yes, "yes", false, "delete without asking")
	return cmd
}

// nothingToDelete reports that the row to be deleted does not exist, which is no failure. A
// mistyped name shows in why.
func (w *session) nothingToDelete(word, said string, why error) error {
	sentence := fmt.Sprintf("there is no %s %s", word, find.Quoted(said))
	if why.Error() != sentence {
		w.note("%v", why)
	}
	return w.done("%s: nothing to delete", sentence)
}

// delete carries out a deletion, after asking unless yes is given.
func (w *session) delete(ctx context.Context, intent intent.Intent, yes bool) error {
	plan, err := w.Plan(ctx, intent)
	if err != nil {
		return err
	}
	if plan.Empty() {
		return w.done("%s", strings.Join(plan.Already, "; "))
	}
	preview, err := w.Preview(ctx, plan)
	if err != nil {
		return err
	}
	if sure, err := w.confirmed(ctx, yes, deletionQuestion(plan, preview), "Nothing was deleted."); !sure {
		return err
	}
	_, err = w.apply(ctx, plan)
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
