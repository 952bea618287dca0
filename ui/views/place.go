package views

import (
	"roster/data/model"
	"roster/data/query"
	"roster/ui/list"
)

// Place is somewhere to go, or to go back to.
type Place struct {
	View    int
	side    side
	Master  model.ID
	Detail  model.ID
	team    model.ID        // of the detail, in a list of several
	filters [2]list.Filters // of the left list, of the right one
}

// Matches returns the place of the teams or heroes that a filter shows.
func Matches(l query.List, terms []string) Place {
	p := Place{View: TeamsView, filters: [2]list.Filters{list.ByTerms(terms)}}
	if l == query.Heroes {
		p.View = HeroesView
	}
	return p
}

// PlaceOf returns the place of a team or a hero.
func PlaceOf(row model.Name) Place {
	if row.Table == model.HeroTable {
		return Place{View: HeroesView, Master: row.ID}
	}
	return Place{View: TeamsView, Master: row.ID}
}

// The numbers of the views: their keys, less one.
const (
	TeamsView = iota
	HeroesView
	MatrixView
	TrainingView
	HistoryView
)
