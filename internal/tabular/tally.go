package tabular

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"roster/internal/infile"
)

// maxDistinct is the maximum number of different teams and parts of cells that are counted
// separately.
const maxDistinct = 50000

// tally counts what is in a table, for the notes and questions about it.
type tally struct {
	u           *Analysis
	people      int
	row         int // that is read
	lastRow     int // of the person that was counted last
	onNoTeam    int
	unsaid      int // memberships whose status cell has no answer
	members     int
	saidInNames int // standings
	teams       map[string]bool
	names       map[string]bool // the first different people
	signs       map[string]*unknownSign
	ages        []string // the first ones that are no numbers
	badAges     int
	dates       []string // the first ones that may be two
	orders      [4]int   // how many dates are of each order
	remarks     int
	above       fillDown
	inTeams     cellParts
	inPeople    cellParts
}

// cellParts are the parts of cells.
type cellParts struct {
	count   map[string]map[string]int // how often each part is in cells, by the separator
	example map[string]string         // a cell with the separator
}

func newCellParts() cellParts { return cellParts{map[string]map[string]int{}, map[string]string{}} }

// unknownSign is a sign of which the meaning is not known.
type unknownSign struct {
	text   string
	column Field
	count  int
	line   int
}

// fillDown is the evidence that empty cells of teams mean the team above.
type fillDown struct {
	begun, firstEmpty bool
	last              string
	empty, repeated   int
}

func newTally(u *Analysis) *tally {
	return &tally{
		u: u, teams: map[string]bool{}, names: map[string]bool{}, signs: map[string]*unknownSign{},
		inTeams: newCellParts(), inPeople: newCellParts(),
	}
}

// separators returns what may separate several teams in a cell, the most certain first.
func separators() []string { return []string{"\n", ";", "|", ",", "/", "&", "+"} }

// count counts an entry.
func (t *tally) count(e Entry) {
	if e.Hero != "" || e.HeroID != "" {
		if len(t.names) < maxDistinct {
			t.names[e.Hero+"\x00"+e.HeroID] = true
		}
		if t.u.Layout == Groups || t.row != t.lastRow {
			t.people, t.lastRow = t.people+1, t.row
		}
	}
	if team := e.Team + e.TeamID; team != "" {
		if len(t.teams) < maxDistinct {
			t.teams[team] = true
		}
		if e.Hero != "" || e.HeroID != "" {
			t.members++
		}
	}
}

// team counts the cell of a person's team.
func (t *tally) team(cell string) {
	a := &t.above
	if !a.begun {
		a.begun, a.firstEmpty = true, cell == ""
	}
	switch {
	case cell == "":
		a.empty++
	case cell == a.last:
		a.repeated++
	}
	if cell != "" {
		a.last = cell
		t.inTeams.add(cell)
	}
}

func (p cellParts) add(cell string) {
	if !strings.ContainsAny(cell, "\n;|,/&+") {
		return
	}
	for _, s := range separators() {
		if !strings.Contains(cell, s) {
			continue
		}
		if p.count[s] == nil {
			p.count[s], p.example[s] = map[string]int{}, cell
		}
		for part := range strings.SplitSeq(cell, s) {
			if len(p.count[s]) < maxDistinct {
				p.count[s][Value(part)]++
			}
		}
	}
}

func (t *tally) sign(text string, column Field, line int) {
	key := signKey(text)
	if known, ok := t.signs[key]; ok {
		known.count++
	} else if len(t.signs) < 1000 {
		t.signs[key] = &unknownSign{text, column, 1, line}
	}
}

func (t *tally) age(line int, cell string) {
	if t.badAges++; len(t.ages) < 3 {
		t.ages = append(t.ages, fmt.Sprintf("%q in line %d", infile.Short(cell), line))
	}
}

func (t *tally) date(cell string, is dateOrder) {
	if t.orders[is]++; is == eitherOrder && len(t.dates) < 3 {
		t.dates = append(t.dates, infile.Short(cell))
	}
}

func (t *tally) problem(line int, format string, args ...any) { t.u.problem(line, format, args...) }

// remark notes what was not read as it is written.
func (t *tally) remark(format string, args ...any) {
	if t.remarks++; t.remarks <= maxListed {
		t.u.note(format, args...)
	}
}

// conclude sets the results of counting, and adds the questions.
func (t *tally) conclude() {
	u := t.u
	u.People, u.Teams, u.Memberships, u.OnNoTeam = len(t.names), len(t.teams), t.members, t.onNoTeam
	if len(t.names) == maxDistinct {
		u.People = t.people
	}
	t.askSplit()
	t.askFillDown()
	t.askSigns()
	t.askAges()
	t.askDates()
	t.askTeam()
	if t.remarks > maxListed {
		u.note("%d more remarks are not shown.", t.remarks-maxListed)
	}
	first := []string{}
	if t.onNoTeam > 0 {
		first = append(first, u.say(plural(t.onNoTeam, "person is", "people are")+" on no team."))
	}
	if u.Recalled {
		first = append(first, LastTime)
	}
	first = append(first, t.ofTraining()...)
	if left := u.leftOut(); left != "" {
		first = append(first, left)
	}
	u.Notes = append(first, u.Notes...)
}

// ofTraining describes the standing of new members if the table does not say whether they are in
// training.
func (t *tally) ofTraining() []string {
	u := t.u
	become := u.say("new members are active.")
	if u.o.NewInTraining {
		become = u.say("new members are in training.")
	}
	says := u.Layout == TeamsAcross || u.Layout == PeopleAcross || t.saidInNames > 0
	for _, f := range []Field{Standing, IsTraining, IsActive} {
		says = says || u.has(f) || u.o.Default[f] != ""
	}
	switch {
	case t.members == 0 && says && u.Layout == List:
		return []string{u.say("The table says who is in training, but not in which team: that is left out.")}
	case t.members == 0:
		return nil
	case !says:
		return []string{u.say("The table does not say who is in training: ") + become}
	case t.unsaid > 0:
		memberships := plural(t.unsaid, "membership", "memberships")
		return []string{"Of " + memberships + u.say(" the table does not say whether it is in training: ") + become}
	}
	return nil
}

// Summary describes in one line how the table was understood: 41 people, 6 teams: A = active.
func (u *Analysis) Summary() string {
	s, shape := plural(u.People, "person", "people")+", "+plural(u.Teams, "team", "teams"), ""
	switch u.Layout {
	case TeamsAcross:
		shape = ", people down and teams across"
	case PeopleAcross:
		shape = ", teams down and people across"
	case Groups:
		shape = ", each column a team"
	case Names:
		shape = ", a list of names"
	}
	s = u.say(s + shape)
	var signs []string
	meanings := map[CellStanding]string{Training: "training", Active: "active", None: "not a member"}
	for _, key := range slices.Sorted(maps.Keys(u.signs)) {
		if word, ok := meanings[u.signs[key].standing]; ok && key != word {
			signs = append(signs, infile.Short(u.signs[key].text)+" = "+u.say(word))
		}
	}
	for _, q := range u.Questions {
		if sign, ok := strings.CutPrefix(q.ID, "sign:"); ok {
			signs = append(signs, infile.Short(sign)+" = ?")
		}
	}
	if len(signs) > 0 {
		s += ": " + strings.Join(signs[:min(len(signs), maxListed)], ", ")
	}
	return s + "."
}

// leftOut names the columns that mean nothing.
func (u *Analysis) leftOut() string {
	var names []string
	for _, c := range u.Columns {
		if c.Field == LeftOut && c.Why != "" && c.Header != "" {
			names = append(names, fmt.Sprintf("%s (%s)", infile.Short(c.Header), c.Why))
		}
	}
	if len(names) == 0 {
		return ""
	}
	more := ""
	if len(names) > maxListed {
		more = fmt.Sprintf(", and %d more", len(names)-maxListed)
	}
	return "Left out: " + strings.Join(names[:min(len(names), maxListed)], ", ") + more + "."
}

// askSplit asks about cells that seem to name several teams, because a part of one appears
// elsewhere too. It always asks about cells of several people.
func (t *tally) askSplit() {
	for _, s := range separators() {
		again := s == "\n" || s == ";"
		for part, n := range t.inTeams.count[s] {
			again = again || part != "" && (n > 1 || t.teams[part])
		}
		if again && t.inTeams.ask(t.u, "split", "team", s) {
			break
		}
	}
	for _, s := range separators() {
		if t.inPeople.ask(t.u, "split-people", "person", s) {
			break
		}
	}
}

// ask asks whether cells have several with a separator between them, if any has it.
func (p cellParts) ask(u *Analysis, id, one, s string) bool {
	if p.count[s] == nil {
		return false
	}
	separator := strings.ReplaceAll(s, "\n", "a line break")
	u.ask(Question{ID: id, Required: true,
		Text:    fmt.Sprintf("%q: is this one %s, or several?", infile.Short(p.example[s]), u.say(one)),
		Choices: []Choice{{s, "several, with " + separator + " between them"}, {"no", u.say("one " + one)}},
	})
	return true
}

// askFillDown asks about empty cells of teams. It has to be answered if no team appears twice in
// a row: who leaves cells empty for "as above" never repeats a team.
func (t *tally) askFillDown() {
	a := t.above
	if a.empty == 0 || a.firstEmpty || a.last == "" {
		return
	}
	t.u.ask(Question{ID: "fill-down:team", Required: a.repeated == 0,
		Text:    t.u.say("The team is empty for " + plural(a.empty, "person", "people") + ": what does that mean?"),
		Choices: []Choice{{"no", t.u.say("no team")}, {"yes", t.u.say("the team of the row above")}},
	})
}

// askSigns asks what signs mean.
func (t *tally) askSigns() {
	byLine := func(a, b string) int {
		return cmp.Or(cmp.Compare(t.signs[a].line, t.signs[b].line), strings.Compare(a, b))
	}
	for i, key := range slices.SortedFunc(maps.Keys(t.signs), byLine) {
		s := t.signs[key]
		if i == maxListed {
			more := plural(len(t.signs)-i, "sign", "signs")
			t.u.problem(s.line, "%s more are unknown: is this the right column?", more)
			return
		}
		where := "in the table"
		if c, ok := t.u.column(s.column); ok && s.column != "" {
			where = fmt.Sprintf("in the column %q", infile.Short(c.Header))
		}
		t.u.ask(Question{ID: "sign:" + key, Required: true,
			Text: fmt.Sprintf("What does %q mean %s? It appears %s, first in line %d.",
				infile.Short(s.text), where, plural(s.count, "time", "times"), s.line),
			Choices: []Choice{
				{"active", t.u.say("active")}, {"training", t.u.say("in training")}, {"none", "not a member"},
			},
		})
	}
}

func (t *tally) askAges() {
	if t.badAges == 0 {
		return
	}
	t.u.ask(Question{ID: "ages", Required: true,
		Text: plural(t.badAges, "age is not a whole number", "ages are not whole numbers") +
			", such as " + strings.Join(t.ages, ", ") + ": leave them empty?",
		Choices: []Choice{{"empty", "leave them empty"}},
	})
}

// askDates asks for the order of day and month, unless other dates tell it.
func (t *tally) askDates() {
	dayFirst, monthFirst := t.orders[dayOrder] > 0, t.orders[monthOrder] > 0
	if len(t.dates) == 0 || dayFirst && !monthFirst {
		return
	}
	if monthFirst && !dayFirst {
		t.u.monthFirst = true
		return
	}
	t.u.ask(Question{ID: "dates", Required: true,
		Text:    "Is the day or the month first in dates such as " + strings.Join(t.dates, ", ") + "?",
		Choices: []Choice{{"dmy", "the day"}, {"mdy", "the month"}},
	})
}

// askTeam offers the columns that may name the team, if none does.
func (t *tally) askTeam() {
	if t.u.Layout != List || t.u.hasTeam() {
		return
	}
	if choices := t.u.choices(); len(choices) > 0 {
		t.u.ask(Question{
			ID: "map:team", Text: t.u.say("Which column has the team?"),
			Choices: append([]Choice{{"-", t.u.say("none: they are on no team")}}, choices...),
		})
	}
}
