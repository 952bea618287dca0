package cli

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	"roster/cli/find"
	"roster/cli/output"
	"roster/cli/usage"
	"roster/data/model"
	"roster/data/query"
)

// newShow returns the command that prints one team or hero.
func newShow(s *commands) *cobra.Command {
	var v view
	var asTeam, asHero bool
	cmd := &cobra.Command{
		Use:   "show TEAM-OR-HERO",
		Short: "Print one team and its members, or one hero and their teams",
		Long: `show prints a team with its members, or a hero with their teams. The name can be an id,
such as id:2. Secret names are left out unless you use --reveal. To leave out custom fields
too, use --fields=false.`,
		Example: `  roster show Preventers
  roster show Preventers --sort status --format markdown
  roster show id:2 --hero --format json`,
		GroupID:           groupLook,
		ValidArgsFunction: s.completing(anyNames),
		Run: s.taking([]string{"TEAM-OR-HERO"}, func(cmd *cobra.Command, args []string) error {
			if asTeam && asHero {
				return usage.Errorf("--team and --hero can't be used together")
			}
			if err := checkFormat(v.format); err != nil {
				return err
			}
			return s.session(cmd, exist, func(ctx context.Context, w *session) error {
				team, hero, err := find.TeamOrHero(ctx, w.Store, args[0], asTeam, asHero, w.note)
				switch {
				case err != nil:
					return err
				case team != nil:
					return w.showTeam(ctx, v, *team)
				}
				return w.showHero(ctx, v, *hero)
			})
		}),
	}
	s.viewFlags(cmd, &v, true, query.ByName, query.ByStanding, query.ByAge, query.ByHeadquarters, query.ByID)
	cmd.Flags().BoolVar(&asTeam, "team", false, "the name is a team's")
	cmd.Flags().BoolVar(&asHero, "hero", false, "the name is a hero's")
	return cmd
}

// showTeam prints a team and its members.
func (w *session) showTeam(ctx context.Context, v view, t model.Team) error {
	q, err := w.query(v, query.Members)
	if err != nil {
		return err
	}
	q.Of = t.ID
	tallies, err := w.Reader().TeamTallies(ctx, []model.ID{t.ID})
	if err != nil {
		return err
	}
	fields, err := w.fieldFacts(ctx, model.TeamTable, t.ID, v)
	if err != nil {
		return err
	}
	r := output.Sheet{
		Facts: slices.Concat([]output.Fact{
			{Column: w.number("id", "ID"), Cell: output.ID(t.ID), CSV: "team_id"},
			{Column: w.column("name", "Team"), Cell: output.Text(t.Name), CSV: "team"},
			{Column: w.headquarters(), Cell: output.Text(t.Headquarters), CSV: "headquarters"},
		}, fields, w.tallyFacts(tallies[t.ID])),
		List: "members", Columns: slices.Concat(w.heroColumns(v, "hero_id", "hero"), []output.Column{w.column("is_training", "Status")}, w.fieldColumns("link", v)),
	}
	return w.print(v.format, r, func(row func(...output.Cell) error) error {
		return output.InBatches(ctx, row, w.linkFields(v), func(add func(model.LinkKey, ...output.Cell) error) error {
			return w.Reader().EachMember(ctx, q, func(m model.Member) error {
				return add(m.Key(), append(v.heroCells(m.Hero), w.standing(m.Standing))...)
			})
		})
	})
}

// showHero prints a hero and their teams.
func (w *session) showHero(ctx context.Context, v view, h model.Hero) error {
	q, err := w.query(v, query.Memberships)
	if err != nil {
		return err
	}
	q.Of = h.ID
	tallies, err := w.Reader().HeroTallies(ctx, []model.ID{h.ID})
	if err != nil {
		return err
	}
	facts := []output.Fact{
		{Column: w.number("id", "ID"), Cell: output.ID(h.ID), CSV: "hero_id"},
		{Column: w.column("name", "Hero"), Cell: output.Text(h.Name), CSV: "hero"},
	}
	if v.reveal {
		facts = append(facts, output.Fact{Column: w.secretName(), Cell: output.Text(h.SecretName), CSV: "secret_name"})
	}
	facts = append(facts, output.Fact{Column: w.age(), Cell: output.Age(h.Age), CSV: "age"})
	fields, err := w.fieldFacts(ctx, model.HeroTable, h.ID, v)
	if err != nil {
		return err
	}
	r := output.Sheet{
		Facts: slices.Concat(facts, fields, w.tallyFacts(tallies[h.ID])), List: "teams",
		Columns: append([]output.Column{w.number("team_id", "ID"), w.column("team", "Team"), w.headquarters(), w.column("is_training", "Status")}, w.fieldColumns("link", v)...),
	}
	return w.print(v.format, r, func(row func(...output.Cell) error) error {
		return output.InBatches(ctx, row, w.linkFields(v), func(add func(model.LinkKey, ...output.Cell) error) error {
			return w.Reader().EachMembership(ctx, q, func(m model.Membership) error {
				return add(m.Key(), output.ID(m.Team.ID), output.Text(m.Team.Name), output.Text(m.Team.Headquarters), w.standing(m.Standing))
			})
		})
	})
}

// tallyFacts are how many are active and in training.
func (w *session) tallyFacts(n model.Tally) []output.Fact {
	return []output.Fact{
		{Column: w.number("active", "Active"), Cell: output.Number(n.Active)},
		{Column: w.number("training", "Training"), Cell: output.Number(n.Training)},
	}
}
