package listing

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	"roster/cli/command"
	"roster/cli/complete"
	"roster/cli/find"
	"roster/cli/output"
	"roster/cli/usage"
	"roster/data/model"
	"roster/data/query"
)

// NewShow returns the command that prints one team or hero.
func NewShow(s *command.Env) *cobra.Command {
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
		GroupID:           command.GroupLook,
		ValidArgsFunction: s.Completing(complete.Any),
		Run: s.WithArgs([]string{"TEAM-OR-HERO"}, func(cmd *cobra.Command, args []string) error {
			if asTeam && asHero {
				return usage.Errorf("--team and --hero can't be used together")
			}
			if err := command.CheckFormat(v.format); err != nil {
				return err
			}
			return s.WithSession(cmd, command.Existing, func(ctx context.Context, w *command.Session) error {
				team, hero, err := find.TeamOrHero(ctx, w.Store, args[0], asTeam, asHero, w.Note)
				switch {
				case err != nil:
					return err
				case team != nil:
					return showTeam(ctx, w, v, *team)
				}
				return showHero(ctx, w, v, *hero)
			})
		}),
	}
	viewFlags(s, cmd, &v, true, query.ByName, query.ByStanding, query.ByAge, query.ByHeadquarters, query.ByID)
	cmd.Flags().BoolVar(&asTeam, "team", false, "the name is a team's")
	cmd.Flags().BoolVar(&asHero, "hero", false, "the name is a hero's")
	return cmd
}

// showTeam prints a team and its members.
func showTeam(ctx context.Context, w *command.Session, v view, t model.Team) error {
	q, err := viewQuery(w, v, query.Members)
	if err != nil {
		return err
	}
	q.Of = t.ID
	tallies, err := w.Reader().TeamTallies(ctx, []model.ID{t.ID})
	if err != nil {
		return err
	}
	fields, err := fieldFacts(ctx, w, model.TeamTable, t.ID, v)
	if err != nil {
		return err
	}
	r := output.Sheet{
		Facts: slices.Concat([]output.Fact{
			{Column: w.Number("id", "ID"), Cell: output.ID(t.ID), CSV: "team_id"},
			{Column: w.Column("name", "Team"), Cell: output.Text(t.Name), CSV: "team"},
			{Column: w.Headquarters(), Cell: output.Text(t.Headquarters), CSV: "headquarters"},
		}, fields, tallyFacts(w, tallies[t.ID])),
		List: "members",
		Columns: slices.Concat(heroColumns(w, v, "hero_id", "hero"),
			[]output.Column{w.Column("is_training", "Status")}, fieldColumns(w, model.LinkTable, v)),
	}
	return w.Print(v.format, r, func(row func(...output.Cell) error) error {
		return output.InBatches(ctx, row, linkFields(w, v), func(add func(model.LinkKey, ...output.Cell) error) error {
			return w.Reader().EachMember(ctx, q, func(m model.Member) error {
				return add(m.Key(), append(v.heroCells(m.Hero), w.Standing(m.Standing))...)
			})
		})
	})
}

// showHero prints a hero and their teams.
func showHero(ctx context.Context, w *command.Session, v view, h model.Hero) error {
	q, err := viewQuery(w, v, query.Memberships)
	if err != nil {
		return err
	}
	q.Of = h.ID
	tallies, err := w.Reader().HeroTallies(ctx, []model.ID{h.ID})
	if err != nil {
		return err
	}
	facts := []output.Fact{
		{Column: w.Number("id", "ID"), Cell: output.ID(h.ID), CSV: "hero_id"},
		{Column: w.Column("name", "Hero"), Cell: output.Text(h.Name), CSV: "hero"},
	}
	if v.reveal {
		facts = append(facts, output.Fact{Column: w.SecretName(), Cell: output.Text(h.SecretName), CSV: "secret_name"})
	}
	facts = append(facts, output.Fact{Column: w.Age(), Cell: output.Age(h.Age), CSV: "age"})
	fields, err := fieldFacts(ctx, w, model.HeroTable, h.ID, v)
	if err != nil {
		return err
	}
	r := output.Sheet{
		Facts: slices.Concat(facts, fields, tallyFacts(w, tallies[h.ID])), List: "teams",
		Columns: append([]output.Column{
			w.Number("team_id", "ID"), w.Column("team", "Team"), w.Headquarters(), w.Column("is_training", "Status"),
		}, fieldColumns(w, model.LinkTable, v)...),
	}
	return w.Print(v.format, r, func(row func(...output.Cell) error) error {
		return output.InBatches(ctx, row, linkFields(w, v), func(add func(model.LinkKey, ...output.Cell) error) error {
			return w.Reader().EachMembership(ctx, q, func(m model.Membership) error {
				return add(m.Key(), output.ID(m.Team.ID), output.Text(m.Team.Name),
					output.Text(m.Team.Headquarters), w.Standing(m.Standing))
			})
		})
	})
}

// tallyFacts are how many are active and in training.
func tallyFacts(w *command.Session, n model.Tally) []output.Fact {
	return []output.Fact{
		{Column: w.Number("active", "Active"), Cell: output.Number(n.Active)},
		{Column: w.Number("training", "Training"), Cell: output.Number(n.Training)},
	}
}
