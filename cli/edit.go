package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"roster/cli/command"
	"roster/cli/complete"
	"roster/cli/find"
	"roster/cli/usage"
	"roster/data/field"
	"roster/data/intent"
	"roster/data/model"
)

// newEdit returns the commands that change a team, a hero or a membership.
func newEdit(s *command.Env) *cobra.Command {
	return s.Group(&cobra.Command{
		Use:   "edit",
		Short: "Change a team, a hero or a membership",
		Long:  "edit changes the values that you give as flags, and nothing else.",
		Example: `  roster edit team Preventers --headquarters "Sharp Tower, 2nd floor"
  roster edit hero Spider-Boy --name Spider-Youngster --age 16
  roster edit member Spider-Boy Preventers --field role=scout`,
		GroupID: command.GroupChange,
	}, newEditTeam(s), newEditHero(s), newEditMember(s))
}

// newEditTeam returns the command that changes a team.
func newEditTeam(s *command.Env) *cobra.Command {
	var typed model.Team
	var said []string
	cmd := &cobra.Command{
		Use:   "team TEAM",
		Short: "Change a team",
		Example: `  roster edit team Preventers --headquarters "Sharp Tower, 2nd floor"
  roster edit team id:2 --name "The Preventers"`,
		ValidArgsFunction: s.Completing(complete.Teams),
		Run: s.WithArgs([]string{"TEAM"}, func(cmd *cobra.Command, args []string) error {
			if err := someFlag(cmd, "name", "headquarters", "field"); err != nil {
				return err
			}
			change := func(shown model.Team, fields []field.Typed) intent.Intent {
				wanted := shown
				copyFlag(cmd, "name", &wanted.Name, typed.Name)
				copyFlag(cmd, "headquarters", &wanted.Headquarters, typed.Headquarters)
				return intent.EditTeam{Shown: shown, Typed: wanted, Fields: fields}
			}
			return edit(s, cmd, args[0], (*command.Session).Teams, said, change)
		}),
	}
	nameFlag(cmd, &typed.Name)
	fieldFlag(cmd, &said)
	teamFlags(cmd, &typed)
	return cmd
}

// newEditHero returns the command that changes a hero.
func newEditHero(s *command.Env) *cobra.Command {
	var typed model.Hero
	var said []string
	cmd := &cobra.Command{
		Use:   "hero HERO",
		Short: "Change a hero",
		Example: `  roster edit hero Spider-Boy --name Spider-Youngster --age 16

  # Remove the age
  roster edit hero id:3 --age ""`,
		ValidArgsFunction: s.Completing(complete.Heroes),
		Run: s.WithArgs([]string{"HERO"}, func(cmd *cobra.Command, args []string) error {
			if err := someFlag(cmd, "name", "secret-name", "age", "field"); err != nil {
				return err
			}
			if err := secretName(cmd, &typed); err != nil {
				return err
			}
			change := func(shown model.Hero, fields []field.Typed) intent.Intent {
				wanted := shown
				copyFlag(cmd, "name", &wanted.Name, typed.Name)
				copyFlag(cmd, "secret-name", &wanted.SecretName, typed.SecretName)
				copyFlag(cmd, "age", &wanted.Age.Text, typed.Age.Text)
				return intent.EditHero{Shown: shown, Typed: wanted, Fields: fields}
			}
			return edit(s, cmd, args[0], (*command.Session).Heroes, said, change)
		}),
	}
	nameFlag(cmd, &typed.Name)
	fieldFlag(cmd, &said)
	heroFlags(cmd, &typed)
	return cmd
}

// edit changes the row that an argument means, with the values of the custom fields that the flag
// has. change returns what is wanted.
func edit[R any](
	s *command.Env, cmd *cobra.Command, arg string, of func(*command.Session) find.Kind[R], said []string,
	change func(shown R, fields []field.Typed) intent.Intent,
) error {
	return s.WithSession(cmd, command.Existing, func(ctx context.Context, w *command.Session) error {
		shown, err := of(w).One(ctx, arg)
		if err != nil {
			return err
		}
		name := of(w).Name(shown)
		fields, err := editedFields(ctx, w, name.Table, name.ID, said)
		if err != nil {
			return err
		}
		_, err = w.Want(ctx, change(shown, fields))
		return err
	})
}

// editedFields returns the new values of the fields of a row from the flag.
func editedFields(
	ctx context.Context, w *command.Session, table string, id model.ID, said []string,
) ([]field.Typed, error) {
	shown, err := w.Reader().RowFields(ctx, table, []model.ID{id})
	if err != nil {
		return nil, err
	}
	return typedFields(w, table, said, shown[id])
}

func nameFlag(cmd *cobra.Command, name *string) {
	cmd.Flags().StringVar(name, "name", "", "the new name")
	complete.Flag(cmd, "name")
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
