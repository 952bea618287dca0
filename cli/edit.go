package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"roster/data/field"
	"roster/data/intent"
	"roster/data/model"
)

// newEdit returns the commands that change a team, a hero or a membership.
func newEdit(s *commands) *cobra.Command {
	return s.family(&cobra.Command{
		Use:   "edit",
		Short: "Change a team, a hero or a membership",
		Long:  "edit changes the values that you give as flags, and nothing else.",
		Example: `  roster edit team Preventers --headquarters "Sharp Tower, 2nd floor"
  roster edit hero Spider-Boy --name Spider-Youngster --age 16
  roster edit member Spider-Boy Preventers --field role=scout`,
		GroupID: groupChange,
	}, newEditTeam(s), newEditHero(s), newEditMember(s))
}

// newEditTeam returns the command that changes a team.
func newEditTeam(s *commands) *cobra.Command {
	var typed model.Team
	var said []string
	cmd := &cobra.Command{
		Use:   "team TEAM",
		Short: "Change a team",
		Example: `  roster edit team Preventers --headquarters "Sharp Tower, 2nd floor"
  roster edit team id:2 --name "The Preventers"`,
		ValidArgsFunction: s.completing(teamNames),
		Run: s.taking([]string{"TEAM"}, func(cmd *cobra.Command, args []string) error {
			if err := someFlag(cmd, "name", "headquarters", "field"); err != nil {
				return err
			}
			return s.session(cmd, exist, func(ctx context.Context, w *session) error {
				shown, err := w.teams().one(ctx, args[0])
				if err != nil {
					return err
				}
				wanted := shown
				copyFlag(cmd, "name", &wanted.Name, typed.Name)
				copyFlag(cmd, "headquarters", &wanted.Headquarters, typed.Headquarters)
				fields, err := w.editedFields(ctx, model.TeamTable, shown.ID, said)
				if err != nil {
					return err
				}
				_, err = w.want(ctx, intent.EditTeam{Shown: shown, Typed: wanted, Fields: fields})
				return err
			})
		}),
	}
	nameFlag(cmd, &typed.Name)
	fieldFlag(cmd, &said)
	teamFlags(cmd, &typed)
	return cmd
}

// newEditHero returns the command that changes a hero.
func newEditHero(s *commands) *cobra.Command {
	var typed model.Hero
	var said []string
	cmd := &cobra.Command{
		Use:   "hero HERO",
		Short: "Change a hero",
		Example: `  roster edit hero Spider-Boy --name Spider-Youngster --age 16

  # Remove the age
  roster edit hero id:3 --age ""`,
		ValidArgsFunction: s.completing(heroNames),
		Run: s.taking([]string{"HERO"}, func(cmd *cobra.Command, args []string) error {
			if err := someFlag(cmd, "name", "secret-name", "age", "field"); err != nil {
				return err
			}
			if err := secretName(cmd, &typed); err != nil {
				return err
			}
			return s.session(cmd, exist, func(ctx context.Context, w *session) error {
				shown, err := w.heroes().one(ctx, args[0])
				if err != nil {
					return err
				}
				wanted := shown
				copyFlag(cmd, "name", &wanted.Name, typed.Name)
				copyFlag(cmd, "secret-name", &wanted.SecretName, typed.SecretName)
				copyFlag(cmd, "age", &wanted.Age.Text, typed.Age.Text)
				fields, err := w.editedFields(ctx, model.HeroTable, shown.ID, said)
				if err != nil {
					return err
				}
				_, err = w.want(ctx, intent.EditHero{Shown: shown, Typed: wanted, Fields: fields})
				return err
			})
		}),
	}
	nameFlag(cmd, &typed.Name)
	fieldFlag(cmd, &said)
	heroFlags(cmd, &typed)
	return cmd
}

// editedFields returns the new values of the fields of a row from the flag.
func (w *session) editedFields(ctx context.Context, table string, id model.ID, said []string) ([]field.Typed, error) {
	shown, err := w.Reader().RowFields(ctx, table, []model.ID{id})
	if err != nil {
		return nil, err
	}
	return w.typedFields(table, said, shown[id])
}

func nameFlag(cmd *cobra.Command, name *string) {
	cmd.Flags().StringVar(name, "name", "", "the new name")
	completeFlag(cmd, "name")
}

// copyFlag copies the value of a flag, if it was given.
func copyFlag(cmd *cobra.Command, flag string, into *string, value string) {
	if cmd.Flags().Changed(flag) {
		*into = value
	}
}

// someFlag returns an error if none of these flags is given.
func someFlag(cmd *cobra.Command, names ...string) error {
	for _, name := range names {
		if cmd.Flags().Changed(name) {
			return nil
		}
	}
	return usageError{fmt.Errorf("%s needs %s", cmd.CommandPath(), either(names))}
}
