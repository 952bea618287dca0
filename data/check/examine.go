package check

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"roster/data/field"
	"roster/data/internal/cell"
	"roster/data/internal/sqldb"
	"roster/data/model"
	"roster/data/snapshot"
)

// examiner checks a snapshot. It counts the tallies as it goes, and keeps the first rows found
// of each kind.
type examiner struct {
	s       *snapshot.Snapshot
	tallies snapshot.Tallies
	found   [kinds][]noted
	counts  [kinds]int64

	minimums map[model.ID]int64 // how many active members teams need, as far as they say it
}

// noted is one finding: the rows that it is about, in the words "… in …", and its text.
type noted struct {
	rows  []model.Name // without the names, which are still to be read
	joint string       // the text between them
	what  string
}

func newExaminer(s *snapshot.Snapshot) *examiner {
	return &examiner{s: s, minimums: map[model.ID]int64{}}
}

// add notes what was found, and the rows to be named before it.
func (x *examiner) add(k Kind, what string, rows ...model.Name) {
	if x.counts[k]++; x.counts[k] <= maxFound {
		x.found[k] = append(x.found[k], noted{rows, " in ", what})
	}
}

// addJoined notes rows that belong together.
func (x *examiner) addJoined(k Kind, joint string, rows []model.Name) {
	if x.counts[k]++; x.counts[k] <= maxFound {
		x.found[k] = append(x.found[k], noted{rows: rows, joint: joint})
	}
}

// examine checks every row.
func (x *examiner) examine(ctx context.Context) error {
	if err := x.s.RawTeams(ctx, x.team); err != nil {
		return err
	}
	if err := x.s.RawHeroes(ctx, x.hero); err != nil {
		return err
	}
	if err := x.s.RawUnorderedLinks(ctx, true, x.member); err != nil {
		return err
	}
	x.tallies.Heroes.Unmarked(func(id model.ID) { x.add(FreeHero, "", sqldb.RowKey(model.HeroTable, id)) })
	x.tallies.EachTeam(func(id model.ID, tally model.Tally) {
		switch {
		case tally.Total() == 0:
			x.add(EmptyTeam, "", sqldb.RowKey(model.TeamTable, id))
		case tally.Active == 0:
			x.add(NoOneActive, "", sqldb.RowKey(model.TeamTable, id))
		}
		minimum, said := x.minimums[id]
		if !said {
			minimum = x.s.DB.Coverage
		}
		if tally.Active < minimum && (said || tally.Active > 0) { // else that was said above
			x.add(UnderMinimum, x.s.DB.Words.Say(fmt.Sprintf(": %d of %d active", tally.Active, minimum)),
				sqldb.RowKey(model.TeamTable, id))
		}
	})
	x.s.Tallies = &x.tallies
	return nil
}

// team checks the cells id, name, headquarters.
func (x *examiner) team(row cell.Row) error {
	x.identify(x.tallies.AddTeam, model.TeamTable, row)
	x.text(model.TeamTable, row, 1, "name")
	x.optionalText(model.TeamTable, row, 2, "headquarters")
	x.checkFields(model.TeamTable, row, snapshot.TeamCells)
	for _, h := range x.s.StoredFields(model.TeamTable, row[snapshot.TeamCells:]) {
		if v := h.Value(); h.Field.IsMinimum() && v.Set {
			x.minimums[cell.ID(row[0])] = v.Minimum(0)
		}
	}
	return nil
}

// hero checks the cells id, name, secret_name, age.
func (x *examiner) hero(row cell.Row) error {
	x.identify(x.tallies.Heroes.Add, model.HeroTable, row)
	x.text(model.HeroTable, row, 1, "name")
	x.optionalText(model.HeroTable, row, 2, "secret name")
	switch age := row[3].(type) {
	case nil:
	case int64:
		if age < 0 || age > model.MaxAge {
			x.add(OddAge, x.rowTitle(model.HeroTable, row)+": the age is "+briefLiteral(age))
		}
	default:
		x.add(BadAge, x.rowTitle(model.HeroTable, row)+": the age is "+briefLiteral(age))
	}
	x.checkFields(model.HeroTable, row, snapshot.HeroCells)
	return nil
}

// checkFields checks the fields of a row, which begin at a cell. A field of an unknown type may have
// values that no file can represent; that is not a problem of the row.
func (x *examiner) checkFields(table string, row cell.Row, at int, rows ...model.Name) {
	for _, h := range x.s.StoredFields(table, row[at:]) {
		if h.IsExact() {
			continue
		}
		who := ""
		if len(rows) == 0 {
			who = x.rowTitle(table, row)
		}
		kind := BadField
		if h.Field.Kind == field.Unknown {
			kind = Unwritable
		}
		x.add(kind, fmt.Sprintf("%s: %s is %s, not %s", who, model.Brief(h.Field.Name), briefLiteral(h.Raw),
			h.Field.Kind), rows...)
	}
}

// identify notes the id of a team or a hero.
func (x *examiner) identify(add func(model.ID), kind string, row cell.Row) {
	id, keys := cell.ID(row[0]), x.s.Keys.Of(kind)
	if keys.Holds(id) {
		add(id)
		return
	}
	x.add(BadID, x.rowTitle(kind, row)+": the id is "+wrongID(row[0], keys))
}

// optionalText checks a text that may be missing.
func (x *examiner) optionalText(kind string, row cell.Row, at int, field string) {
	if row[at] != nil {
		x.checkedText(kind, row, at, field, model.ParseOptionalText)
	}
}

// text checks a text that must not be missing.
func (x *examiner) text(kind string, row cell.Row, at int, field string) {
	x.checkedText(kind, row, at, field, model.ParseText)
}

// checkedText checks one text of a team or a hero by the rule for what is typed. The text is
// not repeated: it may be a secret.
func (x *examiner) checkedText(
	kind string, row cell.Row, at int, field string, parse func(field, typed string) (string, error),
) {
	text, ok := row[at].(string)
	switch {
	case !ok:
		x.add(BadText, x.rowTitle(kind, row)+": the "+field+" is "+cell.Storage(row[at]))
	case !utf8.ValidString(text):
		x.add(BadText, x.rowTitle(kind, row)+": the "+field+" is not valid UTF-8")
	case strings.Contains(text, "\x00"):
		x.add(BadText, x.rowTitle(kind, row)+": the "+field+" has a NUL")
	default:
		if _, err := parse("The "+field, text); err != nil {
			x.add(BadName, x.rowTitle(kind, row)+": "+err.Error())
		}
	}
}

// member checks the cells team_id, hero_id, is_training.
func (x *examiner) member(row cell.Row) error {
	key, ok := x.s.Keys.Link(row)
	if !ok {
		x.add(BadID, "a membership: "+x.wrongIDs(row))
		return nil
	}
	standing := model.StandingOf(cell.Truth(row[2]))
	hasTeam, hasHero := x.tallies.AddLink(key, standing)
	if !hasTeam || !hasHero {
		x.add(Dangling, "", references(key)...)
	}
	if !snapshot.IsFlag(row[2], x.s.DB.FlagIsNullable()) {
		x.add(BadFlag, ": is_training is "+briefLiteral(row[2])+", shown as "+x.s.DB.Words.Standing(standing),
			references(key)...)
	}
	x.checkFields(model.LinkTable, row, snapshot.LinkCells, references(key)...)
	return nil
}

// wrongIDs describes those of the cells team_id, hero_id that can't be ids.
func (x *examiner) wrongIDs(row cell.Row) string {
	var wrong []string
	if keys := x.s.Keys.Team; !keys.Holds(cell.ID(row[0])) {
		wrong = append(wrong, "the team_id is "+wrongID(row[0], keys))
	}
	if keys := x.s.Keys.Hero; !keys.Holds(cell.ID(row[1])) {
		wrong = append(wrong, "the hero_id is "+wrongID(row[1], keys))
	}
	return strings.Join(wrong, "; ")
}

// wrongID describes a value that is not an id of the kind.
func wrongID(v any, keys model.KeyKind) string { return briefLiteral(v) + ", not " + keys.One() }

// references returns what a membership refers to: the hero, then the team.
func references(k model.LinkKey) []model.Name {
	return []model.Name{sqldb.RowKey(model.HeroTable, k.HeroID), sqldb.RowKey(model.TeamTable, k.TeamID)}
}

// namesakes finds the heroes, and the teams, that share their names.
func (x *examiner) namesakes(ctx context.Context) error {
	find := func(k Kind, table string) error {
		sql := x.s.SelectRaw("r.id", "r.name")
		d := x.s.DB.Engine
		name, of := d.Bytewise("r.name"), d.Bytewise("s.name")
		sql.Add(" FROM ", d.From(table, "r"), " WHERE ", name, " IN (SELECT ", of, " FROM ", d.From(table, "s"),
			" GROUP BY ", of, " HAVING count(*) > 1) ORDER BY ", name, ", r.id")
		return x.s.Conn.Stream(ctx, 2, func(row cell.Row) error {
			x.add(k, x.rowTitle(table, row))
			return nil
		}, sql.String())
	}
	if err := find(SameHeroes, model.HeroTable); err != nil {
		return err
	}
	return find(SameTeams, model.TeamTable)
}

// report returns what was found, with the names of the rows.
func (x *examiner) report(ctx context.Context) (Report, error) {
	var wanted []model.Name
	for _, ofKind := range x.found {
		for _, f := range ofKind {
			wanted = append(wanted, f.rows...)
		}
	}
	names, err := x.s.DB.NamesNow(ctx, x.s.Conn, wanted)
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
			finding.Rows = append(finding.Rows, f.text(x.s.DB.Words, names))
		}
		report = append(report, finding)
	}
	return report, nil
}

// text returns the text of the finding, with the current names of the rows.
func (f noted) text(words model.Words, names map[model.Name]any) string {
	called := make([]string, len(f.rows))
	for i, row := range f.rows {
		name, exists := names[row]
		called[i] = rowTitle(words.Say(row.Table), cell.Row{row.ID.Stored(), name})
		if !exists {
			called[i] += " (does not exist)"
		}
	}
	return strings.Join(called, f.joint) + f.what
}
