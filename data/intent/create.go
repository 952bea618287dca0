package intent

import (
	"context"
	"fmt"
	"strings"

	"roster/data/change"
	"roster/data/field"
	"roster/data/internal/sqldb"
	"roster/data/model"
)

// Ref points to a team or a hero: one that exists, or one that the same change
// creates.
type Ref struct {
	id      model.ID
	created int // the place among the created ones, from 1; 0 for one that exists
}

// Existing returns the reference to the row with this id.
func Existing(id model.ID) Ref { return Ref{id: id} }

// Created returns the reference to the n-th team or hero, counted from 0, of
// the same [Create].
func Created(n int) Ref { return Ref{created: n + 1} }

// NewLink is a membership to be created.
type NewLink struct {
	Team, Hero Ref
	Standing   model.Standing
}

// Create creates teams, heroes and memberships, in one change. The database gives the IDs of
// the teams and heroes. Existing names are repeated in Names, so that an ID that was reused is
// noticed.
type Create struct {
	Label  string
	new    string       // what is said before the label, in the words of the tutorial
	Teams  []model.Team // the id is ignored
	Heroes []model.Hero // the id is ignored
	Links  []NewLink
	Names  []model.Name
	// What each of them has in its fields.
	TeamFields, HeroFields, LinkFields []field.Typed
}

func (w Create) plan(ctx context.Context, pl *Planner) (Plan, error) {
	p := Plan{Change: change.Change{Label: pl.db.Words.Say(w.new) + w.Label, Names: w.Names}}
	cat := pl.db.Catalog()
	further, err := w.typedFields(ctx, pl, cat)
	if err != nil {
		return p, err
	}
	add := func(name string, values map[string]any) error {
		t := cat.Table(name)
		row := t.NewRow()
		for column, v := range values {
			if text, ok := v.(string); ok {
				v = t.Text(column, text)
			}
			if err := t.Put(row, column, v); err != nil {
				return err
			}
		}
		p.Change.Edits = append(p.Change.Edits, change.Edit{Table: name, After: row})
		return fillRow(cat, t, row, further[name])
	}
	for _, t := range w.Teams {
		values, err := teamValues(t)
		if err != nil {
			return p, err
		}
		if err := add(model.TeamTable, values); err != nil {
			return p, err
		}
	}
	for _, h := range w.Heroes {
		values, err := heroValues(h)
		if err != nil {
			return p, err
		}
		if err := add(model.HeroTable, values); err != nil {
			return p, err
		}
	}
	for _, l := range w.Links {
		team, hero := l.Team.value(0, len(w.Teams)), l.Hero.value(len(w.Teams), len(w.Heroes))
		if team == nil || hero == nil {
			return p, fmt.Errorf("data: a link refers to a row that the change does not create")
		}
		err := add(model.LinkTable, map[string]any{
			"team_id": team, "hero_id": hero, "is_training": pl.db.Engine.Flag(l.Standing == model.Training),
		})
		if err != nil {
			return p, err
		}
	}
	return p, nil
}

// typedFields returns what was typed into the fields, by the table.
func (w Create) typedFields(ctx context.Context, pl *Planner, cat *sqldb.Catalog) (map[string]map[int]any, error) {
	values := map[string]map[int]any{}
	for name, typed := range map[string][]field.Typed{model.TeamTable: w.TeamFields, model.HeroTable: w.HeroFields,
		model.LinkTable: w.LinkFields} {
		var err error
		if values[name], err = pl.typedValues(ctx, cat, cat.Table(name), typed); err != nil {
			return nil, err
		}
	}
	return values, nil
}

// value returns the ID, or a placeholder until the database gives it; nil if the reference is
// invalid. The created rows are count edits from first.
func (r Ref) value(first, count int) any {
	switch {
	case r.created == 0:
		return r.id.Stored()
	case r.created > count:
		return nil
	}
	return model.PendingID(first + r.created - 1)
}

// teamValues returns the columns of a team as the user typed them.
func teamValues(t model.Team) (map[string]any, error) {
	t, err := model.ParseTeam(t)
	return map[string]any{"name": t.Name, "headquarters": t.Headquarters}, err
}

// heroValues returns the columns of a hero as the user typed them.
func heroValues(h model.Hero) (map[string]any, error) {
	h, err := model.ParseHero(h)
	return map[string]any{"name": h.Name, "secret_name": h.SecretName, "age": h.Age.Stored()}, err
}

// NewTeam creates a team that these heroes join.
func NewTeam(t model.Team, heroes []model.Name, standing model.Standing) Create {
	links := make([]NewLink, len(heroes))
	for i, h := range heroes {
		links[i] = NewLink{Team: Created(0), Hero: Existing(h.ID), Standing: standing}
	}
	return Create{
		new: "New team ", Label: strings.TrimSpace(t.Name) + joiningLabel(heroes), Teams: []model.Team{t},
		Links: links, Names: heroes,
	}
}

// NewHero creates a hero who joins these teams.
func NewHero(h model.Hero, teams []model.Name, standing model.Standing) Create {
	links := make([]NewLink, len(teams))
	for i, t := range teams {
		links[i] = NewLink{Team: Existing(t.ID), Hero: Created(0), Standing: standing}
	}
	return Create{
		new: "New hero ", Label: strings.TrimSpace(h.Name) + joiningLabel(teams), Heroes: []model.Hero{h},
		Links: links, Names: teams,
	}
}

// joiningLabel completes the label of a new row.
func joiningLabel(with []model.Name) string {
	switch {
	case len(with) == 0:
		return ""
	case len(with) == 1 && with[0].Table == model.TeamTable:
		return " in " + with[0].Name
	case len(with) == 1:
		return " with " + with[0].Name
	}
	return fmt.Sprintf(" with %d memberships", len(with))
}
