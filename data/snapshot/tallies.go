package snapshot

import (
	"context"

	"roster/data/internal/cell"
	"roster/data/model"
)

// Tallies is what must be known of a whole snapshot before it is read in order:
// which teams and heroes there are, and who is a member. It takes some bytes a
// team, and a bit a hero if few were deleted.
type Tallies struct {
	teams   IDSet
	tallies []model.Tally // of each team, by its place
	Heroes  IDSet         // marked if there is a membership
}

// AddTeam notes a team. Teams come in the order of their ids.
func (c *Tallies) AddTeam(id model.ID) {
	c.teams.Add(id)
	c.tallies = append(c.tallies, model.Tally{})
}

// AddLink counts a membership, and reports whether its team and its hero exist.
func (c *Tallies) AddLink(key model.LinkKey, standing model.Standing) (hasTeam, hasHero bool) {
	at, hasTeam := c.teams.place(key.TeamID)
	switch {
	case !hasTeam:
	case standing == model.Training:
		c.tallies[at].Training++
	default:
		c.tallies[at].Active++
	}
	return hasTeam, c.Heroes.mark(key.HeroID)
}

// tally counts the memberships of a team.
func (c *Tallies) tally(team model.ID) model.Tally {
	at, ok := c.teams.place(team)
	if !ok {
		return model.Tally{}
	}
	return c.tallies[at]
}

// isAfter reports whether a team comes after another one in the order of the database. If ids are
// not numbers, one that does not exist comes before all others.
func (c *Tallies) isAfter(team, other model.ID) bool {
	_, isNumber := team.Number()
	if _, isNumberToo := other.Number(); isNumber && isNumberToo {
		return team.Compare(other) > 0
	}
	place := func(id model.ID) int {
		if at, ok := c.teams.place(id); ok {
			return at
		}
		return -1
	}
	return place(team) > place(other)
}

// EachTeam calls do with each team, by id.
func (c *Tallies) EachTeam(do func(id model.ID, tally model.Tally)) {
	c.teams.each(func(place int, id model.ID) { do(id, c.tallies[place]) })
}

// takeTallies returns the tallies of the snapshot, and counts them first if necessary.
func (s *Snapshot) takeTallies(ctx context.Context) (*Tallies, error) {
	if s.Tallies != nil {
		return s.Tallies, nil
	}
	var c Tallies
	for table, add := range map[string]func(model.ID){model.TeamTable: c.AddTeam, model.HeroTable: c.Heroes.Add} {
		err := s.Conn.Stream(ctx, 1, func(row cell.Row) error {
			if id := cell.ID(row[0]); s.Keys.Of(table).Holds(id) {
				add(id)
			}
			return nil
		}, "SELECT id FROM "+s.DB.Engine.From(table, "")+" ORDER BY id")
		if err != nil {
			return nil, err
		}
	}
	err := s.RawUnorderedLinks(ctx, false, func(row cell.Row) error {
		if key, ok := s.Keys.Link(row); ok {
			c.AddLink(key, model.StandingOf(cell.Truth(row[2])))
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	s.Tallies = &c
	return s.Tallies, nil
}
