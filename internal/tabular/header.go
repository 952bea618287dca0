package tabular

import (
	"slices"
	"strings"

	"roster/internal/fold"
)

// synonyms are the usual names of the fields, as [headerKey] returns them.
var synonyms = map[Field][]string{
	Hero: {
		"hero", "name", "heroname", "fullname", "person", "people", "personname", "member", "membername",
		"player", "playername", "participant", "volunteer", "attendee", "athlete", "employee",
		"displayname", "names", "nom", "nombre", "naam", "navn", "mitglied", "members", "players",
		"participants", "volunteers", "mitglieder",
	},
	FirstName:  {"firstname", "first", "givenname", "forename", "vorname", "prenom"},
	LastName:   {"lastname", "last", "surname", "familyname", "nachname", "familienname"},
	SecretName: {"secretname", "codename", "alias", "aka", "nickname", "secret"},
	Age:        {"age", "ageyears", "ageinyears", "years", "alter"},
	HeroID:     {"heroid", "personid", "memberid", "playerid"},
	Team: {
		"team", "teamname", "squad", "squadname", "group", "groupname", "club", "clubname", "crew", "unit",
		"section", "department", "mannschaft", "gruppe", "equipe", "equipo", "squadra",
	},
	Headquarters: {"headquarters", "headquarter", "hq", "place", "base", "homebase", "location", "site", "standort"},
	TeamID:       {"teamid", "squadid", "groupid", "clubid"},
	Standing:     {"status", "state", "standing", "membership", "statut", "estado", "stato"},
	IsTraining: {
		"istraining", "training", "trainee", "istrainee", "intraining", "ausbildung", "inausbildung",
		"enformation", "probation", "onprobation", "probationary",
	},
	IsActive: {
		"active", "isactive", "qualified", "isqualified", "aktiv", "trained", "istrained", "fullytrained",
		"certified", "iscertified", "ausgebildet", "qualifiziert",
	},
}

// pluralHeaders are the names of the column of people that may have several in a cell.
var pluralHeaders = []string{"members", "people", "names", "players", "participants", "volunteers", "mitglieder"}

// headerKey returns a header without regard to case, accents, spaces, _, - and what is in
// brackets.
func headerKey(header string) string {
	header, _, _ = strings.Cut(header, "(")
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" :*#?", r) {
			return -1
		}
		return r
	}, fold.Name(clean(header)))
}

// fieldOf returns the field that a header names, or "" if it is not known.
func fieldOf(header string, o Options) Field {
	key := headerKey(header)
	for column, field := range o.Map {
		if headerKey(column) == key || column == header {
			return field
		}
	}
	if key == "" {
		return ""
	}
	for _, c := range o.Custom {
		_, name, _ := strings.Cut(string(c.Name), ".")
		if headerKey(string(c.Name)) == key || headerKey(name) == key {
			return c.Name
		}
	}
	for field, words := range o.Words {
		if slices.ContainsFunc(words, func(word string) bool { return headerKey(word) == key }) {
			return field
		}
	}
	for field, names := range synonyms {
		if slices.Contains(names, key) {
			return field
		}
	}
	return ""
}

// findHeader returns which of the first rows is the header, and whether it has a column
// that is known; -1 if there are no rows.
func findHeader(rows []sampleRow, o Options) (at int, known bool) {
	best := 0
	at = -1
	for i, r := range rows[:min(len(rows), 20)] {
		fields := map[Field]bool{}
		for _, cell := range r.cells {
			if f := fieldOf(cell, o); f != "" {
				fields[f] = true
			}
		}
		names := fields[Hero] || fields[FirstName] || fields[LastName] || fields[HeroID] ||
			fields[Team] || fields[TeamID] || hasMappedColumn(r.cells, o)
		// If the name is merged with the cell below it, the teams are in the lower row.
		isLower := at >= 0 && i == at+1 && len(fields) == best && countFilled(r.cells) > countFilled(rows[at].cells)
		if names && (len(fields) > best || isLower) {
			at, best = i, len(fields)
		}
	}
	if at >= 0 {
		return at, true
	}
	// Without a known column it is the first row that is as wide as most are.
	widths := map[int]int{}
	for _, r := range rows {
		widths[len(r.cells)]++
	}
	usual := 0
	for width, n := range widths {
		if n > widths[usual] || n == widths[usual] && width > usual {
			usual = width
		}
	}
	return slices.IndexFunc(rows, func(r sampleRow) bool { return countFilled(r.cells) >= min(2, usual) }), false
}

// hasMappedColumn reports whether the user said what one of the headers means.
func hasMappedColumn(cells []string, o Options) bool {
	for _, cell := range cells {
		for column, field := range o.Map {
			if field != LeftOut && field != NewField && clean(cell) != "" && headerKey(column) == headerKey(cell) {
				return true
			}
		}
	}
	return false
}

func countFilled(cells []string) int {
	n := 0
	for _, cell := range cells {
		if clean(cell) != "" {
			n++
		}
	}
	return n
}

// mapColumns determines what the columns mean. Of several columns for a field one is used.
func (u *Analysis) mapColumns(width int) {
	for at := range width {
		header := ""
		if at < len(u.headerCells) {
			header = clean(u.headerCells[at])
		}
		c := Column{Header: header, at: at, Field: fieldOf(header, u.o)}
		switch {
		case header == "":
			c.Field, c.Why = LeftOut, "it has no name"
		case c.Field == "":
			c.Field, c.Why = LeftOut, notKnown
		case c.Field == LeftOut:
			c.Why = asMapped
		}
		if c.Why == notKnown && isTotal(header) {
			c.Why = "it is a total"
		}
		u.Columns = append(u.Columns, c)
	}
	for _, f := range []Field{Hero, Team} {
		if header := u.o.Answers["map:"+string(f)]; header != "" {
			u.mapColumn(header, f)
		}
	}
	u.resolveDuplicates()
	u.preferWhole()
	for i, c := range u.Columns {
		for _, custom := range u.o.Custom {
			if custom.Name == c.Field {
				u.Columns[i].kind = custom.Kind
			}
		}
	}
}

// mapColumn gives the column with a header its field, which no other one keeps.
func (u *Analysis) mapColumn(header string, f Field) {
	for i := range u.Columns {
		switch c := &u.Columns[i]; {
		case c.Header == header:
			c.Field, c.Why = f, ""
		case c.Field == f:
			c.Field, c.Why = LeftOut, notKnown
		}
	}
}

// resolveDuplicates leaves out columns of a field that another column has, by a name that is
// more usual for it. Several columns may be the team if the user says so.
func (u *Analysis) resolveDuplicates() {
	first := map[Field]int{}
	for i := range u.Columns {
		c := &u.Columns[i]
		if c.Field == LeftOut || c.Field == NewField {
			continue
		}
		at, twice := first[c.Field]
		if !twice {
			first[c.Field] = i
			continue
		}
		if c.Field == Team && synonymRank(*c) < 0 && synonymRank(u.Columns[at]) < 0 {
			continue
		}
		loser := c
		if synonymRank(*c) < synonymRank(u.Columns[at]) {
			loser, first[c.Field] = &u.Columns[at], i
		}
		loser.Why = u.say("another column is the " + fieldLabel(loser.Field) + " already")
		loser.Field = LeftOut
	}
}

// synonymRank returns how usual the header of a column is for its field, the lower the more.
func synonymRank(c Column) int {
	if at := slices.Index(synonyms[c.Field], headerKey(c.Header)); at >= 0 {
		return at
	}
	return -1 // as the user said
}

// preferWhole leaves out the parts of a name if a column has all of it, and all but one of
// the columns that say who is in training.
func (u *Analysis) preferWhole() {
	u.prefer(Hero, FirstName, LastName)
	u.prefer(IsTraining, Standing, IsActive)
	u.prefer(Standing, IsActive)
}

func (u *Analysis) prefer(keep Field, leave ...Field) {
	if !u.has(keep) {
		return
	}
	for i := range u.Columns {
		if c := &u.Columns[i]; slices.Contains(leave, c.Field) {
			c.Field, c.Why = LeftOut, u.say("another column is the "+fieldLabel(keep)+" already")
		}
	}
}

// fieldLabel returns what a field is called in a message.
func fieldLabel(f Field) string {
	switch f {
	case Hero:
		return "name"
	case Standing, IsTraining, IsActive:
		return "status"
	}
	return strings.ReplaceAll(string(f), "_", " ")
}
