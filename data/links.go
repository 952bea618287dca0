package data

import "context"

// linkRow is a membership as it is stored.
type linkRow struct {
	table *table // by which the row is laid out
	row   Row
}

// isTraining tells where the membership stands.
func (r linkRow) isTraining() bool { return truth(r.row[r.table.position("is_training")]) }

// namedLink is one with the names beside it: nil where there is no such team or
// hero.
type namedLink struct {
	linkRow
	team, hero     any
	noTeam, noHero bool
}

// namedLinkFrom reads the cells of [Store.sides].
func namedLinkFrom(row linkRow, sides cells) namedLink {
	return namedLink{row, trimmed(sides[0]), trimmed(sides[1]), truth(sides[2]), truth(sides[3])}
}

// differs adds to conflict where an id belongs to somebody else by now.
func (r namedLink) differs(m Seen, conflict *Conflict) bool {
	switch {
	case text(r.hero) != head(m.Hero):
		conflict.misnamed(heroTable, m.HeroID, m.Hero, r.hero)
	case text(r.team) != head(m.Team):
		conflict.misnamed(teamTable, m.TeamID, m.Team, r.team)
	default:
		return false
	}
	return true
}

// bothSides joins the team and the hero of a membership, where they exist.
func bothSides(d dialect) string { return teamOfLink(d) + heroOfLink(d) }

// teamOfLink joins the team of a membership, where it exists, and heroOfLink the hero.
func teamOfLink(d dialect) string {
	return " LEFT JOIN " + aliased(d, teamTable, "t") + " ON t.id = l.team_id"
}
func heroOfLink(d dialect) string {
	return " LEFT JOIN " + aliased(d, heroTable, "h") + " ON h.id = l.hero_id"
}

// sides is what is read of the team and the hero of a membership: their names, and
// whether the one and the other do not exist.
func (s *Store) sides() []string {
	return []string{s.dialect.shown("t.name", textType), s.dialect.shown("h.name", textType), "t.id IS NULL", "h.id IS NULL"}
}

// selectLinks appends what is read of a membership: its row, and what more is
// wanted.
func (s *Store) selectLinks(sql *statement, t *table, more []string) {
	sql.add("SELECT ")
	sql.rawColumns(s.dialect, "l.", t)
	for _, expression := range more {
		sql.add(", ", expression)
	}
	sql.add(" FROM ")
}

// links reads the memberships of these keys; those that do not exist are not in
// the answer.
func (s *Store) links(ctx context.Context, members []Seen) (map[LinkKey]linkRow, error) {
	rows := make(map[LinkKey]linkRow, len(members))
	err := s.eachLink(ctx, members, nil, "", func(key LinkKey, row linkRow, _ cells) { rows[key] = row })
	return rows, err
}

// namedLinks reads them with the names of their team and hero.
func (s *Store) namedLinks(ctx context.Context, members []Seen) (map[LinkKey]namedLink, error) {
	rows := make(map[LinkKey]namedLink, len(members))
	err := s.eachLink(ctx, members, s.sides(), bothSides(s.dialect), func(key LinkKey, row linkRow, sides cells) {
		rows[key] = namedLinkFrom(row, sides)
	})
	return rows, err
}

// eachLink reads the memberships of these keys, each with what else is selected
// from what is joined to it. In the order of the keys that is faster.
func (s *Store) eachLink(ctx context.Context, members []Seen, more []string, join string, use func(LinkKey, linkRow, cells)) error {
	t := s.catalog().table(linkTable)
	key, _ := s.linkColumns()
	width := len(t.columns)
	c := s.read("Plan")
	c.steps = newSteps(ctx, len(members))
	return chunks(s.dialect, members, 2, func(members []Seen) error {
		var sql statement
		s.selectLinks(&sql, t, more)
		s.dialect.source(&sql, t.typesAt(key[:]), keysOf(members))
		sql.add(" JOIN ", aliased(s.dialect, linkTable, "l"), " ON l.team_id = ", column(0), " AND l.hero_id = ", column(1), join)
		defer c.steps.add(len(members))
		return c.query(ctx, width+len(more), func(row cells) error {
			use(LinkKey{integer(row[key[0]]), integer(row[key[1]])}, linkRow{t, Row(row[:width:width])}, row[width:])
			return nil
		}, sql.String(), sql.args...)
	})
}

func keysOf(members []Seen) [][]any {
	keys := make([][]any, len(members))
	for i, m := range members {
		keys[i] = []any{m.TeamID, m.HeroID}
	}
	return keys
}
