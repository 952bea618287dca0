package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"roster/cli/command"
	"roster/cli/complete"
	"roster/data/intent"
	"roster/data/model"
)

// newAssign returns the command that makes a membership.
func newAssign(s *command.Env) *cobra.Command {
	active := false
	var said []string
	cmd := memberCommand(s, func(ctx context.Context, w *command.Session, m member) error {
		return m.assign(ctx, w, model.StandingOf(!active), said)
	})
	cmd.Use, cmd.Short = "assign HERO TEAM", "Assign a hero to a team, in training at first"
	cmd.Long = `assign adds a hero to a team, in training unless you use --active. If the hero is on the
team already, nothing changes.`
	cmd.Example = `  roster assign Spider-Boy Z-Force
  roster assign id:3 "The Preventers" --active`
	fieldFlag(cmd, &said)
	cmd.Flags().BoolVar(&active, "active", false, "make the hero active, not in training")
	return cmd
}

// newUnassign returns the command that ends a membership.
func newUnassign(s *command.Env) *cobra.Command {
	cmd := memberCommand(s, func(ctx context.Context, w *command.Session, m member) error {
		if m.standing == model.Absent {
			return w.Done("%s is not in %s", m.hero(), m.team())
		}
		_, err := w.Want(ctx, intent.Remove{Members: []model.MembershipRef{m.MembershipRef}})
		return err
	})
	cmd.Use, cmd.Short = "unassign HERO TEAM", "Remove a hero from a team"
	cmd.Example = `  roster unassign Spider-Boy Z-Force`
	return cmd
}

// newMove returns the command that moves a member to another team.
func newMove(s *command.Env) *cobra.Command {
	return &cobra.Command{
		Use:   "move HERO FROM TO",
		Short: "Move a member to another team",
		Long: `move moves a hero from the team FROM to the team TO in one change, with their status and
custom fields. A hero who is on TO already is not moved.`,
		Example: `  roster move Spider-Boy Preventers Z-Force`,
		GroupID: command.GroupChange, ValidArgsFunction: s.Completing(complete.Heroes, complete.Teams, complete.Teams),
		Run: s.OnDatabase([]string{"HERO", "FROM", "TO"},
			func(ctx context.Context, w *command.Session, args []string) error {
				return moveMember(ctx, w, args[0], args[1], args[2])
			}),
	}
}

// moveMember moves a hero from one team to another.
func moveMember(ctx context.Context, w *command.Session, hero, from, to string) error {
	m, err := findMember(ctx, w, hero, from)
	if err != nil {
		return err
	}
	there, err := findMemberOf(ctx, w, model.Hero{ID: m.HeroID, Name: m.Hero}, to)
	if err != nil {
		return err
	}
	if m.standing == model.Absent && there.standing != model.Absent {
		return w.Done("%s is already in %s, and not in %s", m.hero(), there.team(), m.team())
	}
	if err := m.mustExist(); err != nil {
		return err
	}
	target := model.Name{Table: model.TeamTable, ID: there.TeamID, Name: there.Team}
	_, err = w.Want(ctx, intent.Move{Members: []model.MembershipRef{m.MembershipRef}, To: target})
	return err
}

// newTrain returns the command that puts a member into training.
func newTrain(s *command.Env) *cobra.Command {
	cmd := memberCommand(s, func(ctx context.Context, w *command.Session, m member) error {
		return m.set(ctx, w, model.Training)
	})
	cmd.Use, cmd.Short = "train HERO TEAM", "Set a member of a team to training"
	cmd.Example = `  roster train Rusty-Man Preventers`
	return cmd
}

// newGraduate returns the command that ends a member's training.
func newGraduate(s *command.Env) *cobra.Command {
	cmd := memberCommand(s, func(ctx context.Context, w *command.Session, m member) error {
		return m.set(ctx, w, model.Active)
	})
	cmd.Use, cmd.Short = "graduate HERO TEAM", "Set a member of a team to active"
	cmd.Example = `  roster graduate Spider-Boy Preventers

  # Where two have that name
  roster graduate id:2 Preventers`
	return cmd
}

// newEditMember returns the command that changes the fields of a membership.
func newEditMember(s *command.Env) *cobra.Command {
	var said []string
	var cmd *cobra.Command
	cmd = memberCommand(s, func(ctx context.Context, w *command.Session, m member) error {
		if err := someFlag(cmd, "field"); err != nil {
			return err
		}
		return m.edit(ctx, w, said)
	})
	cmd.GroupID = "" // one of a family has none
	cmd.Use, cmd.Short = "member HERO TEAM", "Change the custom fields of a membership"
	cmd.Long = `member changes the custom fields of a membership; roster field list has their names.
Use roster train and roster graduate to change the status.`
	cmd.Example = `  roster edit member Spider-Boy Preventers --field role=scout --field joined=2026-11-26`
	fieldFlag(cmd, &said)
	return cmd
}

// member is a hero, a team, and the standing of the one in the other.
type member struct {
	model.MembershipRef
	standing model.Standing
}

func (m member) hero() string { return called(m.Hero, m.HeroID) }
func (m member) team() string { return called(m.Team, m.TeamID) }

// called returns a name, or the id of who has none.
func called(name string, id model.ID) string {
	if strings.TrimSpace(name) == "" {
		return fmt.Sprintf("id:%v", id)
	}
	return name
}

// memberCommand returns a command about a hero and a team.
func memberCommand(s *command.Env, do func(context.Context, *command.Session, member) error) *cobra.Command {
	return &cobra.Command{
		GroupID:           command.GroupChange,
		ValidArgsFunction: s.Completing(complete.Heroes, complete.Teams),
		Run: s.OnDatabase([]string{"HERO", "TEAM"}, func(ctx context.Context, w *command.Session, args []string) error {
			m, err := findMember(ctx, w, args[0], args[1])
			if err != nil {
				return err
			}
			return do(ctx, w, m)
		}),
	}
}

// findMember finds a hero and a team, and the standing of the one in the other.
func findMember(ctx context.Context, w *command.Session, heroSaid, teamSaid string) (member, error) {
	hero, err := w.Heroes().One(ctx, heroSaid)
	if err != nil {
		return member{}, err
	}
	return findMemberOf(ctx, w, hero, teamSaid)
}

// findMemberOf finds a team, and the standing of a hero in it.
func findMemberOf(ctx context.Context, w *command.Session, hero model.Hero, teamSaid string) (member, error) {
	team, err := w.Teams().One(ctx, teamSaid)
	if err != nil {
		return member{}, err
	}
	key := model.LinkKey{TeamID: team.ID, HeroID: hero.ID}
	standings, err := w.Reader().Standings(ctx, []model.ID{team.ID}, []model.ID{hero.ID})
	return member{model.MembershipRef{LinkKey: key, Team: team.Name, Hero: hero.Name}, standings[key]}, err
}

// assign creates the membership, with the field values of the flag. If there is a different
// one, the error names the command that changes it.
func (m member) assign(ctx context.Context, w *command.Session, standing model.Standing, said []string) error {
	fields, err := typedFields(w, model.LinkTable, said, nil)
	if err != nil {
		return err
	}
	switch {
	case m.standing != model.Absent && len(said) > 0:
		return fmt.Errorf("%s is already %[3]s in %[2]s: to change the fields, use roster edit member id:%[4]v id:%[5]v --field …",
			m.hero(), m.team(), w.Words().Standing(m.standing), m.HeroID, m.TeamID)
	case m.standing == model.Training && standing == model.Active:
		return w.Done(w.Words().Say("%s is already in training in %s")+": to change that, use roster graduate id:%v id:%v",
			m.hero(), m.team(), m.HeroID, m.TeamID)
	case m.standing == model.Active && standing == model.Training:
		return w.Done(w.Words().Say("%s is already active in %s")+": to change that, use roster train id:%v id:%v",
			m.hero(), m.team(), m.HeroID, m.TeamID)
	}
	members := []model.MembershipRef{m.MembershipRef}
	_, err = w.Want(ctx, intent.Assign{Members: members, Standing: standing, Fields: fields})
	return err
}

// edit sets the fields of the membership, which must exist, to the values of the flag.
func (m member) edit(ctx context.Context, w *command.Session, said []string) error {
	if err := m.mustExist(); err != nil {
		return err
	}
	shown, err := w.Reader().LinkFields(ctx, []model.LinkKey{m.LinkKey})
	if err != nil {
		return err
	}
	fields, err := typedFields(w, model.LinkTable, said, shown[m.LinkKey])
	if err != nil {
		return err
	}
	edited := intent.EditMember{Member: m.MembershipRef, Shown: m.standing, Typed: m.standing, Fields: fields}
	_, err = w.Want(ctx, edited)
	return err
}

func (m member) mustExist() error {
	if m.standing == model.Absent {
		return fmt.Errorf("%s is not in %s: to change that, use roster assign id:%v id:%v",
			m.hero(), m.team(), m.HeroID, m.TeamID)
	}
	return nil
}

// set makes the membership, which must exist, training or active.
func (m member) set(ctx context.Context, w *command.Session, standing model.Standing) error {
	if err := m.mustExist(); err != nil {
		return err
	}
	_, err := w.Want(ctx, intent.SetStanding{Members: []model.MembershipRef{m.MembershipRef}, Standing: standing})
	return err
}
