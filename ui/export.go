package ui

import (
	"strings"

	"roster/data/model"
	"roster/data/query"
	"roster/internal/report"
	"roster/internal/safetext"
	"roster/ui/keymap"
	"roster/ui/transfer"
)

// exportSource returns the name of the database in an export.
func (a *App) exportSource() string {
	if a.opts.Demo {
		return "example data"
	}
	return a.title()
}

// exportParts returns what the screen offers to export.
func (a *App) exportParts() []transfer.ExportPart {
	parts := []transfer.ExportPart{
		{Label: a.style.Say("all teams"), Name: "roster"},
		{Label: "the matrix", Name: "matrix", Matrix: true},
		{Label: a.style.Say("who is in training"), Name: "training", Selection: report.Selection{Training: true}},
	}
	if t, ok := a.view().Team(); ok {
		parts = append(parts, transfer.ExportPart{
			Label: a.style.Say("the team ") + a.style.Name(t.Name, "team", t.ID), Name: fileName(t.Name),
			Selection: report.Selection{Teams: []model.ID{t.ID}},
		})
	}
	if part, ok := filteredPart(*a.view().FilterTarget(keymap.Filter).Query()); ok {
		parts = append(parts, part)
	}
	return parts
}

// filteredPart returns what a filter shows, and whether it is a part that can be exported.
func filteredPart(q query.Query) (transfer.ExportPart, bool) {
	part := transfer.ExportPart{Label: "what the filter shows", Name: "filtered"}
	part.Training = q.Status == query.OnlyTraining
	switch {
	case len(q.Filter) == 0, q.Status != query.AnyStatus && !part.Training:
		return part, false
	case q.List == query.Teams:
		part.Shown = &q
	case q.List == query.Members:
		part.Teams, part.Filter = []model.ID{q.Of}, q.Filter
	case q.List == query.Heroes:
		part.Filter = q.Filter
	default:
		return part, false
	}
	return part, true
}

// fileName returns a name as the name of a file on any system, without ending.
func fileName(name string) string {
	name = strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`/\:*?"<>|.~`, r) {
			return '-'
		}
		return r
	}, safetext.Cut(safetext.Line(name), 60))
	if name = strings.Trim(name, " -"); name == "" {
		return "team"
	}
	return name
}
