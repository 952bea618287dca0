package tabular

import (
	"regexp"
	"slices"
	"strings"
)

// sampleRow is a row of the sample.
type sampleRow struct {
	line  int
	cells []string
}

// detectLayout decides the layout of the table from its first rows.
func (u *Analysis) detectLayout(rows []sampleRow, known bool) {
	if answer := u.o.Answers["shape"]; answer != "" {
		u.Layout = Layout(answer)
		u.chooseColumns(rows)
		return
	}
	u.Layout = List
	switch {
	case tableWidth(rows) <= 1 && len(u.Columns) <= 1 && !u.has(Team):
		u.Layout = Names
	case u.isMatrix(rows):
		u.matrixLayout()
		u.chooseColumns(rows)
	case u.hasPerson() && !u.has(Team):
		u.numberedTeams()
	case !known && u.looksLikeGroups(rows):
		u.Layout = Groups
		u.chooseColumns(rows)
	}
}

func tableWidth(rows []sampleRow) int {
	most := 0
	for _, r := range rows {
		for at, cell := range r.cells {
			if clean(cell) != "" {
				most = max(most, at+1)
			}
		}
	}
	return most
}

// rowHeader returns the column that names the rows of a matrix: of people, of teams, or an unknown
// one.
func (u *Analysis) rowHeader() (Column, bool) {
	for _, f := range []Field{Hero, LastName, FirstName, Team} {
		if c, ok := u.column(f); ok {
			return c, true
		}
	}
	if len(u.Columns) > 0 && u.Columns[0].Field == LeftOut {
		return u.Columns[0], true
	}
	return Column{}, false
}

// isMatrix reports whether at least two columns contain only signs, and there is no status or
// team column.
func (u *Analysis) isMatrix(rows []sampleRow) bool {
	if u.hasPerson() && u.has(Team) || u.has(Standing) || u.has(IsTraining) || u.has(IsActive) {
		return false
	}
	key, ok := u.rowHeader()
	if !ok || key.Field == LeftOut && columnSigns(u.o, rows, key.at) != notSigns {
		return false
	}
	n := 0
	for _, c := range u.Columns {
		if c.Field == LeftOut && c.Why == notKnown && c.at != key.at && columnSigns(u.o, rows, c.at) == allSigns {
			n++
		}
	}
	return n > 1
}

// Kinds of columns, by their cells.
const (
	noCells = iota
	allSigns
	notSigns
)

func columnSigns(o Options, rows []sampleRow, at int) int {
	is := noCells
	for _, r := range rows {
		cell := ""
		if at < len(r.cells) {
			cell = clean(r.cells[at])
		}
		switch {
		case cell == "":
		case !looksLikeSign(o, cell):
			return notSigns
		default:
			is = allSigns
		}
	}
	return is
}

// matrixLayout decides whether teams or people are columns, or adds a question.
func (u *Analysis) matrixLayout() {
	key, _ := u.rowHeader()
	switch {
	case key.Field == Team:
		u.Layout = PeopleAcross
	case key.Field != LeftOut:
		u.Layout = TeamsAcross
	default:
		u.Layout = TeamsAcross
		u.ask(Question{
			ID: "shape", Required: true, Text: u.say("What is across the top of the table: teams, or people?"),
			Choices: []Choice{
				{string(TeamsAcross), u.say("teams across, people down")},
				{string(PeopleAcross), u.say("people across, teams down")},
				{string(List), u.say("neither: a row is a person")},
			},
		})
	}
}

// chooseColumns gives the columns of a matrix, or of groups, their meaning.
func (u *Analysis) chooseColumns(rows []sampleRow) {
	switch u.Layout {
	case TeamsAcross, PeopleAcross:
		key, _ := u.rowHeader()
		for i := range u.Columns {
			c := &u.Columns[i]
			switch {
			case c.at == key.at && c.Field == LeftOut:
				c.Field, c.Why = Hero, ""
				if u.Layout == PeopleAcross {
					c.Field = Team
				}
			case c.Field == LeftOut && c.Why == notKnown && columnSigns(u.o, rows, c.at) == allSigns:
				c.Why = ""
				u.teams = append(u.teams, *c)
			}
		}
	case Groups:
		for i := range u.Columns {
			if c := &u.Columns[i]; c.Header != "" && c.Why != asMapped {
				c.Field, c.Why = LeftOut, ""
				u.teams = append(u.teams, *c)
			}
		}
	}
}

var groupName = regexp.MustCompile(
	`(?i)^(team|group|squad|club|crew|unit|class|table|cohort|section|gruppe|equipe|équipe)\b`)

// looksLikeGroups reports whether each column is a team with names below: they end at
// different rows, or are called group or team, and no name is in a column twice.
func (u *Analysis) looksLikeGroups(rows []sampleRow) bool {
	if len(u.Columns) < 2 || len(rows) == 0 {
		return false
	}
	named, ragged := true, false
	for _, c := range u.Columns {
		if c.Why == asMapped {
			continue
		}
		if c.Header == "" || c.Why != notKnown {
			return false
		}
		named = named && groupName.MatchString(c.Header)
		seen, ended := map[string]bool{}, false
		for _, r := range rows {
			cell := ""
			if c.at < len(r.cells) {
				cell = clean(r.cells[c.at])
			}
			if cell == "" {
				ended = true
				continue
			}
			if ended || seen[cell] || !isName(cell) {
				return false
			}
			seen[cell] = true
		}
		ragged = ragged || ended
	}
	return named || ragged
}

var numberedTeam = regexp.MustCompile(`^(.*?)[ _#]*[1-9]$`)

// numberedTeams makes several columns the team if they are called Team 1, Team 2, and so on.
func (u *Analysis) numberedTeams() {
	for i := range u.Columns {
		c := &u.Columns[i]
		name := numberedTeam.FindStringSubmatch(c.Header)
		if c.Why == notKnown && name != nil && slices.Contains(synonyms[Team], headerKey(name[1])) {
			c.Field, c.Why = Team, ""
		}
	}
}

// isName reports whether a cell can be the name of a person.
func isName(cell string) bool {
	return len(cell) > 1 && len(cell) < 100 && !strings.ContainsAny(cell, "@0123456789/:\n") && !isNothing(cell)
}
