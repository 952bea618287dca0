package data_test

import (
	"roster/data/model"
	"roster/data/query"
)

// more is what a row may be sorted by beside its name, its id and its age.
type more struct {
	active, training int
	headquarters     any // nil, or a folded text
	field, heroField any // nil, a number, or a folded text
}

// count returns what the row has of what a sort counts.
func (m more) count(by query.Sort) int {
	switch by {
	case query.ByTraining:
		return m.training
	case query.ByCoverage:
		return m.active - 1 // the minimum that no field says
	}
	return m.active
}

// value returns what the row has of what a sort compares.
func (m more) value(by query.Sort) any {
	switch by {
	case query.ByHeadquarters:
		return m.headquarters
	case query.ByHeroField:
		return m.heroField
	}
	return m.field
}

// emptiness puts what is empty last, NULL behind empty texts.
func emptiness(v any) int {
	switch v {
	case nil:
		return 2
	case "":
		return 1
	}
	return 0
}

// row returns what a team or a hero may be sorted by.
func (m rowModel) row(list query.List, id model.ID, p person) more {
	all := more{field: p.field}
	for _, l := range m.links {
		if of := map[query.List]model.ID{query.Teams: l.key.TeamID, query.Heroes: l.key.HeroID}[list]; of != id {
			continue
		}
		if l.training {
			all.training++
		} else {
			all.active++
		}
	}
	if list == query.Teams {
		all.headquarters = m.folded(id)
	}
	return all
}

// link returns what a membership may be sorted by: the counts are those of its team, of which
// one that does not exist has none.
func (m rowModel) link(l link) more {
	all := m.row(query.Teams, l.key.TeamID, person{field: l.field})
	if _, exists := m.teams[l.key.TeamID]; !exists {
		all.active, all.training = 0, 0
	}
	all.heroField = m.heroes[l.key.HeroID].field
	return all
}

// folded returns where a team meets, as that sorts.
func (m rowModel) folded(team model.ID) any {
	if text, ok := m.headquarters[team]; ok {
		return folded(text)
	}
	return nil
}
