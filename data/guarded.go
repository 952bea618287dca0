package data

import (
	"context"
	"slices"
	"strconv"
)

// guard is how a list is read that an engine can't be trusted with: what it expects
// of a team or of a filter can be far from what there is. The choice is made within
// the statement, by what there is: few rows are gathered. Else an index is walked
// along, so far and no further, and all are gathered where too few were found there.
type guard struct {
	few     string  // an expression: up to so many are gathered; "" where the index is walked along first
	crowd   listing // who that is said of
	small   listing // gathers the few
	entries listing // the index: the id of a hero, and the name that a filter looks at
	most    int     // so many entries are looked at; 0 where walked goes along an index itself, to its end
	walked  listing // the rows among the entries, e; what it reads from goes on after those
	rest    listing // gathers all
}

// guarded reads one side of an anchor, or both, with one statement. Each page is in
// the order of the list.
func guarded[R any](ctx context.Context, s *Store, l listing, sides []reach, read func(cells) R) ([]Page[R], error) {
	pages := make([]Page[R], len(sides))
	var sql statement
	l.selectGuarded(&sql, sides)
	width := len(l.columns)
	err := s.reading(l, l.label).query(ctx, 1+width+1+maxCells, func(row cells) error {
		pages[integer(row[0])].take(row[1:], width, read)
		return nil
	}, sql.String(), sql.args...)
	for i, r := range sides {
		pages[i] = pages[i].cut(r.back, r.limit, r.least)
	}
	return pages, err
}

// enough returns how many rows a walk looks for: one more than will do.
func (r reach) enough() int {
	if r.least > 0 {
		return min(r.least, r.limit) + 1
	}
	return r.limit + 1
}

// selectGuarded appends the statement, with the number of the side before each row.
func (l listing) selectGuarded(s *statement, sides []reach) {
	g := l.guard
	s.add("WITH ")
	if g.few != "" {
		s.add("few AS MATERIALIZED (SELECT ", g.few, " AS n), size AS MATERIALIZED (SELECT count(*) <= (SELECT n FROM few) AS small FROM (")
		g.crowd.selectFrom(s, []string{"1"})
		s.add(" LIMIT (SELECT n + 1 FROM few)) AS crowd), ")
	}
	for side, r := range sides {
		s.add(walkedName(side), " AS MATERIALIZED (")
		l.selectWalked(s, r)
		s.add("), ")
	}
	s.add("short AS MATERIALIZED (SELECT ")
	g.selectShort(s, sides)
	s.add(" AS yes), kept AS MATERIALIZED (")
	l.selectKept(s)
	s.add(") ")
	kept := l.keyed("kept")
	kept.columns = l.named()
	for side, r := range sides {
		s.add([]string{"", " UNION ALL "}[min(side, 1)], "SELECT ", strconv.Itoa(side), " AS side, half.* FROM (SELECT * FROM ", walkedName(side),
			" WHERE NOT (SELECT yes FROM short) UNION ALL SELECT * FROM (")
		kept.selectArms(s, kept.arms(r.from, r.back, r.inclusive), r.back, r.limit+1)
		s.add(") AS page) AS half")
	}
	s.add(" ORDER BY ", l.ordered(false))
}

func walkedName(side int) string { return "walked" + strconv.Itoa(side) }

// isSmall returns the condition that the few are gathered.
func (g *guard) isSmall() string {
	if g.few == "" {
		return "FALSE"
	}
	return "(SELECT small FROM size)"
}

// selectWalked appends what is found along an index.
func (l listing) selectWalked(s *statement, r reach) {
	g, isLarge := l.guard, always("NOT "+l.guard.isSmall())
	if g.most == 0 {
		arms := g.walked.arms(r.from, r.back, r.inclusive)
		for i := range arms {
			arms[i].where = append(slices.Clone(arms[i].where), isLarge)
		}
		g.walked.selectArms(s, arms, r.back, r.enough())
		return
	}
	s.add("SELECT ")
	for _, column := range l.columns {
		s.add(column, ", ")
	}
	s.add("e.seg AS seg")
	for i := range maxCells {
		s.add(", e.", cellName(i), " AS ", cellName(i))
	}
	s.add(" FROM (")
	g.selectEntries(s, r)
	s.add(") AS e ")
	g.walked.fromWhere(s, isLarge)
	s.add(" ORDER BY ", l.ordered(r.back), " LIMIT ", s.arg(r.enough()))
}

// selectEntries appends the nearest entries of the index beyond an anchor.
func (g *guard) selectEntries(s *statement, r reach) {
	g.entries.selectArms(s, g.entries.arms(r.from, r.back, r.inclusive), r.back, g.most)
}

// selectShort appends whether the walk found too few on one of the sides, and was
// not at the end of its index.
func (g *guard) selectShort(s *statement, sides []reach) {
	if g.most == 0 {
		s.add("FALSE")
		return
	}
	s.add("NOT ", g.isSmall(), " AND (")
	for side, r := range sides {
		s.add([]string{"", " OR "}[min(side, 1)], "CASE WHEN (SELECT count(*) FROM ", walkedName(side), ") >= ", s.arg(r.enough()),
			" THEN FALSE ELSE (SELECT count(*) FROM (")
		g.selectEntries(s, r)
		s.add(") AS e) >= ", s.arg(g.most), " END")
	}
	s.add(")")
}

// selectKept appends what is gathered, once for both sides.
func (l listing) selectKept(s *statement) {
	columns := l.named()
	for i, column := range l.columns {
		columns[i] = column + " AS " + columns[i]
	}
	columns = append(columns, l.keys(l.merged(), l.numbered())...)
	if l.guard.few != "" {
		l.guard.small.selectFrom(s, columns, always(l.guard.isSmall()))
		s.add(" UNION ALL ")
	}
	l.guard.rest.selectFrom(s, columns, always("(SELECT yes FROM short)"))
}

// named returns names for the columns of what is kept.
func (l listing) named() []string {
	names := make([]string, len(l.columns))
	for i := range names {
		names[i] = "c" + strconv.Itoa(i)
	}
	return names
}
