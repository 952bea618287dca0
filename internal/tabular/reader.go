package tabular

import (
	"slices"
	"strings"

	"roster/internal/infile"
	"roster/internal/sheet"
)

// reader turns rows into entries. What it can't read goes to the tally.
type reader struct {
	u      *Analysis
	tally  *tally
	begun  bool
	filled map[Field]bool   // the fields that are filled down
	above  map[Field]string // what is above in those
	row    int              // how many rows were read
	line   int
	cells  []string
	custom []string
	ofTeam []Column // the columns that name teams
	people bool     // a cell may have several people
	named  []string // the teams of the row
}

// read yields the entries of a row, and reports whether to go on.
func (r *reader) read(row sheet.Row, yield func(Entry) bool) bool {
	if r.row++; r.row <= r.u.skip {
		return true
	}
	r.cells, r.line, r.tally.row = row.Cells, row.Line, r.row
	if !r.begun {
		r.begun, r.above, r.filled, r.ofTeam = true, map[Field]string{}, map[Field]bool{}, r.u.teamColumns()
		r.people = r.u.mayHaveSeveral()
		for question, answer := range r.u.o.Answers {
			if f, ok := strings.CutPrefix(question, "fill-down:"); ok && answer == "yes" {
				r.filled[Field(f)] = true
			}
		}
		if !r.emitHeaderTeams(yield) {
			return false
		}
	}
	if r.u.Header > 0 && slices.Equal(row.Cells, r.u.headerCells) {
		return true // the header again, as at the top of a page
	}
	if isTotals(row.Cells) {
		r.tally.remark("line %d was left out: it has totals", r.line)
		return true
	}
	switch r.u.Layout {
	case TeamsAcross, PeopleAcross:
		return r.matrix(yield)
	case Groups:
		return r.groups(yield)
	}
	return r.list(yield)
}

// emitHeaderTeams yields what the header of a matrix or of groups names, so that teams without
// members are included.
func (r *reader) emitHeaderTeams(yield func(Entry) bool) bool {
	for _, c := range r.u.teams {
		e := Entry{Line: r.u.Header, Team: c.Header}
		if r.u.Layout == PeopleAcross {
			e = Entry{Line: r.u.Header, Hero: c.Header}
		}
		if !r.emit(e, yield) {
			return false
		}
	}
	return true
}

// emit counts an entry, and yields it.
func (r *reader) emit(e Entry, yield func(Entry) bool) bool {
	r.tally.count(e)
	return yield(e)
}

// cell returns the value of a field in the row. If it is empty, it is that of the row above, if
// the column is filled down, or else the default.
func (r *reader) cell(f Field) string {
	text := r.raw(f)
	if r.filled[f] {
		if text == "" {
			text = r.above[f]
		}
		r.above[f] = text
	}
	if text == "" {
		text = r.u.o.Default[f]
	}
	return text
}

// list reads a row that is a person, a team, or a membership.
func (r *reader) list(yield func(Entry) bool) bool {
	e := r.person()
	hasPerson := e.Hero != "" || e.HeroID != ""
	if e.Hero != "" && r.u.has(Team) {
		r.countTeams()
		if r.people {
			r.tally.inPeople.add(e.Hero)
		}
	}
	teams := r.teams()
	e.TeamID = r.number(TeamID)
	hasTeam := len(teams) > 0 || e.TeamID != ""
	if hasTeam {
		e.Headquarters = r.cell(Headquarters)
	}
	if !hasPerson && !hasTeam {
		return true
	}
	if hasPerson && hasTeam {
		e.Standing = r.standing()
	}
	if e.Standing == None {
		teams, e.TeamID, e.Headquarters, e.Standing, hasTeam = nil, "", "", Unknown, false
	}
	if hasPerson && !hasTeam {
		r.tally.onNoTeam++
	}
	names := split(nil, e.Hero, r.u.o.Answers["split-people"])
	if len(names) < 2 {
		return r.emitTeams(e, teams, yield)
	}
	for _, name := range names {
		member := e
		member.Hero = name
		r.readSign(&member)
		if !r.emitTeams(member, teams, yield) {
			return false
		}
	}
	return true
}

// emitTeams yields an entry for each team, or one without a team.
func (r *reader) emitTeams(e Entry, teams []string, yield func(Entry) bool) bool {
	if len(teams) == 0 {
		return r.emit(e, yield)
	}
	for _, e.Team = range teams {
		if !r.emit(e, yield) {
			return false
		}
	}
	return true
}

// countTeams counts the cells of the row's teams.
func (r *reader) countTeams() {
	if len(r.ofTeam) == 1 { // of several, some are always empty
		r.tally.team(r.at(r.ofTeam[0]))
		return
	}
	for _, c := range r.ofTeam {
		r.tally.inTeams.add(r.at(c))
	}
}

// teams returns the teams that the row names, until the next row.
func (r *reader) teams() []string {
	r.named = r.named[:0]
	for i, c := range r.ofTeam {
		cell := r.cell(Team)
		if i > 0 {
			cell = r.at(c)
		}
		r.named = split(r.named, cell, r.u.o.Answers["split"])
	}
	return r.named
}

// readSign takes the standing out of a name: Ann (T) is Ann, in training.
func (r *reader) readSign(e *Entry) {
	name, sign, ok := strings.Cut(strings.TrimSuffix(e.Hero, ")"), "(")
	if ok && strings.HasSuffix(e.Hero, ")") {
		if s, known := r.u.standingOf(clean(sign), ""); known && s != None && s != Unknown {
			e.Hero, e.Standing = clean(name), s
			r.tally.saidInNames++
			return
		}
	}
	r.tally.unsaid++
}

// at returns the value of a column in the row.
func (r *reader) at(c Column) string {
	if c.at < len(r.cells) {
		return Value(r.cells[c.at])
	}
	return ""
}

// raw returns the value of a field in the row alone.
func (r *reader) raw(f Field) string {
	if c, ok := r.u.column(f); ok {
		return r.at(c)
	}
	return ""
}

// split appends the parts of a cell's value that are not in parts yet. answer is what is between
// them, or "no" or "" if the cell is one part.
func split(parts []string, cell, answer string) []string {
	add := func(part string) {
		if part != "" && !slices.Contains(parts, part) {
			parts = append(parts, part)
		}
	}
	separator := strings.TrimSpace(answer)
	if answer == "\n" {
		separator = answer
	}
	if separator == "" || separator == "no" {
		add(cell)
		return parts
	}
	for part := range strings.SplitSeq(cell, separator) {
		add(Value(part))
	}
	return parts
}

// person reads the person of a row.
func (r *reader) person() Entry {
	e := Entry{Line: r.line, Hero: r.name(), HeroID: r.number(HeroID)}
	if e.Hero == "" && e.HeroID == "" {
		return e
	}
	e.SecretName = r.cell(SecretName)
	e.Age = r.age()
	e.Custom = r.customs()
	return e
}

// name returns the name of the person: a column of its own, or first and last name.
func (r *reader) name() string {
	if r.u.has(Hero) {
		if c, _ := r.u.column(Hero); c.at < len(r.cells) && clean(r.cells[c.at]) != "" && Value(r.cells[c.at]) == "" {
			r.tally.remark("line %d: %q was not taken for a name", r.line, infile.Short(clean(r.cells[c.at])))
		}
		return r.cell(Hero)
	}
	return clean(r.cell(FirstName) + " " + r.cell(LastName))
}

// number returns the whole number in a column of ids, which may be texts if the options say so.
func (r *reader) number(f Field) string {
	cell := r.cell(f)
	if cell == "" || r.u.o.TextIDs {
		return cell
	}
	n, ok := parseWhole(cell)
	if !ok {
		r.tally.problem(r.line, "%s %q is not a whole number", r.u.say(fieldLabel(f)), infile.Short(cell))
	}
	return n
}

func (r *reader) age() string {
	cell := r.cell(Age)
	if cell == "" {
		return ""
	}
	n, ok := parseWhole(cell)
	if !ok {
		r.tally.age(r.line, cell)
	}
	return n
}

// standing returns the standing of the membership in the row.
func (r *reader) standing() CellStanding {
	for _, f := range []Field{IsTraining, Standing, IsActive} {
		if !r.u.has(f) && r.u.o.Default[f] == "" {
			continue
		}
		sign := r.cell(f)
		s, known := r.u.standingOf(sign, f)
		if !known {
			r.tally.sign(sign, f, r.line)
		}
		if sign == "" {
			r.tally.unsaid++
		}
		return s
	}
	return Unknown
}

// customs returns the values of the custom fields.
func (r *reader) customs() []string {
	r.custom = r.custom[:0]
	for _, c := range r.u.Columns {
		if !isCustom(c.Field) {
			continue
		}
		cell := r.cell(c.Field)
		ok := true
		if cell != "" {
			switch c.kind {
			case Number:
				if n, isWhole := parseWhole(cell); isWhole {
					cell = n
				}
			case Flag:
				cell, ok = parseFlag(cell)
			case Date:
				cell, ok = r.date(cell)
			}
		}
		if !ok {
			r.tally.problem(r.line, "%s %q can't be read", infile.Short(c.Header), infile.Short(r.raw(c.Field)))
		}
		r.custom = append(r.custom, cell)
	}
	return r.custom
}

func (r *reader) date(cell string) (string, bool) {
	iso, order, ok := parseDate(cell, r.u.monthFirst)
	if ok {
		r.tally.date(cell, order)
	}
	return iso, ok
}

// matrix reads a row with a sign for each team, or each person.
func (r *reader) matrix(yield func(Entry) bool) bool {
	e := r.person()
	if r.u.Layout == PeopleAcross {
		e = Entry{Line: r.line, Team: r.cell(Team), Headquarters: r.cell(Headquarters)}
	}
	if e.Hero == "" && e.Team == "" && e.HeroID == "" {
		return true
	}
	on := 0
	for _, c := range r.u.teams {
		if c.at >= len(r.cells) {
			continue
		}
		sign := Value(r.cells[c.at])
		s, known := r.u.standingOf(sign, "")
		if !known {
			r.tally.sign(sign, "", r.line)
		}
		if sign == "" || known && s == None {
			continue
		}
		on++
		member := e
		member.Standing = s
		if r.u.Layout == PeopleAcross {
			member.Hero = c.Header
		} else {
			member.Team = c.Header
		}
		if !r.emit(member, yield) {
			return false
		}
	}
	if on > 0 {
		return true
	}
	if r.u.Layout == TeamsAcross {
		r.tally.onNoTeam++
	}
	return r.emit(e, yield)
}

// groups reads a row with a person of each team.
func (r *reader) groups(yield func(Entry) bool) bool {
	for _, c := range r.u.teams {
		if c.at >= len(r.cells) {
			continue
		}
		e := Entry{Line: r.line, Team: c.Header, Hero: Value(r.cells[c.at])}
		if e.Hero == "" {
			continue
		}
		r.readSign(&e)
		if !r.emit(e, yield) {
			return false
		}
	}
	return true
}
