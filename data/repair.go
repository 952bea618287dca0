package data

import (
	"context"
	"fmt"
	"strings"
)

// RemoveDangling wants the memberships of teams or heroes that do not exist to
// be gone. That can't be undone.
type RemoveDangling struct{}

func (RemoveDangling) plan(ctx context.Context, s *Store) (Plan, error) {
	// No join: with statistics that are out of date it would be one of all rows
	// with all rows.
	d := s.dialect
	team, hero := "FROM "+aliased(d, teamTable, "t")+" WHERE t.id = l.team_id)", "FROM "+aliased(d, heroTable, "h")+" WHERE h.id = l.hero_id)"
	sql := "SELECT l.team_id, l.hero_id, (SELECT " + d.raw("t.name") + " " + team + ", (SELECT " + d.raw("h.name") + " " + hero +
		" FROM " + aliased(d, linkTable, "l") + " WHERE NOT EXISTS (SELECT 1 " + team + " OR NOT EXISTS (SELECT 1 " + hero + " ORDER BY l.team_id, l.hero_id"
	var dangling []Seen
	err := s.read("Repair").stream(ctx, 4, func(row cells) error {
		if key, ok := keyFrom(row); ok {
			dangling = append(dangling, Seen{LinkKey: key, Team: text(row[2]), Hero: text(row[3])})
		}
		return nil
	}, sql)
	if err != nil {
		return Plan{}, err
	}
	p, err := Remove{dangling}.plan(ctx, s)
	p.Change.final = true
	p.Change.Label = fmt.Sprintf("Repair: %s of nobody removed", counted(len(p.Change.Edits), "membership", "memberships"))
	return p, err
}

// RepairFlags wants every is_training that is neither 0 nor 1 to be what it is
// shown as.
type RepairFlags struct{}

func (RepairFlags) plan(ctx context.Context, s *Store) (Plan, error) {
	var strange []Seen
	err := s.Snapshot(ctx, "Repair", func(snapshot *Snapshot) error {
		return snapshot.links(ctx, func(row cells) error {
			if key, ok := keyFrom(row); ok && !isFlag(row[2]) {
				strange = append(strange, Seen{LinkKey: key})
			}
			return nil
		})
	})
	if err != nil {
		return Plan{}, err
	}
	rows, err := s.namedLinks(ctx, strange)
	if err != nil {
		return Plan{}, err
	}
	_, flag := s.linkColumns()
	var p Plan
	var mended []Seen
	for _, m := range strange {
		now, ok := rows[m.LinkKey]
		if !ok || isFlag(now.row[flag]) { // somebody else was faster
			continue
		}
		after := now.row.clone()
		after[flag] = s.dialect.flag(truth(now.row[flag]))
		p.Change.Edits = append(p.Change.Edits, Edit{Table: linkTable, Before: now.row, After: after})
		mended = append(mended, Seen{LinkKey: m.LinkKey, Team: text(now.team), Hero: text(now.hero)})
	}
	p.Change.Names = namesOf(mended)
	p.Change.Label = fmt.Sprintf("Repair: %s set to 0 or 1, as shown", counted(len(mended), "flag", "flags"))
	return p, nil
}

// keyFrom reads the cells team_id, hero_id; what is no whole number is no key.
func keyFrom(row cells) (LinkKey, bool) {
	team, isID := row[0].(int64)
	hero, isIDToo := row[1].(int64)
	return LinkKey{team, hero}, isID && isIDToo
}

// Literals returns each row that a change edits, with every column as it was
// stored before, as SQL would write it. It carries text from the database.
func (s *Store) Literals(c Change) []string {
	rows := make([]string, len(c.Edits))
	for i, e := range c.Edits {
		t := s.catalog().table(e.Table)
		columns := make([]string, len(e.Before))
		for j, v := range e.Before {
			columns[j] = t.columns[j] + "=" + literal(v)
		}
		rows[i] = t.name + ": " + strings.Join(columns, ", ")
	}
	return rows
}
