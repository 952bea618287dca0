package write

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"roster/data"
	"roster/data/intent"
	"roster/data/model"
)

// Exists is what comes of creating a team or a hero of a name that there is already, but
// perhaps for case, accents, spacing, the order of its words, and one letter. Nothing was
// written.
type Exists struct {
	Row   model.Name // the first one
	About string     // what is known about it: the headquarters of a team, the teams of a hero
	More  int        // how many there are beside
}

// NewRow creates a row of team or hero, unless there is one of nearly this name.
func NewRow(table, name string, want intent.Intent) Job {
	return func(ctx context.Context, s *data.Store) tea.Msg {
		found, err := alike(ctx, s, table, name)
		switch {
		case err != nil:
			return Refused{err}
		case !found.Row.ID.IsZero():
			return found
		}
		return Intent(want)(ctx, s)
	}
}

// alike returns the first row with nearly this name; its ID is 0 if there is none.
func alike(ctx context.Context, s *data.Store, table, name string) (found Exists, err error) {
	found.More = -1
	take := func(row model.Name, about string) error {
		if found.More++; found.More == 0 {
			found.Row, found.About = row, about
		}
		return nil
	}
	if table == model.TeamTable {
		err = s.Reader().TeamsClose(ctx, name, func(t model.Team) error {
			return take(model.Name{Table: table, ID: t.ID, Name: t.Name}, t.Headquarters)
		})
		return found, err
	}
	err = s.Reader().HeroesClose(ctx, name, func(h model.Hero) error {
		return take(model.Name{Table: table, ID: h.ID, Name: h.Name}, "on no team")
	})
	if err != nil || found.Row.ID.IsZero() {
		return found, err
	}
	others, err := s.Reader().OtherTeams(ctx, []model.ID{found.Row.ID}, model.ID{})
	if teams := others[found.Row.ID].Teams; len(teams) > 0 {
		found.About = strings.Join(teams, ", ")
	}
	return found, err
}
