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
// The error is a [Conflict] where a row is no longer what the person saw. Whether a
// membership that is edited is still of the same people [Store.Apply] finds out.
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
// was seen. Whose they are is read here only of those that stay as they are:
// [Store.Apply] looks at the names of the others, and to look twice is a third of
// the planning of many.
func (p *Plan) editLinks(ctx context.Context, s *Store, members []Seen, edit func(Seen, linkRow) (at int, v any, err error)) (done []Seen, err error) {
	members = inKeyOrder(members)
	rows, err := s.links(ctx, members)
	if err != nil {
		return nil, err
	}
	var conflict Conflict
	var left []Seen
	for _, m := range members {
		now, ok := rows[m.LinkKey]
		if !ok {
			conflict.add("%s is no longer in %s", m.hero(), m.team())
			continue
		}
		at, v, err := edit(m, now)
		if err != nil {
			return nil, err
		}
		if at < 0 {
			left = append(left, m)
			continue
		}
		after := now.row.clone()
		after[at] = v
		p.Change.Edits = append(p.Change.Edits, Edit{Table: linkTable, Before: now.row, After: after})
		done = append(done, m)
	}
	p.Change.Names = namesOf(done)
	if err := s.compareNames(ctx, s.read("Plan"), namesOf(left), &conflict); err != nil {
		return nil, err
	}
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
