package find

import (
	"context"
	"fmt"

	"roster/data"
	"roster/data/model"
)

// TeamOrHero returns the one team or the one hero that said means. note prints what a name was taken
// as.
func TeamOrHero(ctx context.Context, s *data.Store, said string, asTeam, asHero bool, note func(format string, args ...any)) (*model.Team, *model.Hero, error) {
	teamKind, heroKind := Teams(s, note), Heroes(s, note)
	switch {
	case asTeam:
		team, err := teamKind.One(ctx, said)
		return &team, nil, err
	case asHero:
		hero, err := heroKind.One(ctx, said)
		return nil, &hero, err
	}
	teams, nTeams, err := teamKind.fitting(ctx, said)
	if err != nil {
		return nil, nil, err
	}
	heroes, nHeroes, err := heroKind.fitting(ctx, said)
	switch {
	case err != nil:
		return nil, nil, err
	case nTeams == 0 && nHeroes == 0:
		return nil, nil, neither(ctx, s.Words(), said, teamKind, heroKind)
	case nTeams > 0 && nHeroes > 0:
		return nil, nil, both(ctx, s.Words(), said, teamKind, teams, nTeams, heroKind, heroes, nHeroes)
	case nTeams > 0:
		team, err := teamKind.only(ctx, said, teams, nTeams)
		return &team, nil, err
	}
	hero, err := heroKind.only(ctx, said, heroes, nHeroes)
	return nil, &hero, err
}

// both returns the error that both teams and heroes match, and which.
func both(ctx context.Context, words model.Words, said string, teamKind Kind[model.Team], teams []model.Team, nTeams int, heroKind Kind[model.Hero], heroes []model.Hero, nHeroes int) error {
	teamsTold, err := teamKind.tell(ctx, teams)
	if err != nil {
		return err
	}
	heroesTold, err := heroKind.tell(ctx, heroes)
	if err != nil {
		return err
	}
	return fmt.Errorf(words.Say("%s is a team and a hero: team %s; hero %s. Choose with --team or --hero, or by its id"),
		Quoted(said), Listed(teamsTold, nTeams), Listed(heroesTold, nHeroes))
}

// neither returns the error that nothing matches, with suggestions.
func neither(ctx context.Context, words model.Words, said string, teamKind Kind[model.Team], heroKind Kind[model.Hero]) error {
	teams, err := teamKind.suggest(ctx, said)
	if err != nil {
		return err
	}
	heroes, err := heroKind.suggest(ctx, said)
	if err != nil {
		return err
	}
	suggestions := append(teams, heroes...)
	return missing(words.Say("team or hero"), said, suggestions[:min(len(suggestions), maxSuggestions)])
}
