package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"roster/data"
)

// newAssign returns the command that makes a membership.
func newAssign(s *shell) *cobra.Command {
	active := false
	var said []string
	cmd := memberCommand(s, func(ctx context.Context, w *session, m member) error { return m.assign(ctx, w, !active, said) })
	cmd.Use, cmd.Short = "assign HERO TEAM", "Put a hero on a team, in training at first"
	cmd.Long = `assign puts a hero on a team, in training unless --active says otherwise. Who is on
the team already stays as they are.`
	cmd.Example = `  roster assign Spider-Boy Z-Force
  roster assign id:3 "The Preventers" --active`
	fieldFlag(cmd, &said)
	cmd.Flags().BoolVar(&active, "active", false, "active at once, without training")
	return cmd
}

// newUnassign returns the command that ends a membership.
func newUnassign(s *shell) *cobra.Command {
	cmd := memberCommand(s, func(ctx context.Context, w *session, m member) error {
		if m.standing == data.Absent {
			return w.done("%s is not in %s", m.hero(), m.team())
		}
		_, err := w.want(ctx, data.Remove{Members: []data.Seen{m.Seen}})
		return err
	})
	cmd.Use, cmd.Short = "unassign HERO TEAM", "Take a hero off a team"
	cmd.Example = `  roster unassign Spider-Boy Z-Force`
	return cmd
}

// newTrain returns the command that puts a member into training.
func newTrain(s *shell) *cobra.Command {
	cmd := memberCommand(s, func(ctx context.Context, w *session, m member) error { return m.set(ctx, w, true) })
	cmd.Use, cmd.Short = "train HERO TEAM", "Put a member of a team into training"
	cmd.Example = `  roster train Rusty-Man Preventers`
	return cmd
}

// newGraduate returns the command that ends a member's training.
func newGraduate(s *shell) *cobra.Command {
	cmd := memberCommand(s, func(ctx context.Context, w *session, m member) error { return m.set(ctx, w, false) })
	cmd.Use, cmd.Short = "graduate HERO TEAM", "Make a member of a team active"
	cmd.Example = `  roster graduate Spider-Boy Preventers

  # Where two have that name
  roster graduate id:2 Preventers`
	return cmd
}

// newEditMember returns the command that changes the fields of a membership.
func newEditMember(s *shell) *cobra.Command {
	var said []string
	var cmd *cobra.Command
	cmd = memberCommand(s, func(ctx context.Context, w *session, m member) error {
		if err := someFlag(cmd, "field"); err != nil {
			return err
		}
		return m.edit(ctx, w, said)
	})
	cmd.GroupID = "" // one of a family has none
	cmd.Use, cmd.Short = "member HERO TEAM", "Change the fields of a membership"
	cmd.Long = `member changes the further fields of a membership; roster field list has their names.
roster train and roster graduate change whether it is in training.`
	cmd.Example = `  roster edit member Spider-Boy Preventers --field role=scout --field joined=2026-11-26`
	fieldFlag(cmd, &said)
	return cmd
}

// member is a hero and a team, and where the one stands in the other.
type member struct {
	data.Seen
	standing data.Standing
}

func (m member) hero() string { return called(m.Hero, m.HeroID) }
func (m member) team() string { return called(m.Team, m.TeamID) }

// memberCommand returns a command about a hero and a team.
func memberCommand(s *shell, do func(context.Context, *session, member) error) *cobra.Command {
	return &cobra.Command{
		GroupID:           groupChange,
		ValidArgsFunction: s.completing(heroNames, teamNames),
		Run: s.taking([]string{"HERO", "TEAM"}, func(cmd *cobra.Command, args []string) error {
			return s.session(cmd, exist, func(ctx context.Context, w *session) error {
				m, err := w.member(ctx, args[0], args[1])
				if err != nil {
					return err
				}
				return do(ctx, w, m)
			})
		}),
	}
}

// member finds a hero and a team, and where the one stands in the other.
func (w *session) member(ctx context.Context, heroSaid, teamSaid string) (member, error) {
	hero, err := w.heroes().one(ctx, heroSaid)
	if err != nil {
		return member{}, err
	}
	team, err := w.teams().one(ctx, teamSaid)
	if err != nil {
		return member{}, err
	}
	key := data.LinkKey{TeamID: team.ID, HeroID: hero.ID}
	standings, err := w.Standings(ctx, []int64{team.ID}, []int64{hero.ID})
	return member{data.Seen{LinkKey: key, Team: team.Name, Hero: hero.Name}, standings[key]}, err
}

// assign makes the membership, with what the flag says of its fields. Where there is one
// that is otherwise, it says which command changes that.
func (m member) assign(ctx context.Context, w *session, isTraining bool, said []string) error {
	fields, err := w.typedFields("heroteamlink", said, nil)
	if err != nil {
		return err
	}
	switch {
	case m.standing != data.Absent && len(said) > 0:
		return fmt.Errorf("%s is in %s already, %s: roster edit member id:%d id:%d --field … changes its fields", m.hero(), m.team(), m.standing, m.HeroID, m.TeamID)
	case m.standing == data.Training && !isTraining:
		return w.done("%s is in %s already, training: roster graduate id:%d id:%d makes that active", m.hero(), m.team(), m.HeroID, m.TeamID)
	case m.standing == data.Active && isTraining:
		return w.done("%s is in %s already, active: roster train id:%d id:%d makes that training", m.hero(), m.team(), m.HeroID, m.TeamID)
	}
	_, err = w.want(ctx, data.Assign{Members: []data.Seen{m.Seen}, Training: isTraining, Fields: fields})
	return err
}

// edit gives the membership, which must exist, what the flag says of its fields.
func (m member) edit(ctx context.Context, w *session, said []string) error {
	if err := m.mustExist(); err != nil {
		return err
	}
	shown, err := w.LinkFields(ctx, []data.LinkKey{m.LinkKey})
	if err != nil {
		return err
	}
	fields, err := w.typedFields("heroteamlink", said, shown[m.LinkKey])
	if err != nil {
		return err
	}
	_, err = w.want(ctx, data.EditMember{Member: m.Seen, Shown: m.standing, Typed: m.standing, Fields: fields})
	return err
}

func (m member) mustExist() error {
	if m.standing == data.Absent {
		return fmt.Errorf("%s is not in %s: roster assign id:%d id:%d changes that", m.hero(), m.team(), m.HeroID, m.TeamID)
	}
	return nil
}

// set makes the membership, which must exist, training or active.
func (m member) set(ctx context.Context, w *session, isTraining bool) error {
	if err := m.mustExist(); err != nil {
		return err
	}
	_, err := w.want(ctx, data.SetTraining{Members: []data.Seen{m.Seen}, Training: isTraining})
	return err
}
