package data

import (
	"cmp"
	"context"
	"fmt"
	"slices"
)

// Intent says what is wanted, never "flip": what the person saw decides.
type Intent interface {
	plan(ctx context.Context, s *Store) (Plan, error)
}

// Plan is an intent worked out against the rows as they are.
type Plan struct {
	Change  Change
	Already []string // what is so already and needs no change, a sentence each, the first 20
	Skipped int      // how many rows are so already
	Gone    []Name   // what was to be deleted and is gone already
	Final   []string // what undo can't bring back: "can't be undone for …"
	// Links are where the skipped memberships stand: a screen may not know it yet.
	Links []LinkState
}

// Empty tells whether there is nothing to do.
func (p Plan) Empty() bool { return p.Change.rows() == 0 }

func (p *Plan) skip(format string, args ...any) {
	if p.Skipped++; p.Skipped <= maxNamed {
		p.Already = append(p.Already, fmt.Sprintf(format, args...))
	}
}

// skipLink skips a membership that stands as is wanted.
func (p *Plan) skipLink(m Seen, standing Standing, format string, args ...any) {
	p.Links = append(p.Links, LinkState{m.LinkKey, standing})
	p.skip(format, args...)
}

// Plan works out an intent by reading the rows of its keys. Nothing is written.
// The error is a [Conflict] where a row is no longer what the person saw.
func (s *Store) Plan(ctx context.Context, intent Intent) (Plan, error) {
	var p Plan
	err := s.steadily(func() (err error) {
		tables := s.catalog()
		p, err = intent.plan(ctx, s)
		p.Change.most, p.Change.tables = s.maxKept, tables
		if err == nil {
			err = s.outdated(&p.Change)
		}
		return err
	})
	return p, s.dialect.failure(err)
}

// Seen is a membership as a person saw it. The names guard against an id that
// meanwhile belongs to somebody else.
type Seen struct {
	LinkKey
	Team, Hero string
}

// SetTraining wants these memberships to be in training, or to be active.
type SetTraining struct {
	Members  []Seen
	Training bool
}

func (w SetTraining) plan(ctx context.Context, s *Store) (Plan, error) {
	var p Plan
	done, err := p.editLinks(ctx, s, w.Members, func(m Seen, now linkRow) (at int, v any, err error) {
		if now.isTraining() == w.Training {
			p.skipLink(m, StandingOf(w.Training), "%s is %s in %s already", m.hero(), StandingOf(w.Training), m.team())
			return -1, nil, nil
		}
		return now.table.position("is_training"), s.dialect.flag(w.Training), nil
	})
	p.Change.Label = describe(done, StandingOf(!w.Training).String()+" → "+StandingOf(w.Training).String())
	return p, err
}

// editLinks plans that one column of each of these memberships gets another value:
// edit returns which and what, or -1 where it says that nothing is to be done. It
// returns the memberships that are edited, with a [Conflict] where one is not what
// was seen.
func (p *Plan) editLinks(ctx context.Context, s *Store, members []Seen, edit func(Seen, linkRow) (at int, v any, err error)) (done []Seen, err error) {
	rows, err := s.links(ctx, members)
	if err != nil {
		return nil, err
	}
	var conflict Conflict
	for _, m := range inKeyOrder(members) {
		now, ok := rows[m.LinkKey]
		switch {
		case !ok:
			conflict.add("%s is no longer in %s", m.hero(), m.team())
		case now.differs(m, &conflict):
		default:
			at, v, err := edit(m, now)
			if err != nil {
				return nil, err
			}
			if at >= 0 {
				after := now.row.clone()
				after[at] = v
				p.Change.Edits = append(p.Change.Edits, Edit{Table: linkTable, Before: now.row, After: after})
				done = append(done, m)
			}
		}
	}
	p.Change.Names = namesOf(done)
	return done, conflict.orNil()
}

// inKeyOrder sorts memberships as the table does, each but once: writing in that
// order is faster, and what was marked has no order of its own.
func inKeyOrder(members []Seen) []Seen {
	members = slices.Clone(members)
	slices.SortFunc(members, func(a, b Seen) int {
		return cmp.Or(cmp.Compare(a.TeamID, b.TeamID), cmp.Compare(a.HeroID, b.HeroID))
	})
	return slices.CompactFunc(members, func(a, b Seen) bool { return a.LinkKey == b.LinkKey })
}

func (m Seen) hero() string { return nameOr(m.Hero, "hero", m.HeroID) }
func (m Seen) team() string { return nameOr(m.Team, "team", m.TeamID) }

// nameOr names a row for people. One that has no name, or does not exist, goes by
// its id.
func nameOr(name, kind string, id int64) string {
	if name == "" {
		return fmt.Sprintf("%s %d", kind, id)
	}
	return shortened(name, MaxName)
}

// namesOf returns the names that these memberships depend on. A name that is
// empty may be that of a row that does not exist.
func namesOf(members []Seen) []Name {
	var names []Name
	known := map[Name]bool{}
	for _, m := range members {
		for _, n := range []Name{{teamTable, m.TeamID, m.Team}, {heroTable, m.HeroID, m.Hero}} {
			if !known[n] {
				known[n] = true
				names = append(names, n)
			}
		}
	}
	return names
}

// describe labels a change of the standing of memberships: who, what, where.
func describe(members []Seen, what string) string {
	who, where, _ := subject(members)
	if where == "" {
		return fmt.Sprintf("%s: %s", who, what)
	}
	return fmt.Sprintf("%s: %s in %s", who, what, where)
}

// subject names the heroes of these memberships, and their teams: by name where
// it is one, else by their number. Of many heroes in many teams, where is "".
func subject(members []Seen) (who, where string, one bool) {
	heroes, teams := map[int64]bool{}, map[int64]bool{}
	for _, m := range members {
		heroes[m.HeroID], teams[m.TeamID] = true, true
	}
	switch {
	case len(members) == 0:
		return "", "", false
	case len(teams) == 1 && len(heroes) == 1:
		return members[0].hero(), members[0].team(), true
	case len(teams) == 1:
		return fmt.Sprintf("%d heroes", len(heroes)), members[0].team(), false
	case len(heroes) == 1:
		return members[0].hero(), fmt.Sprintf("%d teams", len(teams)), true
	}
	return fmt.Sprintf("%d memberships", len(members)), "", false
}

// linkRow is a membership as it is stored, with the names beside it: nil where
// there is no such team or hero.
type linkRow struct {
	table      *table // by which the row is laid out
	row        Row
	team, hero any
	dangles    bool // the team or the hero does not exist
}

// isTraining tells where the membership stands.
func (r linkRow) isTraining() bool { return truth(r.row[r.table.position("is_training")]) }

// bothSides joins the team and the hero of a membership, where they exist.
const bothSides = " LEFT JOIN team AS t ON t.id = l.team_id LEFT JOIN hero AS h ON h.id = l.hero_id"

// selectLinks appends what is read of a membership: its row, the names of its
// team and hero, and whether the one and the other do not exist.
func (s *Store) selectLinks(sql *statement, t *table) {
	sql.add("SELECT ")
	sql.rawColumns(s.dialect, "l.", t)
	sql.add(", ", s.dialect.shown("t.name"), ", ", s.dialect.shown("h.name"), ", t.id IS NULL, h.id IS NULL")
}

// links reads the memberships of these keys; those that do not exist are not in
// the answer.
func (s *Store) links(ctx context.Context, members []Seen) (map[LinkKey]linkRow, error) {
	t := s.catalog().table(linkTable)
	key, _ := s.linkColumns()
	width := len(t.columns)
	rows := make(map[LinkKey]linkRow, len(members))
	c := s.read("Plan")
	c.steps = newSteps(ctx, len(members))
	err := chunks(s.dialect, members, 2, func(members []Seen) error {
		var sql statement
		s.selectLinks(&sql, t)
		sql.add(" FROM ")
		s.dialect.source(&sql, t.typesAt(key[:]), keysOf(members))
		sql.add(" JOIN heroteamlink AS l ON l.team_id = ", column(0), " AND l.hero_id = ", column(1), bothSides)
		defer c.steps.add(len(members))
		return c.query(ctx, width+4, func(row cells) error {
			k := LinkKey{integer(row[key[0]]), integer(row[key[1]])}
			rows[k] = linkRow{table: t, row: Row(row[:width:width]), team: trimmed(row[width]), hero: trimmed(row[width+1]), dangles: truth(row[width+2]) || truth(row[width+3])}
			return nil
		}, sql.String(), sql.args...)
	})
	return rows, err
}

func keysOf(members []Seen) [][]any {
	keys := make([][]any, len(members))
	for i, m := range members {
		keys[i] = []any{m.TeamID, m.HeroID}
	}
	return keys
}
