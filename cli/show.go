package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

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
				return usageError{errors.New("--team and --hero can't be used together")}
			}
			if err := checkFormat(v.format); err != nil {
				return err
			}
			return s.session(cmd, exist, func(ctx context.Context, w *session) error {
				team, hero, err := w.either(ctx, args[0], asTeam, asHero)
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
	s.viewFlags(cmd, &v, true, query.ByName, query.ByStatus, query.ByAge, query.ByHeadquarters, query.ByID)
	cmd.Flags().BoolVar(&asTeam, "team", false, "the name is a team's")
	cmd.Flags().BoolVar(&asHero, "hero", false, "the name is a hero's")
	return cmd
}

// either returns the one team or the one hero that said means.
func (w *session) either(ctx context.Context, said string, asTeam, asHero bool) (*model.Team, *model.Hero, error) {
	switch {
	case asTeam:
		team, err := w.teams().one(ctx, said)
		return &team, nil, err
	case asHero:
		hero, err := w.heroes().one(ctx, said)
		return nil, &hero, err
	}
	teams, nTeams, err := w.teams().fitting(ctx, said)
	if err != nil {
		return nil, nil, err
	}
	heroes, nHeroes, err := w.heroes().fitting(ctx, said)
	switch {
	case err != nil:
		return nil, nil, err
	case nTeams == 0 && nHeroes == 0:
		return nil, nil, w.neither(ctx, said)
	case nTeams > 0 && nHeroes > 0:
		return nil, nil, w.both(ctx, said, teams, nTeams, heroes, nHeroes)
	case nTeams > 0:
		team, err := w.teams().only(ctx, said, teams, nTeams)
		return &team, nil, err
	}
	hero, err := w.heroes().only(ctx, said, heroes, nHeroes)
	return nil, &hero, err
}

// both returns the error that both teams and heroes match, and which.
func (w *session) both(ctx context.Context, said string, teams []model.Team, nTeams int, heroes []model.Hero, nHeroes int) error {
	teamsTold, err := w.teams().tell(ctx, teams)
	if err != nil {
		return err
	}
	heroesTold, err := w.heroes().tell(ctx, heroes)
	if err != nil {
		return err
	}
	return fmt.Errorf(w.Words().Say("%s is a team and a hero: team %s; hero %s. Choose with --team or --hero, or by its id"),
		quoted(said), listed(teamsTold, nTeams), listed(heroesTold, nHeroes))
}

// neither returns the error that nothing matches, with suggestions.
func (w *session) neither(ctx context.Context, said string) error {
	teams, err := w.teams().suggest(ctx, said)
	if err != nil {
		return err
	}
	heroes, err := w.heroes().suggest(ctx, said)
	if err != nil {
		return err
	}
	suggestions := append(teams, heroes...)
	return missingName(w.Words().Say("team or hero"), said, suggestions[:min(len(suggestions), maxSuggestions)])
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
	r := output{
		facts: slices.Concat([]fact{
			{outputColumn{"id", "ID", true}, idCell(t.ID), "team_id"},
			{outputColumn{"name", "Team", false}, textCell(t.Name), "team"},
			{outputColumn{"headquarters", "Headquarters", false}, textCell(t.Headquarters), "headquarters"},
		}, fields, tallyFacts(tallies[t.ID])),
		list: "members", columns: slices.Concat(v.heroColumns("hero_id", "hero"), []outputColumn{statusColumn()}, w.fieldColumns("link", v)),
	}
	return w.print(v.format, r, func(row func(...cell) error) error {
		return inBatches(ctx, row, w.linkFields(v), func(add func(model.LinkKey, ...cell) error) error {
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
	facts := []fact{{outputColumn{"id", "ID", true}, idCell(h.ID), "hero_id"}, {outputColumn{"name", "Hero", false}, textCell(h.Name), "hero"}}
	if v.reveal {
		facts = append(facts, fact{outputColumn{"secret_name", "Secret name", false}, textCell(h.SecretName), "secret_name"})
	}
	facts = append(facts, fact{outputColumn{"age", "Age", true}, years(h.Age), "age"})
	fields, err := w.fieldFacts(ctx, model.HeroTable, h.ID, v)
	if err != nil {
		return err
	}
	r := output{
		facts: slices.Concat(facts, fields, tallyFacts(tallies[h.ID])), list: "teams",
		columns: append([]outputColumn{{"team_id", "ID", true}, {"team", "Team", false}, {"headquarters", "Headquarters", false}, statusColumn()}, w.fieldColumns("link", v)...),
	}
	return w.print(v.format, r, func(row func(...cell) error) error {
		return inBatches(ctx, row, w.linkFields(v), func(add func(model.LinkKey, ...cell) error) error {
			return w.Reader().EachMembership(ctx, q, func(m model.Membership) error {
				return add(m.Key(), idCell(m.Team.ID), textCell(m.Team.Name), textCell(m.Team.Headquarters), w.standing(m.Standing))
			})
		})
	})
}

// tallyFacts are how many are active and in training.
func tallyFacts(n model.Tally) []fact {
	return []fact{{outputColumn{"active", "Active", true}, whole(n.Active), ""}, {outputColumn{"training", "Training", true}, whole(n.Training), ""}}
}

func statusColumn() outputColumn { return outputColumn{"is_training", "Status", false} }
