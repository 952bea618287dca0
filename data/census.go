package data

import "context"

// census is what must be known of a whole snapshot before it is read in order:
// which teams and heroes there are, and who is a member. It takes some bytes a
// team, and a bit a hero where few were deleted.
type census struct {
	teams   idSet
	tallies []Tally // of each team, by its place
	heroes  idSet   // marked where there is a membership
}

func (c *census) addTeam(id int64) {
	c.teams.add(id)
	c.tallies = append(c.tallies, Tally{})
}

// addLink counts a membership, and tells whether its team and its hero exist.
func (c *census) addLink(key LinkKey, training bool) (hasTeam, hasHero bool) {
	at, hasTeam := c.teams.place(key.TeamID)
	switch {
	case !hasTeam:
	case training:
		c.tallies[at].Training++
	default:
		c.tallies[at].Active++
	}
	return hasTeam, c.heroes.mark(key.HeroID)
}

// tally counts the memberships of a team.
func (c *census) tally(team int64) Tally {
	at, ok := c.teams.place(team)
	if !ok {
		return Tally{}
	}
	return c.tallies[at]
}

// eachTeam calls do with each team, by id.
func (c *census) eachTeam(do func(id int64, tally Tally)) {
	c.teams.each(func(place int, id int64) { do(id, c.tallies[place]) })
}

// taken returns the census of the snapshot, and takes it where that was not done
// yet.
func (s *Snapshot) taken(ctx context.Context) (*census, error) {
	if s.census != nil {
		return s.census, nil
	}
	var c census
	for table, add := range map[string]func(int64){teamTable: c.addTeam, heroTable: c.heroes.add} {
		err := s.c.stream(ctx, 1, func(row cells) error {
			if id, ok := row[0].(int64); ok {
				add(id)
			}
			return nil
		}, "SELECT id FROM "+s.store.dialect.relation(table)+" ORDER BY id")
		if err != nil {
			return nil, err
		}
	}
	err := s.unorderedLinks(ctx, false, func(row cells) error {
		if key, ok := keyFrom(row); ok {
			c.addLink(key, truth(row[2]))
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	s.census = &c
	return s.census, nil
}
