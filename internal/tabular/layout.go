package tabular

import (
	"regexp"
	"slices"
	"strings"
)

// sheetRow is a row of the sample.
type sheetRow struct {
	line  int
	cells []string
}

// findShape decides the layout of the table from its first rows.
func (u *Understanding) findShape(rows []sheetRow, known bool) {
	if answer := u.o.Answers["shape"]; answer != "" {
		u.Shape = Shape(answer)
		u.chooseColumns(rows)
		return
	}
	u.Shape = List
	switch {
	case width(rows) <= 1 && len(u.Columns) <= 1 && !u.has(Team):
		u.Shape = Names
	case u.isMatrix(rows):
		u.matrixShape()
		u.chooseColumns(rows)
	case u.hasPerson() && !u.has(Team):
		u.numberedTeams()
	case !known && u.looksLikeGroups(rows):
		u.Shape = Groups
		u.chooseColumns(rows)
	}
}

func width(rows []sheetRow) int {
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

// key returns the column that names the rows of a matrix: of people, of teams, or an unknown
// one.
func (u *Understanding) key() (Column, bool) {
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
func (u *Understanding) isMatrix(rows []sheetRow) bool {
	if u.hasPerson() && u.has(Team) || u.has(Status) || u.has(IsTraining) || u.has(IsActive) {
		return false
	}
	key, ok := u.key()
	if !ok || key.Field == LeftOut && signs(u.o, rows, key.at) != notSigns {
		return false
	}
	n := 0
	for _, c := range u.Columns {
		if c.Field == LeftOut && c.Why == notKnown && c.at != key.at && signs(u.o, rows, c.at) == allSigns {
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

func signs(o Options, rows []sheetRow, at int) int {
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

// matrixShape decides whether teams or people are columns, or adds a question.
func (u *Understanding) matrixShape() {
	key, _ := u.key()
	switch {
	case key.Field == Team:
		u.Shape = PeopleAcross
	case key.Field != LeftOut:
		u.Shape = TeamsAcross
	default:
		u.Shape = TeamsAcross
		u.ask(Question{ID: "shape", Required: true, Text: u.say("What is across the top of the table: teams, or people?"), Choices: []Choice{
			{string(TeamsAcross), u.say("teams across, people down")}, {string(PeopleAcross), u.say("people across, teams down")}, {string(List), u.say("neither: a row is a person")},
		}})
	}
}

// chooseColumns gives the columns of a matrix, or of groups, their meaning.
func (u *Understanding) chooseColumns(rows []sheetRow) {
	switch u.Shape {
	case TeamsAcross, PeopleAcross:
		key, _ := u.key()
		for i := range u.Columns {
			c := &u.Columns[i]
			switch {
			case c.at == key.at && c.Field == LeftOut:
				c.Field, c.Why = Hero, ""
				if u.Shape == PeopleAcross {
					c.Field = Team
				}
			case c.Field == LeftOut && c.Why == notKnown && signs(u.o, rows, c.at) == allSigns:
				c.Why = ""
				u.teams = append(u.teams, *c)
			}
		}
	case Groups:
		for i := range u.Columns {
			if c := &u.Columns[i]; c.Header != "" && c.Why != asSaid {
				c.Field, c.Why = LeftOut, ""
				u.teams = append(u.teams, *c)
			}
		}
	}
}

var groupName = regexp.MustCompile(`(?i)^(team|group|squad|club|crew|unit|class|table|cohort|section|gruppe|equipe|équipe)\b`)

// looksLikeGroups reports whether each column is a team with names below: they end at
// different rows, or are called group or team, and no name is in a column twice.
func (u *Understanding) looksLikeGroups(rows []sheetRow) bool {
	if len(u.Columns) < 2 || len(rows) == 0 {
		return false
	}
	named, ragged := true, false
	for _, c := range u.Columns {
		if c.Why == asSaid {
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
func (u *Understanding) numberedTeams() {
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
