package data

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"
)

// examiner looks through a snapshot. It takes the census on the way, and keeps
// of each kind the first rows found.
type examiner struct {
	s      *Snapshot
	census census
	found  [kinds][]found
	counts [kinds]int64
}

// found is one thing that was found: the rows that it is about, in the words
// "… in …", and what is said of them.
type found struct {
	rows []Name // without the names, which are still to be read
	what string
}

func newExaminer(s *Snapshot) *examiner { return &examiner{s: s} }

// add notes what was found, and the rows to be named before it.
func (x *examiner) add(k Kind, what string, rows ...Name) {
	if x.counts[k]++; x.counts[k] <= maxFound {
		x.found[k] = append(x.found[k], found{rows, what})
	}
}

// examine looks at every row.
func (x *examiner) examine(ctx context.Context) error {
	if err := x.s.teams(ctx, x.team); err != nil {
		return err
	}
	if err := x.s.heroes(ctx, x.hero); err != nil {
		return err
	}
	if err := x.s.unorderedLinks(ctx, true, x.member); err != nil {
		return err
	}
	x.census.heroes.unmarked(func(id int64) { x.add(FreeHero, "", reference(heroTable, id)) })
	x.census.eachTeam(func(id int64, tally Tally) {
		switch {
		case tally.Total() == 0:
			x.add(EmptyTeam, "", reference(teamTable, id))
		case tally.Active == 0:
			x.add(NobodyActive, "", reference(teamTable, id))
		}
	})
	x.s.census = &x.census
	return nil
}

// team looks at the cells id, name, headquarters.
func (x *examiner) team(row cells) error {
	x.identify(x.census.addTeam, teamTable, row)
	x.text(teamTable, row, 1, "name")
	x.text(teamTable, row, 2, "headquarters")
	x.held(teamTable, row, teamCells)
	return nil
}

// hero looks at the cells id, name, secret_name, age.
func (x *examiner) hero(row cells) error {
	x.identify(x.census.heroes.add, heroTable, row)
	x.text(heroTable, row, 1, "name")
	x.text(heroTable, row, 2, "secret name")
	switch age := row[3].(type) {
	case nil:
	case int64:
		if age < 0 || age > MaxAge {
			x.add(OddAge, entitled(heroTable, row)+": the age is "+briefLiteral(age))
		}
	default:
		x.add(BadAge, entitled(heroTable, row)+": the age is "+briefLiteral(age))
	}
	x.held(heroTable, row, heroCells)
	return nil
}

// held looks at the fields of a row, which begin at a cell. A type that roster does
// not know may have values that no file can hold, which is no fault of theirs.
func (x *examiner) held(table string, row cells, at int, rows ...Name) {
	for _, h := range x.s.held(table, row[at:]) {
		if _, _, ok := h.InFile(); ok {
			continue
		}
		who := ""
		if len(rows) == 0 {
			who = entitled(table, row)
		}
		kind := BadField
		if h.Field.Kind == UnknownField {
			kind = Unwritable
		}
		x.add(kind, fmt.Sprintf("%s: %s is %s, not %s", who, brief(h.Field.Name), briefLiteral(h.raw), h.Field.Kind), rows...)
	}
}

// identify notes the id of a team or a hero.
func (x *examiner) identify(add func(int64), kind string, row cells) {
	if id, ok := row[0].(int64); ok {
		add(id)
		return
	}
	x.add(BadID, entitled(kind, row)+": the id is "+briefLiteral(row[0]))
}

// text looks at one text of a team or a hero. Its words are not repeated: they
// may be a secret.
func (x *examiner) text(kind string, row cells, at int, field string) {
	text, ok := row[at].(string)
	switch {
	case !ok:
		x.add(BadText, entitled(kind, row)+": the "+field+" is "+storageOf(row[at]))
	case !utf8.ValidString(text):
		x.add(BadText, entitled(kind, row)+": the "+field+" is not valid UTF-8")
	case strings.Contains(text, "\x00"):
		x.add(BadText, entitled(kind, row)+": the "+field+" has a NUL")
	default:
		if _, err := ParseText("The "+field, text); err != nil {
			x.add(BadName, entitled(kind, row)+": "+err.Error())
		}
	}
}

// member looks at the cells team_id, hero_id, is_training.
func (x *examiner) member(row cells) error {
	key, ok := keyFrom(row)
	if !ok {
		x.add(BadID, "a membership: the team_id is "+briefLiteral(row[0])+", the hero_id "+briefLiteral(row[1]))
		return nil
	}
	training := truth(row[2])
	hasTeam, hasHero := x.census.addLink(key, training)
	if !hasTeam || !hasHero {
		x.add(Dangling, "", key.references()...)
	}
	if !isFlag(row[2]) {
		x.add(BadFlag, ": is_training is "+briefLiteral(row[2])+", shown as "+StandingOf(training).String(), key.references()...)
	}
	x.held(linkTable, row, linkCells, key.references()...)
	return nil
}

// references returns what a membership refers to: the hero, then the team.
func (k LinkKey) references() []Name {
	return []Name{reference(heroTable, k.HeroID), reference(teamTable, k.TeamID)}
}

// isFlag tells whether a stored is_training is one that SQLModel writes.
func isFlag(v any) bool {
	switch v := v.(type) {
	case bool:
		return true
	case int64:
		return v == 0 || v == 1
	}
	return false
}

// namesakes finds the heroes, and the teams, that share their names.
func (x *examiner) namesakes(ctx context.Context) error {
	find := func(k Kind, table string) error {
		sql := x.s.selectRaw("r.id", "r.name")
		d := x.s.store.dialect
		name, of := d.bytewise("r.name"), d.bytewise("s.name")
		sql.add(" FROM ", aliased(d, table, "r"), " WHERE ", name, " IN (SELECT ", of, " FROM ", aliased(d, table, "s"), " GROUP BY ", of, " HAVING count(*) > 1) ORDER BY ", name, ", r.id")
		return x.s.c.stream(ctx, 2, func(row cells) error {
			x.add(k, entitled(table, row))
			return nil
		}, sql.String())
	}
	if err := find(SameHeroes, heroTable); err != nil {
		return err
	}
	return find(SameTeams, teamTable)
}

// report returns what was found, with the names of the rows.
func (x *examiner) report(ctx context.Context) (Report, error) {
	var wanted []Name
	for _, ofKind := range x.found {
		for _, f := range ofKind {
			wanted = append(wanted, f.rows...)
		}
	}
	names, err := x.s.store.namesNow(ctx, x.s.c, wanted)
	if err != nil {
		return nil, err
	}
	var report Report
	for k := range kinds {
		if x.counts[k] == 0 {
			continue
		}
		finding := Finding{Kind: k, Count: x.counts[k]}
		for _, f := range x.found[k] {
			finding.Rows = append(finding.Rows, f.text(names))
		}
		report = append(report, finding)
	}
	return report, nil
}

// text returns what is said, with the rows as they are named now.
func (f found) text(names map[Name]any) string {
	called := make([]string, len(f.rows))
	for i, row := range f.rows {
		name, exists := names[row]
		called[i] = entitled(row.Table, cells{row.ID, name})
		if !exists {
			called[i] += " (does not exist)"
		}
	}
	return strings.Join(called, " in ") + f.what
}
