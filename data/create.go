package data

import (
	"context"
	"fmt"
	"strings"
)

// Ref points to a team or a hero: one that exists, or one that the same change
// creates.
type Ref struct {
	id      int64
	created int // the place among the created ones, from 1; 0 for one that exists
}

// Existing returns the reference to the row with this id.
func Existing(id int64) Ref { return Ref{id: id} }

// Created returns the reference to the n-th team or hero, counted from 0, of
// the same [Create].
func Created(n int) Ref { return Ref{created: n + 1} }

// NewLink is a membership to be created.
type NewLink struct {
	Team, Hero Ref
	Training   bool
}

// Create wants new teams, heroes and memberships, in one change. The ids of the
// teams and heroes are given by the database. Existing names are repeated in
// Names, so that an id that was used again is noticed.
type Create struct {
	Label  string
	Teams  []Team // the id is ignored
	Heroes []Hero // the id is ignored
	Links  []NewLink
	Names  []Name
	// What each of them has in its fields.
	TeamFields, HeroFields, LinkFields []TypedField
}

func (w Create) plan(ctx context.Context, s *Store) (Plan, error) {
	p := Plan{Change: Change{Label: w.Label, Names: w.Names}}
	cat := s.catalog()
	further, err := w.further(ctx, s, cat)
	if err != nil {
		return p, err
	}
	add := func(name string, values map[string]any) error {
		t := cat.table(name)
		row := t.newRow()
		for column, v := range values {
			row[t.position(column)] = v
		}
		p.Change.Edits = append(p.Change.Edits, Edit{Table: name, After: row})
		return cat.fill(t, row, further[name])
	}
	for _, t := range w.Teams {
		values, err := teamValues(t)
		if err != nil {
			return p, err
		}
		if err := add(teamTable, values); err != nil {
			return p, err
		}
	}
	for _, h := range w.Heroes {
		values, err := heroValues(h)
		if err != nil {
			return p, err
		}
		if err := add(heroTable, values); err != nil {
			return p, err
		}
	}
	for _, l := range w.Links {
		team, hero := l.Team.value(0, len(w.Teams)), l.Hero.value(len(w.Teams), len(w.Heroes))
		if team == nil || hero == nil {
			return p, fmt.Errorf("data: a link refers to a row that the change does not create")
		}
		err := add(linkTable, map[string]any{"team_id": team, "hero_id": hero, "is_training": s.dialect.flag(l.Training)})
		if err != nil {
			return p, err
		}
	}
	return p, nil
}

// further returns what was typed into the fields, by the table.
func (w Create) further(ctx context.Context, s *Store, cat *catalog) (map[string]map[int]any, error) {
	values := map[string]map[int]any{}
	for name, typed := range map[string][]TypedField{teamTable: w.TeamFields, heroTable: w.HeroFields, linkTable: w.LinkFields} {
		var err error
		if values[name], err = s.typedValues(ctx, cat, cat.table(name), typed); err != nil {
			return nil, err
		}
	}
	return values, nil
}

// value returns the id, or what stands for it until the database gave it; nil
// where the reference goes nowhere. The created rows are count edits from first.
func (r Ref) value(first, count int) any {
	switch {
	case r.created == 0:
		return r.id
	case r.created > count:
		return nil
	}
	return newID(first + r.created - 1)
}

// teamValues returns the columns of a team as a person typed them.
func teamValues(t Team) (map[string]any, error) {
	t, err := ParseTeam(t)
	return map[string]any{"name": t.Name, "headquarters": t.Headquarters}, err
}

// heroValues returns the columns of a hero as a person typed them.
func heroValues(h Hero) (map[string]any, error) {
	h, err := ParseHero(h)
	return map[string]any{"name": h.Name, "secret_name": h.SecretName, "age": h.Age.stored()}, err
}

// NewTeam wants a new team, which these heroes join.
func NewTeam(t Team, heroes []Name, isTraining bool) Create {
	links := make([]NewLink, len(heroes))
	for i, h := range heroes {
		links[i] = NewLink{Team: Created(0), Hero: Existing(h.ID), Training: isTraining}
	}
	return Create{Label: "New team " + strings.TrimSpace(t.Name) + joining(heroes), Teams: []Team{t}, Links: links, Names: heroes}
}

// NewHero wants a new hero, who joins these teams.
func NewHero(h Hero, teams []Name, isTraining bool) Create {
	links := make([]NewLink, len(teams))
	for i, t := range teams {
		links[i] = NewLink{Team: Existing(t.ID), Hero: Created(0), Training: isTraining}
	}
	return Create{Label: "New hero " + strings.TrimSpace(h.Name) + joining(teams), Heroes: []Hero{h}, Links: links, Names: teams}
}

// joining completes the label of a new row.
func joining(with []Name) string {
	switch {
	case len(with) == 0:
		return ""
	case len(with) == 1 && with[0].Table == teamTable:
		return " in " + with[0].Name
	case len(with) == 1:
		return " with " + with[0].Name
	}
	return fmt.Sprintf(" with %d memberships", len(with))
}
