package data

import (
	"context"
	"fmt"
)

// Assign wants these memberships to exist. Those that do already stay as they
// are.
type Assign struct {
	Members  []Seen
	Training bool
	Fields   []TypedField // what each of them has in its fields
}

func (w Assign) plan(ctx context.Context, s *Store) (Plan, error) {
	var p Plan
	members := inKeyOrder(w.Members)
	rows, err := s.namedLinks(ctx, members)
	if err != nil {
		return p, err
	}
	cat := s.catalog()
	t := cat.table(linkTable)
	further, err := s.typedValues(ctx, cat, t, w.Fields)
	if err != nil {
		return p, err
	}
	var conflict Conflict
	var joining []Seen
	for _, m := range members {
		now, ok := rows[m.LinkKey]
		if ok && now.differs(m, &conflict) {
			continue
		}
		if ok {
			standing := StandingOf(now.isTraining())
			p.skipLink(m, standing, "%s is in %s already, %s", m.hero(), m.team(), standing)
			continue
		}
		row := t.newRow()
		row[t.position("team_id")], row[t.position("hero_id")], row[t.position("is_training")] = m.TeamID, m.HeroID, s.dialect.flag(w.Training)
		if err := cat.fill(t, row, further); err != nil {
			return p, err
		}
		p.Change.Edits = append(p.Change.Edits, Edit{Table: linkTable, After: row})
		joining = append(joining, m)
	}
	p.Change.Names = namesOf(joining)
	p.Change.Label = joinLabel(joining, w.Training)
	return p, conflict.orNil()
}

func joinLabel(members []Seen, isTraining bool) string {
	who, where, one := subject(members)
	as := "as active"
	if isTraining {
		as = "in training"
	}
	switch {
	case one:
		return fmt.Sprintf("%s joins %s %s", who, where, as)
	case where != "":
		return fmt.Sprintf("%s join %s %s", who, where, as)
	}
	return fmt.Sprintf("%s begin %s", who, as)
}

// Remove wants these memberships to be gone.
type Remove struct{ Members []Seen }

func (w Remove) plan(ctx context.Context, s *Store) (Plan, error) {
	var p Plan
	if err := s.catalog().refuseDeletion(linkTable); err != nil {
		return p, err
	}
	members := inKeyOrder(w.Members)
	rows, err := s.namedLinks(ctx, members)
	if err != nil {
		return p, err
	}
	var conflict Conflict
	var leaving []Seen
	for _, m := range members {
		now, ok := rows[m.LinkKey]
		switch {
		case !ok:
			p.skipLink(m, Absent, "%s is not in %s any more", m.hero(), m.team())
		case now.differs(m, &conflict):
		default:
			p.Change.Edits = append(p.Change.Edits, Edit{Table: linkTable, Before: now.row})
			if now.noTeam || now.noHero {
				p.Final = append(p.Final, fmt.Sprintf("can't be undone for %s in %s: one of them does not exist", m.hero(), m.team()))
			}
			leaving = append(leaving, m)
		}
	}
	p.Change.Names = namesOf(leaving)
	who, where, one := subject(leaving)
	switch {
	case one:
		p.Change.Label = who + " leaves " + where
	case where != "":
		p.Change.Label = who + " leave " + where
	default:
		p.Change.Label = who + " end"
	}
	return p, conflict.orNil()
}

// Standings returns where these heroes stand in these teams; a membership that
// does not exist is not in the answer.
func (s *Store) Standings(ctx context.Context, teams, heroes []int64) (map[LinkKey]Standing, error) {
	standings := make(map[LinkKey]Standing)
	err := chunks(s.dialect, heroes, 1, func(heroes []int64) error {
		return chunks(s.dialect, teams, 1, func(teams []int64) error {
			var sql statement
			sql.add("SELECT l.team_id, l.hero_id, ", training, " FROM ", aliased(s.dialect, linkTable, "l"), " WHERE ")
			s.dialect.among(&sql, "l.team_id", asArgs(teams))
			sql.add(" AND ")
			s.dialect.among(&sql, "l.hero_id", asArgs(heroes))
			return s.read("Standings").query(ctx, 3, func(row cells) error {
				standings[LinkKey{integer(row[0]), integer(row[1])}] = StandingOf(truth(row[2]))
				return nil
			}, sql.String(), sql.args...)
		})
	})
	return standings, s.dialect.failure(err)
}
