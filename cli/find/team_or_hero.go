package find

import (
	"context"
	"fmt"

	"roster/data"
	"roster/data/model"
)

// TeamOrHero returns the one team or the one hero that said means. note prints what a name was taken
// as.
func TeamOrHero(
	ctx context.Context, s *data.Store, said string, asTeam, asHero bool, note func(format string, args ...any),
) (*model.Team, *model.Hero, error) {
	teams, heroes := Teams(s, note), Heroes(s, note)
	switch {
	case asTeam:
		team, err := teams.One(ctx, said)
		return &team, nil, err
	case asHero:
		hero, err := heroes.One(ctx, said)
		return nil, &hero, err
	}
	teamRows, nTeams, err := teams.fitting(ctx, said)
	if err != nil {
		return nil, nil, err
	}
	heroRows, nHeroes, err := heroes.fitting(ctx, said)
	switch {
	case err != nil:
		return nil, nil, err
	case nTeams == 0 && nHeroes == 0:
		return nil, nil, neither(ctx, s.Words(), said, teams, heroes)
	case nTeams > 0 && nHeroes > 0:
		teamsTold, err := teams.list(ctx, teamRows, nTeams)
		if err != nil {
			return nil, nil, err
		}
		heroesTold, err := heroes.list(ctx, heroRows, nHeroes)
		if err != nil {
			return nil, nil, err
		}
		return nil, nil, fmt.Errorf(s.Words().Say("%s is a team and a hero: team %s; hero %s. "+
			"Choose with --team or --hero, or by its id"), Quoted(said), teamsTold, heroesTold)
	case nTeams > 0:
		team, err := teams.only(ctx, said, teamRows, nTeams)
		return &team, nil, err
	}
	hero, err := heroes.only(ctx, said, heroRows, nHeroes)
	return nil, &hero, err
}

// neither returns the error that nothing matches, with suggestions.
func neither(
	ctx context.Context, words model.Words, said string, teams Kind[model.Team], heroes Kind[model.Hero],
) error {
	like, err := teams.suggest(ctx, said)
	if err != nil {
		return err
	}
	likeHeroes, err := heroes.suggest(ctx, said)
	if err != nil {
		return err
	}
	like = append(like, likeHeroes...)
	return missing(words.Say("team or hero"), said, like[:min(len(like), maxSuggestions)])
}
