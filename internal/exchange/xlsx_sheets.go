package exchange

import (
	"slices"

	"github.com/xuri/excelize/v2"

	"roster/data/model"
	"roster/internal/report"
)

// membershipRow is a membership, a team without one, or a hero on no team.
type membershipRow struct {
	team     *report.Team
	hero     *report.Hero
	training any
	fields   []string // of the membership
}

// fieldsOf returns what the row has in the fields of a table.
func (r membershipRow) fieldsOf(table string) []string {
	switch {
	case table == model.LinkTable:
		return r.fields
	case table == model.TeamTable && r.team != nil:
		return r.team.Fields
	case table == model.HeroTable && r.hero != nil:
		return r.hero.Fields
	}
	return nil
}

// membershipRows returns the rows in the order of the teams, then the heroes on no team.
func (w *xlsxWriter) membershipRows(yield func(membershipRow) bool) {
	for _, t := range w.Teams {
		if len(t.Members) == 0 && !yield(membershipRow{team: t}) {
			return
		}
		for _, m := range t.Members {
			if !yield(membershipRow{t, m.Hero, m.Standing == model.Training, m.LinkFields}) {
				return
			}
		}
	}
	for _, h := range w.Unassigned() {
		if !yield(membershipRow{hero: h}) {
			return
		}
	}
}

// memberships writes a row for each membership, each team without one, and each hero on
// no team. Ids are there only if names are not enough.
func (w *xlsxWriter) memberships() error {
	var columns []xlsxColumn[membershipRow]
	add := func(has bool, header string, width float64, value func(membershipRow) any) {
		if has {
			columns = append(columns, xlsxColumn[membershipRow]{header, width, value})
		}
	}
	ofTeam := func(has bool, header string, width float64, value func(*report.Team) any) {
		add(has, header, width, func(r membershipRow) any {
			if r.team == nil {
				return nil
			}
			return value(r.team)
		})
	}
	ofHero := func(has bool, header string, width float64, value func(*report.Hero) any) {
		add(has, header, width, func(r membershipRow) any {
			if r.hero == nil {
				return nil
			}
			return value(r.hero)
		})
	}
	ids := slices.ContainsFunc(w.Teams, func(t *report.Team) bool { return t.SameName || t.Name == "" }) ||
		slices.ContainsFunc(w.Heroes, func(h *report.Hero) bool { return h.SameName || h.Name == "" || h.Missing })
	ofTeam(true, "team", 24, func(t *report.Team) any { return sheetText(t.Name) })
	ofTeam(w.HasHeadquarters, "headquarters", 28, func(t *report.Team) any { return sheetText(t.Headquarters) })
	ofHero(true, "hero", 28, func(h *report.Hero) any { return sheetText(h.Name) })
	ofHero(w.HasSecrets, "secret_name", 28, func(h *report.Hero) any { return sheetText(h.SecretName) })
	ofHero(w.HasAges, "age", 8, func(h *report.Hero) any { return sheetNumber(h.Age.Text) })
	add(true, "is_training", 14, func(r membershipRow) any { return r.training })
	ofTeam(ids, "team_id", 10, func(t *report.Team) any { return sheetID(t.ID) })
	ofHero(ids, "hero_id", 10, func(h *report.Hero) any { return sheetID(h.ID) })
	for _, c := range fieldsOfTables() {
		for i, name := range w.Fields[c.table] {
			c.name = name
			add(true, EscapeFormulas(c.header()), 18, func(r membershipRow) any {
				fields := r.fieldsOf(c.table)
				if i >= len(fields) {
					return nil
				}
				return w.value(w.Kinds[c.table][i], fields[i])
			})
		}
	}
	return writeSheet(w, columns, w.membershipRows)
}

// matrixRow is a hero with their standing in each team.
type matrixRow struct {
	hero      *report.Hero
	standings []model.Standing
}

// matrix writes the heroes down and the teams across, in colours and with signs.
func (w *xlsxWriter) matrix() error {
	columns := []xlsxColumn[matrixRow]{
		{w.Words.Say("hero"), 28, func(r matrixRow) any { return sheetText(r.hero.Label()) }},
	}
	for i, t := range w.Teams {
		badge := func(r matrixRow) any { return w.badge(r.standings[i]) }
		columns = append(columns, xlsxColumn[matrixRow]{sheetText(t.Label()), 16, badge})
	}
	return writeSheet(w, columns, func(yield func(matrixRow) bool) {
		for _, h := range w.Heroes {
			if !yield(matrixRow{h, w.Standings(h)}) {
				return
			}
		}
	})
}

// badge returns the cell of a standing.
func (w *xlsxWriter) badge(s model.Standing) any {
	switch s {
	case model.Active:
		return excelize.Cell{StyleID: w.active, Value: "● " + w.Words.Standing(s)}
	case model.Training:
		return excelize.Cell{StyleID: w.training, Value: "◐ " + w.Words.Standing(s)}
	}
	return nil
}

// teams writes how many each team has.
func (w *xlsxWriter) teams() error {
	columns := []xlsxColumn[*report.Team]{
		{w.Words.Say("team"), 28, func(t *report.Team) any { return sheetText(t.Label()) }},
		{"headquarters", 28, func(t *report.Team) any { return sheetText(t.Headquarters) }},
		{w.Words.Say("active"), 10, func(t *report.Team) any { return t.Tally.Active }},
		{w.Words.Say("training"), 10, func(t *report.Team) any { return t.Tally.Training }},
		{"members", 10, func(t *report.Team) any { return t.Tally.Total() }},
		{"coverage", 18, w.coverage},
	}
	if !w.HasHeadquarters {
		columns = slices.Delete(columns, 1, 2)
	}
	return writeSheet(w, columns, slices.Values(w.Teams))
}

// coverage returns the cell that says whether a team has enough actives.
func (w *xlsxWriter) coverage(t *report.Team) any {
	if t.Covered() {
		return excelize.Cell{StyleID: w.centre, Value: "covered"}
	}
	return excelize.Cell{StyleID: w.alert, Value: "▲ understaffed"}
}
