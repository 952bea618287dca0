package query

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"roster/data/internal/sqldb"
)

// adaptiveScan is the plan of a list for which an engine's estimates can't be trusted: what it
// expects of a team or of a filter can be far from the truth. The statement itself chooses by
// the actual counts: few rows are sorted in memory. Otherwise an index is scanned, up to a
// limit, and all rows are sorted in memory if too few were found there.
type adaptiveScan struct {
	few   string    // an expression: up to so many are sorted in memory; "" if the index is scanned first
	many  int       // more than so many are not hashed
	crowd listing   // who that is said of
	small listing   // sorts few rows in memory
	legs  []scanLeg // the scan: one for all segments, or one for each
	rest  listing   // sorts all rows in memory
	again string    // joins what was found, e, with what its rows are of
}

// scanLeg is a scan of an index.
type scanLeg struct {
	entries listing                      // the index: the ID of a hero, and the name that a filter compares
	most    int                          // the entries that are examined
	walked  listing                      // the rows among the entries, e; what it reads from goes on after those
	segment int                          // the segment of the list that its rows are in; allSegments if the index has them all
	member  func(standing string) string // the condition that an entry is in the team with this standing, or nil
}

const allSegments = -1

// number returns the expression of the segment's number.
func (g scanLeg) number() string {
	if g.segment == allSegments {
		return "e.seg"
	}
	return strconv.Itoa(g.segment)
}

// scanStep is a part of a scan on one side of the anchor, from its start.
type scanStep struct {
	scanLeg
	pageRange
	name string
}

// steps returns the scan of one side. A later step runs if those before it found too few rows
// and reached their end.
func (g *adaptiveScan) steps(side int, r pageRange) []scanStep {
	legs := slices.Clone(g.legs)
	if r.back {
		slices.Reverse(legs)
	}
	var steps []scanStep
	for i, leg := range legs {
		own := r
		if leg.segment != allSegments {
			from, passed := r.from.within(leg.segment, r.back)
			if passed {
				continue
			}
			own.from, own.inclusive = from, r.inclusive && !from.IsZero()
		}
		steps = append(steps, scanStep{leg, own, fmt.Sprintf("walked%d_%d", side, i)})
	}
	return steps
}

// enough returns how many rows a scan looks for: one more than necessary.
func (r pageRange) enough() int {
	if r.least > 0 {
		return min(r.least, r.limit) + 1
	}
	return r.limit + 1
}

// selectGuarded appends what reads one side of an anchor, or both, with the number of
// the side before each row.
func (l listing) selectGuarded(s *sqldb.Builder, sides []pageRange) {
	g := l.adaptive
	s.Add("WITH ")
	if g.few != "" {
		many := strconv.Itoa(g.many)
		s.Add("few AS MATERIALIZED (SELECT ", g.few, " AS n), size AS MATERIALIZED (SELECT count(*) <= (SELECT n FROM few) AS small, count(*) > ", many, " AS large FROM (")
		g.crowd.selectFrom(s, []string{"1"})
		s.Add(" LIMIT ", many, " + 1) AS crowd), ")
	}
	walks := make([][]scanStep, len(sides))
	for side, r := range sides {
		walks[side] = g.steps(side, r)
		l.addWalk(s, walks[side])
	}
	s.Add("short AS MATERIALIZED (SELECT NOT ", g.isSmall(), " AND (")
	for side, steps := range walks {
		s.Add(sqldb.Between(side, " OR "))
		addShort(s, steps)
	}
	s.Add(") AS yes), kept AS MATERIALIZED (")
	l.selectKept(s)
	s.Add(") ")
	selectSides(s, sides, func(side int, r pageRange) { l.selectHalf(s, r, walks[side]) })
}

// selectHalf appends the rows of one side: those of the scan, or those sorted in memory.
func (l listing) selectHalf(s *sqldb.Builder, r pageRange, steps []scanStep) {
	s.Add("SELECT * FROM (")
	for i, step := range steps {
		s.Add(sqldb.Between(i, " UNION ALL "), "SELECT * FROM ", step.name)
	}
	s.Add(" ORDER BY ", l.ordered(r.back), " LIMIT ", s.Arg(r.enough()), ") AS walk WHERE NOT (SELECT yes FROM short) UNION ALL SELECT ")
	kept := l.keyed("kept")
	kept.columns = []string{l.idCell() + " AS id"}
	s.Add(strings.Join(slices.Concat(l.columns, l.keysOfFound("e")), ", "), " FROM (")
	kept.selectArms(s, kept.arms(r.from, r.back, r.inclusive), r.back, r.limit+1)
	s.Add(") AS e ", l.adaptive.again)
}

// isSmall returns the condition that the rows are few enough to be sorted in memory.
func (g *adaptiveScan) isSmall() string {
	if g.few == "" {
		return "FALSE"
	}
	return "(SELECT small FROM size)"
}

// addWalk appends what the steps of one side find.
func (l listing) addWalk(s *sqldb.Builder, steps []scanStep) {
	for i, step := range steps {
		s.Add(step.name, " AS MATERIALIZED (SELECT ")
		for _, column := range l.columns {
			s.Add(column, ", ")
		}
		s.Add(step.number(), " AS seg")
		for i, like := range l.merged().cells {
			cell := "e." + cellName(i)
			if step.segment != allSegments && l.segments[step.segment].cells[i] == "" {
				cell = "CASE WHEN FALSE THEN " + like + " END" // of the type that it has in another segment
			}
			s.Add(", ", cell, " AS ", cellName(i))
		}
		s.Add(" FROM (")
		step.selectEntries(s)
		s.Add(") AS e ")
		conditions := []func(*sqldb.Builder) string{constant("NOT " + l.adaptive.isSmall())}
		if i > 0 {
			conditions = append(conditions, func(s *sqldb.Builder) string { return foundBy(steps[:i]) + " < " + s.Arg(step.enough()) })
		}
		step.walked.fromWhere(s, conditions...)
		s.Add(" ORDER BY ", l.ordered(step.back), " LIMIT ", s.Arg(step.enough()), "), ")
	}
}

// selectEntries appends the nearest entries of the index beyond the start of a step.
func (t scanStep) selectEntries(s *sqldb.Builder) {
	t.entries.selectArms(s, t.entries.arms(t.from, t.back, t.inclusive), t.back, t.most)
}

// foundBy returns an expression for how many rows these steps found.
func foundBy(steps []scanStep) string {
	counts := make([]string, len(steps))
	for i, step := range steps {
		counts[i] = "(SELECT count(*) FROM " + step.name + ")"
	}
	return strings.Join(counts, " + ")
}

// addShort appends whether the steps of one side found too few: one did, and was not
// at the end of its index.
func addShort(s *sqldb.Builder, steps []scanStep) {
	s.Add("CASE")
	for i, step := range steps {
		s.Add(" WHEN ", foundBy(steps[:i+1]), " >= ", s.Arg(step.enough()), " THEN FALSE WHEN (SELECT count(*) FROM (")
		step.selectEntries(s)
		s.Add(") AS e) >= ", s.Arg(step.most), " THEN TRUE")
	}
	s.Add(" ELSE FALSE END")
}

// selectKept appends the keys of the rows sorted in memory, once for both sides.
func (l listing) selectKept(s *sqldb.Builder) {
	keys := l.keys(l.merged(), l.numbered())
	if l.adaptive.few != "" {
		l.adaptive.small.selectFrom(s, keys, constant(l.adaptive.isSmall()))
		s.Add(" UNION ALL ")
	}
	l.adaptive.rest.selectFrom(s, keys, constant("(SELECT yes FROM short)"))
}
