package report

import (
	"context"
	"slices"

	"roster/data/field"
	"roster/data/model"
	"roster/data/snapshot"
	"roster/internal/fold"
)

// Selection selects a part of a roster. The zero value selects all of it.
type Selection struct {
	Teams    []model.ID // only these teams, and their members
	Training bool       // only who is in training
	Filter   []string   // only heroes whose name has each of these terms, whatever its case and accents
}

// All reports whether the selection leaves nothing out.
func (s Selection) All() bool { return len(s.Teams) == 0 && !s.Training && len(s.Filter) == 0 }

// Chosen is what a selection has of a snapshot.
type Chosen struct {
	Selection
	teams, heroes map[model.ID]bool // with a membership that is chosen
	fits          map[model.ID]bool // heroes whose name fits the filter; nil without one
}

// Choose returns what a selection has of a snapshot. The errors are those of reading.
func (s Selection) Choose(ctx context.Context, of *snapshot.Snapshot) (*Chosen, error) {
	c := &Chosen{Selection: s}
	if s.All() {
		return c, nil
	}
	c.teams, c.heroes = map[model.ID]bool{}, map[model.ID]bool{}
	if len(s.Filter) > 0 {
		c.fits = map[model.ID]bool{}
		words := fold.Words(s.Filter...)
		err := of.Heroes(ctx, func(h model.Hero, _ []field.Stored) error {
			if fold.Finds(h.Name, words) {
				c.fits[h.ID] = true
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return c, of.Links(ctx, func(l snapshot.Link) error {
		if c.HasLink(l.LinkKey, l.Standing) {
			c.teams[l.TeamID], c.heroes[l.HeroID] = true, true
		}
		return nil
	})
}

// HasLink reports whether a membership is chosen.
func (c *Chosen) HasLink(key model.LinkKey, standing model.Standing) bool {
	return (len(c.Teams) == 0 || slices.Contains(c.Teams, key.TeamID)) &&
		(!c.Training || standing == model.Training) &&
		(c.fits == nil || c.fits[key.HeroID])
}

// HasTeam reports whether a team is chosen: one without a chosen membership only if
// neither the filter nor the standing of its members is why it has none.
func (c *Chosen) HasTeam(id model.ID) bool {
	if c.Training || len(c.Filter) > 0 {
		return c.teams[id]
	}
	return len(c.Teams) == 0 || slices.Contains(c.Teams, id)
}

// HasHero reports whether a hero is chosen: by a membership, or, if all teams and standings are
// selected, by name alone.
func (c *Chosen) HasHero(id model.ID) bool {
	if c.All() || c.heroes[id] {
		return true
	}
	return len(c.Teams) == 0 && !c.Training && c.fits[id]
}
