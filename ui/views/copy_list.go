package views

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"roster/data"
	"roster/data/model"
	"roster/ui/list"
)

// Table is the copy of a list: titles, then a line for each row.
type Table [][]string

// ReadTable reads a table in a command. What it returns is called when the answer is
// taken in: whether secret names are shown may not be asked before.
type ReadTable func(context.Context) (func() Table, error)

// maxCopied is how many cells are read to be copied: each takes a byte of the clipboard
// at least.
const maxCopied = 64 << 10

// canCopyList returns why a list can't be copied.
func canCopyList(p list.Pane) string {
	if p.IsEmpty() {
		return "There are no rows to copy."
	}
	return ""
}

// copyList copies the list that has the focus, as it is filtered and sorted.
func (v *listDetail[M, D]) copyList() tea.Cmd {
	if v.focus == leftSide {
		return v.host.CopyTable(tableOf(v.left, v.rowTitles, v.copyRow))
	}
	return v.host.CopyTable(tableOf(v.right, v.detailTitles, v.copyDetail))
}

// tableOf returns what reads a list, whose rows are copied as parts returns them.
func tableOf[R any, K comparable](l *list.List[R, K], titles []string, parts func(R) []string) ReadTable {
	read := l.ReadAll(maxCopied)
	return func(ctx context.Context) (func() Table, error) {
		rows, err := read(ctx)
		return func() Table {
			table, width := Table{titles}, 0
			for _, row := range rows {
				if l.IsPinned != nil && l.IsPinned(row) {
					continue
				}
				line := parts(row)
				table, width = append(table, line), max(width, len(line))
			}
			table[0] = titles[:min(width, len(titles))] // a masked secret is not copied
			return table
		}, err
	}
}

// copyTable copies the matrix, as it is filtered and sorted.
func (m *matrix) copyTable() tea.Cmd {
	readHeroes, readTeams, reader := m.heroes.ReadAll(maxCopied), m.teams.ReadAll(maxCopied), m.store.Reader()
	return m.host.CopyTable(func(ctx context.Context) (func() Table, error) {
		heroes, err := readHeroes(ctx)
		if err != nil {
			return nil, err
		}
		teams, err := readTeams(ctx)
		switch {
		case err != nil:
			return nil, err
		case len(heroes)*len(teams) > maxCopied:
			return nil, list.ErrTooMany
		}
		standings, err := reader.Standings(ctx, list.IDs(teams, m.teams.ID), list.IDs(heroes, m.heroes.ID))
		return func() Table { return matrixTable(heroes, teams, standings) }, err
	})
}

// matrixTable has the heroes down and the teams across.
func matrixTable(heroes []heroRow, teams []teamRow, standings map[model.LinkKey]model.Standing) Table {
	table := Table{{"hero"}}
	for _, t := range teams {
		table[0] = append(table[0], t.Name)
	}
	for _, h := range heroes {
		line := []string{h.Name}
		for _, t := range teams {
			text := ""
			if s := standings[model.LinkKey{TeamID: t.ID, HeroID: h.ID}]; s != model.Absent {
				text = s.String()
			}
			line = append(line, text)
		}
		table = append(table, line)
	}
	return table
}

// present returns the cells of a row to copy, and their titles, without the columns that the
// database does not have.
func present[R any](s *data.Store, titles []string, texts func(R) []string) ([]string, func(R) []string) {
	absent := func(at int) bool {
		switch titles[at] {
		case "headquarters":
			return !s.Reader().Has(model.TeamTable, "headquarters")
		case "age":
			return !s.Reader().Has(model.HeroTable, "age")
		case "secret name":
			return !s.Reader().Has(model.HeroTable, "secret_name")
		}
		return false
	}
	keep := func(all []string) []string {
		var kept []string
		for i, text := range all {
			if !absent(i) {
				kept = append(kept, text)
			}
		}
		return kept
	}
	return keep(titles), func(row R) []string { return keep(texts(row)) }
}
