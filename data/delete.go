package data

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
)

// DeleteTeams wants these teams to be gone, and their memberships with them.
type DeleteTeams struct{ Teams []Team }

func (w DeleteTeams) plan(ctx context.Context, s *Store) (Plan, error) {
	names := make([]Name, len(w.Teams))
	for i, t := range w.Teams {
		names[i] = Name{teamTable, t.ID, t.Name}
	}
	return s.planDelete(ctx, teamTable, "team_id", names)
}

// DeleteHeroes wants these heroes to be gone, and their memberships with them.
type DeleteHeroes struct{ Heroes []Hero }

func (w DeleteHeroes) plan(ctx context.Context, s *Store) (Plan, error) {
	names := make([]Name, len(w.Heroes))
	for i, h := range w.Heroes {
		names[i] = Name{heroTable, h.ID, h.Name}
	}
	return s.planDelete(ctx, heroTable, "hero_id", names)
}

// planDelete deletes the memberships first, then the rows that they refer to.
func (s *Store) planDelete(ctx context.Context, name, column string, seen []Name) (Plan, error) {
	var p Plan
	if err := s.catalog().refuseDeletion(name); err != nil {
		return p, err
	}
	t := s.catalog().table(name)
	ids := make([]int64, len(seen))
	for i, n := range seen {
		ids[i] = n.ID
	}
	rows, err := s.rows(ctx, t, ids)
	if err != nil {
		return p, err
	}
	links, names, err := s.linksOf(ctx, column, ids)
	if err != nil {
		return p, err
	}
	var conflict Conflict
	var gone []Edit
	var lost []Name
	slices.SortFunc(seen, func(a, b Name) int { return cmp.Compare(a.ID, b.ID) })
	for _, n := range seen {
		row, ok := rows[n.ID]
		switch now := head(text(row.at(t.position("name")))); {
		case !ok:
			p.skip("%s does not exist any more", nameOr(n.Name, name, n.ID))
			p.Gone = append(p.Gone, n)
		case now != head(n.Name):
			conflict.misnamed(name, n.ID, n.Name, now)
		default:
			gone = append(gone, Edit{Table: name, Before: row})
			lost = append(lost, n)
		}
	}
	p.Change.Edits = append(links, gone...)
	p.Change.Names = append(lost, names...)
	p.Change.Label = deleteLabel(t, gone, len(links))
	return p, conflict.orNil()
}

// at returns the value at a position, nil where there is no such row.
func (r Row) at(i int) any {
	if i >= len(r) {
		return nil
	}
	return r[i]
}

func deleteLabel(t *table, gone []Edit, links int) string {
	what := fmt.Sprintf("%d %ss", len(gone), t.name)
	if len(gone) == 1 {
		what = nameOr(text(gone[0].Before[t.position("name")]), t.name, integer(gone[0].Before[t.key[0]]))
	} else if t.name == heroTable {
		what = fmt.Sprintf("%d heroes", len(gone))
	}
	switch links {
	case 0:
		return what + " deleted"
	case 1:
		return what + " deleted, with 1 membership"
	}
	return fmt.Sprintf("%s deleted, with %d memberships", what, links)
}

// linksOf returns the deletion of all memberships whose column is one of ids,
// in the order of their keys, and the names on their other side.
func (s *Store) linksOf(ctx context.Context, column string, ids []int64) ([]Edit, []Name, error) {
	t := s.catalog().table(linkTable)
	width := len(t.columns)
	key, _ := s.linkColumns()
	sides := s.sides()
	var edits []Edit
	var names []Name
	known := map[Name]bool{}
	err := chunks(s.dialect, ids, 1, func(ids []int64) error {
		var sql statement
		s.selectLinks(&sql, t, sides)
		sql.add(aliased(s.dialect, linkTable, "l"), bothSides(s.dialect), " WHERE ")
		s.dialect.among(&sql, "l."+column, asArgs(ids))
		sql.add(" ORDER BY l.team_id, l.hero_id")
		return s.read("Plan").query(ctx, width+len(sides), func(row cells) error {
			link := namedLinkFrom(linkRow{t, Row(row[:width:width])}, row[width:])
			edits = append(edits, Edit{Table: linkTable, Before: link.row})
			other := Name{teamTable, integer(row[key[0]]), text(link.team)}
			if column == "team_id" {
				other = Name{heroTable, integer(row[key[1]]), text(link.hero)}
			}
			if err := lackingSide(row[key[0]], row[key[1]], link.noTeam, link.noHero); err != nil {
				return err
			}
			if !known[other] {
				known[other] = true
				names = append(names, other)
			}
			return nil
		}, sql.String(), sql.args...)
	})
	return edits, names, err
}

// lackingSide refuses the deletion of a membership of nobody: foreign keys would
// not let it be brought back.
func lackingSide(team, hero any, noTeam, noHero bool) error {
	lacking := Name{}
	switch {
	case noTeam:
		lacking = reference(teamTable, team)
	case noHero:
		lacking = reference(heroTable, hero)
	default:
		return nil
	}
	return fail(Foreign, nil, "Nothing was deleted: %s %d does not exist, but has a membership here, and roster could not bring that back. Remove that membership first.",
		lacking.Table, lacking.ID)
}

// Preview is what a confirmation says of a plan before it is carried out.
type Preview struct {
	Names   []string // the rows that go, as people name them
	Links   int      // how many memberships go
	Follows []string // what follows from it: "leaves … with nobody active"
}

// Preview returns what follows from a plan that removes or deletes. The names
// carry text from the database.
func (s *Store) Preview(ctx context.Context, p Plan) (Preview, error) {
	var preview Preview
	losing := map[int64]int64{} // active members that each team loses
	deleted := map[int64]bool{}
	key, flag := s.linkColumns()
	names := indexNames(p.Change.Names)
	for _, e := range p.Change.Edits {
		t := s.catalog().table(e.Table)
		switch {
		case e.After != nil:
		case e.Table == linkTable:
			preview.Links++
			team := integer(e.Before[key[0]])
			if !truth(e.Before[flag]) {
				losing[team]++
			}
		default:
			preview.Names = append(preview.Names, fmt.Sprintf("%s id:%d", rowName(t, e.Before, names), integer(e.Before[t.key[0]])))
			if e.Table == teamTable {
				deleted[integer(e.Before[t.key[0]])] = true
			}
		}
	}
	if len(preview.Names) == 0 {
		for _, e := range p.Change.Edits {
			preview.Names = append(preview.Names, rowName(s.catalog().table(linkTable), e.Before, names))
		}
	}
	follows, err := s.uncovered(ctx, losing, deleted, names)
	preview.Follows = append(follows, p.Final...)
	return preview, err
}

// uncovered says which teams are left with nobody active.
func (s *Store) uncovered(ctx context.Context, losing map[int64]int64, deleted map[int64]bool, names nameIndex) ([]string, error) {
	var teams []int64
	for id, n := range losing {
		if n > 0 && !deleted[id] {
			teams = append(teams, id)
		}
	}
	slices.Sort(teams)
	tallies, err := s.TeamTallies(ctx, teams)
	if err != nil {
		return nil, err
	}
	var follows []string
	for _, id := range teams {
		if tallies[id].Active == losing[id] {
			follows = append(follows, "leaves "+names.of(teamTable, id)+" with nobody active")
		}
	}
	return follows, nil
}

// refuseDeletion returns a [Foreign] error where a deletion from the table would
// set off what roster could not bring back.
func (c catalog) refuseDeletion(table string) error {
	if why := c.irreversible(table); why != "" {
		return fail(Foreign, nil, "Nothing was deleted: %s, and roster could not bring that back. Delete with the program that made it.", why)
	}
	return nil
}

// refuseDeletions is [catalog.refuseDeletion] for the rows that edits delete.
func (c catalog) refuseDeletions(edits []Edit) error {
	for _, e := range edits {
		if e.After != nil {
			continue
		}
		if err := c.refuseDeletion(e.Table); err != nil {
			return err
		}
	}
	return nil
}

// irreversible returns what else a deletion from the table would set off in the
// database, "" where nothing.
func (c catalog) irreversible(name string) string {
	for _, x := range c.hooks {
		if strings.EqualFold(x.table, name) || strings.EqualFold(x.table, linkTable) {
			return x.what
		}
	}
	return ""
}
