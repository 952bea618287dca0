package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"roster/cli/find"
	"roster/cli/usage"
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
			return edit(s, cmd, args[0], (*session).teams, said, func(shown model.Team, fields []field.Typed) intent.Intent {
				wanted := shown
				copyFlag(cmd, "name", &wanted.Name, typed.Name)
				copyFlag(cmd, "headquarters", &wanted.Headquarters, typed.Headquarters)
				return intent.EditTeam{Shown: shown, Typed: wanted, Fields: fields}
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
			return edit(s, cmd, args[0], (*session).heroes, said, func(shown model.Hero, fields []field.Typed) intent.Intent {
				wanted := shown
				copyFlag(cmd, "name", &wanted.Name, typed.Name)
				copyFlag(cmd, "secret-name", &wanted.SecretName, typed.SecretName)
				copyFlag(cmd, "age", &wanted.Age.Text, typed.Age.Text)
				return intent.EditHero{Shown: shown, Typed: wanted, Fields: fields}
			})
		}),
	}
	nameFlag(cmd, &typed.Name)
	fieldFlag(cmd, &said)
	heroFlags(cmd, &typed)
	return cmd
}

// edit changes the row that an argument means, with the values of the custom fields that the flag
// has. change returns what is wanted.
func edit[R any](s *commands, cmd *cobra.Command, arg string, of func(*session) find.Kind[R], said []string, change func(shown R, fields []field.Typed) intent.Intent) error {
	return s.session(cmd, exist, func(ctx context.Context, w *session) error {
		shown, err := of(w).One(ctx, arg)
		if err != nil {
			return err
		}
		name := of(w).Name(shown)
		fields, err := w.editedFields(ctx, name.Table, name.ID, said)
		if err != nil {
			return err
		}
		_, err = w.want(ctx, change(shown, fields))
		return err
	})
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
	return usage.Errorf("%s needs %s", cmd.CommandPath(), either(names))
}

// either names flags: "--a, --b or --c".
func either(names []string) string {
	last := len(names) - 1
	if last == 0 {
		return "--" + names[0]
	}
	return "--" + strings.Join(names[:last], ", --") + " or --" + names[last]
}
