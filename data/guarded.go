package data

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// guard is how a list is read that an engine can't be trusted with: what it expects
// of a team or of a filter can be far from what there is. The choice is made within
// the statement, by what there is: few rows are gathered. Else an index is walked
// along, so far and no further, and all are gathered where too few were found there.
type guard struct {
	few   string  // an expression: up to so many are gathered; "" where the index is walked along first
	many  int     // more than so many are not hashed
	crowd listing // who that is said of
	small listing // gathers the few
	legs  []leg   // the walk: one for all segments, or one for each
	rest  listing // gathers all
	again string  // joins what was found, e, with what its rows are of
}

// leg is a walk along an index.
type leg struct {
	entries listing                      // the index: the id of a hero, and the name that a filter looks at
	most    int                          // so many entries are looked at
	walked  listing                      // the rows among the entries, e; what it reads from goes on after those
	segment int                          // of the list, that its rows are of; allSegments where the index has them all
	member  func(standing string) string // the condition that an entry is in the team with this standing, or nil
}

const allSegments = -1

// number returns the expression of the segment's number.
func (g leg) number() string {
	if g.segment == allSegments {
		return "e.seg"
	}
	return strconv.Itoa(g.segment)
}

// step is a leg of one side, from where it begins.
type step struct {
	leg
	reach
	name string
}

// steps returns the walk of one side. A later step is taken where those before it
// found too few, and came to their end.
func (g *guard) steps(side int, r reach) []step {
	legs := slices.Clone(g.legs)
	if r.back {
		slices.Reverse(legs)
	}
	var steps []step
	for i, leg := range legs {
		own := r
		if leg.segment != allSegments {
			from, passed := r.from.within(leg.segment, r.back)
			if passed {
				continue
			}
			own.from, own.inclusive = from, r.inclusive && !from.IsZero()
		}
		steps = append(steps, step{leg, own, fmt.Sprintf("walked%d_%d", side, i)})
	}
	return steps
}

// enough returns how many rows a walk looks for: one more than will do.
func (r reach) enough() int {
	if r.least > 0 {
		return min(r.least, r.limit) + 1
	}
	return r.limit + 1
}

// selectGuarded appends what reads one side of an anchor, or both, with the number of
// the side before each row.
func (l listing) selectGuarded(s *statement, sides []reach) {
	g := l.guard
	s.add("WITH ")
	if g.few != "" {
		many := strconv.Itoa(g.many)
		s.add("few AS MATERIALIZED (SELECT ", g.few, " AS n), size AS MATERIALIZED (SELECT count(*) <= (SELECT n FROM few) AS small, count(*) > ", many, " AS large FROM (")
		g.crowd.selectFrom(s, []string{"1"})
		s.add(" LIMIT ", many, " + 1) AS crowd), ")
	}
	walks := make([][]step, len(sides))
	for side, r := range sides {
		walks[side] = g.steps(side, r)
		l.addWalk(s, walks[side])
	}
	s.add("short AS MATERIALIZED (SELECT NOT ", g.isSmall(), " AND (")
	for side, steps := range walks {
		s.add(between(side, " OR "))
		addShort(s, steps)
	}
	s.add(") AS yes), kept AS MATERIALIZED (")
	l.selectKept(s)
	s.add(") ")
	selectSides(s, sides, func(side int, r reach) { l.selectHalf(s, r, walks[side]) })
}

// selectHalf appends the rows of one side: those of the walk, or of what was kept.
func (l listing) selectHalf(s *statement, r reach, steps []step) {
	s.add("SELECT * FROM (")
	for i, step := range steps {
		s.add(between(i, " UNION ALL "), "SELECT * FROM ", step.name)
	}
	s.add(" ORDER BY ", l.ordered(r.back), " LIMIT ", s.arg(r.enough()), ") AS walk WHERE NOT (SELECT yes FROM short) UNION ALL SELECT ")
	kept := l.keyed("kept")
	kept.columns = []string{l.idCell() + " AS id"}
	s.add(strings.Join(slices.Concat(l.columns, keysOfFound("e")), ", "), " FROM (")
	kept.selectArms(s, kept.arms(r.from, r.back, r.inclusive), r.back, r.limit+1)
	s.add(") AS e ", l.guard.again)
}

// isSmall returns the condition that the few are gathered.
func (g *guard) isSmall() string {
	if g.few == "" {
		return "FALSE"
	}
	return "(SELECT small FROM size)"
}

// addWalk appends what the steps of one side find.
func (l listing) addWalk(s *statement, steps []step) {
	for i, step := range steps {
		s.add(step.name, " AS MATERIALIZED (SELECT ")
		for _, column := range l.columns {
			s.add(column, ", ")
		}
		s.add(step.number(), " AS seg")
		for i, like := range l.merged().cells {
			cell := "e." + cellName(i)
			if step.segment != allSegments && l.segments[step.segment].cells[i] == "" {
				cell = "CASE WHEN FALSE THEN " + like + " END" // of the type that it has in another segment
			}
			s.add(", ", cell, " AS ", cellName(i))
		}
		s.add(" FROM (")
		step.selectEntries(s)
		s.add(") AS e ")
		conditions := []func(*statement) string{always("NOT " + l.guard.isSmall())}
		if i > 0 {
			conditions = append(conditions, func(s *statement) string { return foundBy(steps[:i]) + " < " + s.arg(step.enough()) })
		}
		step.walked.fromWhere(s, conditions...)
		s.add(" ORDER BY ", l.ordered(step.back), " LIMIT ", s.arg(step.enough()), "), ")
	}
}

// selectEntries appends the nearest entries of the index beyond where a step begins.
func (t step) selectEntries(s *statement) {
	t.entries.selectArms(s, t.entries.arms(t.from, t.back, t.inclusive), t.back, t.most)
}

// foundBy returns an expression for how many rows these steps found.
func foundBy(steps []step) string {
	counts := make([]string, len(steps))
	for i, step := range steps {
		counts[i] = "(SELECT count(*) FROM " + step.name + ")"
	}
	return strings.Join(counts, " + ")
}

// addShort appends whether the steps of one side found too few: one did, and was not
// at the end of its index.
func addShort(s *statement, steps []step) {
	s.add("CASE")
	for i, step := range steps {
		s.add(" WHEN ", foundBy(steps[:i+1]), " >= ", s.arg(step.enough()), " THEN FALSE WHEN (SELECT count(*) FROM (")
		step.selectEntries(s)
		s.add(") AS e) >= ", s.arg(step.most), " THEN TRUE")
	}
	s.add(" ELSE FALSE END")
}

// selectKept appends the keys of what is gathered, once for both sides.
func (l listing) selectKept(s *statement) {
	keys := l.keys(l.merged(), l.numbered())
	if l.guard.few != "" {
		l.guard.small.selectFrom(s, keys, always(l.guard.isSmall()))
		s.add(" UNION ALL ")
	}
	l.guard.rest.selectFrom(s, keys, always("(SELECT yes FROM short)"))
}
