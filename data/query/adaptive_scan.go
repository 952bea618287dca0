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
	sortLimit  string      // an expression: up to so many are sorted in memory; "" if the index is scanned first
	hashLimit  int         // more than so many are not hashed
	candidates listing     // the rows that are counted for that
	small      listing     // sorts few rows in memory
	scans      []entryScan // the scan: one for all segments, or one for each
	large      listing     // sorts all rows in memory
	lookup     string      // joins the entries that were found, e, with their rows
}

// entryScan is a scan of an index.
type entryScan struct {
	entries    listing                      // the index: the ID of a hero, and the name that a filter compares
	maxEntries int                          // the entries that are examined
	matches    listing                      // the rows of the entries, e; its FROM clause goes on after those
	segment    int                          // the segment of its rows; allSegments if the index has them all
	member     func(standing string) string // the condition that an entry is in the team with this standing, or nil
}

const allSegments = -1

// number returns the expression of the segment's number.
func (g entryScan) number() string {
	if g.segment == allSegments {
		return "e.seg"
	}
	return strconv.Itoa(g.segment)
}

// scanStep is a part of a scan on one side of the anchor, from its start.
type scanStep struct {
	entryScan
	pageRange
	name string
}

// steps returns the scan of one side. A later step runs if those before it found too few rows
// and reached their end.
func (g *adaptiveScan) steps(side int, r pageRange) []scanStep {
	scans := slices.Clone(g.scans)
	if r.back {
		slices.Reverse(scans)
	}
	var steps []scanStep
	for i, scan := range scans {
		own := r
		if scan.segment != allSegments {
			from, passed := r.from.within(scan.segment, r.back)
			if passed {
				continue
			}
			own.from, own.inclusive = from, r.inclusive && !from.IsZero()
		}
		steps = append(steps, scanStep{scan, own, fmt.Sprintf("scan%d_%d", side, i)})
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

// selectAdaptive appends what reads one side of an anchor, or both, with the number of
// the side before each row.
func (l listing) selectAdaptive(s *sqldb.Builder, sides []pageRange) {
	g := l.adaptive
	s.Add("WITH ")
	if g.sortLimit != "" {
		hashLimit := strconv.Itoa(g.hashLimit)
		s.Add("sort_limit AS MATERIALIZED (SELECT ", g.sortLimit, " AS n), size AS MATERIALIZED (SELECT count(*) <= (SELECT n FROM sort_limit) AS small, count(*) > ", hashLimit, " AS large FROM (")
		g.candidates.selectFrom(s, []string{"1"})
		s.Add(" LIMIT ", hashLimit, " + 1) AS candidates), ")
	}
	stepsOf := make([][]scanStep, len(sides))
	for side, r := range sides {
		stepsOf[side] = g.steps(side, r)
		l.addSteps(s, stepsOf[side])
	}
	s.Add("incomplete AS MATERIALIZED (SELECT NOT ", g.isSmall(), " AND (")
	for side, steps := range stepsOf {
		s.Add(sqldb.Between(side, " OR "))
		addIncomplete(s, steps)
	}
	s.Add(") AS yes), sorted AS MATERIALIZED (")
	l.selectSortedKeys(s)
	s.Add(") ")
	selectSides(s, sides, func(side int, r pageRange) { l.selectAdaptiveSide(s, r, stepsOf[side]) })
}

// selectAdaptiveSide appends the rows of one side: those of the scan, or those sorted in memory.
func (l listing) selectAdaptiveSide(s *sqldb.Builder, r pageRange, steps []scanStep) {
	s.Add("SELECT * FROM (")
	for i, step := range steps {
		s.Add(sqldb.Between(i, " UNION ALL "), "SELECT * FROM ", step.name)
	}
	s.Add(" ORDER BY ", l.ordered(r.back), " LIMIT ", s.Arg(r.enough()),
		") AS scanned WHERE NOT (SELECT yes FROM incomplete) UNION ALL SELECT ")
	sorted := l.keyed("sorted")
	sorted.columns = []string{l.idCell() + " AS id"}
	s.Add(strings.Join(slices.Concat(l.columns, l.keysOfFound("e")), ", "), " FROM (")
	sorted.selectRanges(s, sorted.ranges(r.from, r.back, r.inclusive), r.back, r.limit+1)
	s.Add(") AS e ", l.adaptive.lookup)
}

// isSmall returns the condition that the rows are few enough to be sorted in memory.
func (g *adaptiveScan) isSmall() string {
	if g.sortLimit == "" {
		return "FALSE"
	}
	return "(SELECT small FROM size)"
}

// addSteps appends what the steps of one side find.
func (l listing) addSteps(s *sqldb.Builder, steps []scanStep) {
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
		step.matches.fromWhere(s, conditions...)
		s.Add(" ORDER BY ", l.ordered(step.back), " LIMIT ", s.Arg(step.enough()), "), ")
	}
}

// selectEntries appends the nearest entries of the index beyond the start of a step.
func (t scanStep) selectEntries(s *sqldb.Builder) {
	t.entries.selectRanges(s, t.entries.ranges(t.from, t.back, t.inclusive), t.back, t.maxEntries)
}

// foundBy returns an expression for how many rows these steps found.
func foundBy(steps []scanStep) string {
	counts := make([]string, len(steps))
	for i, step := range steps {
		counts[i] = "(SELECT count(*) FROM " + step.name + ")"
	}
	return strings.Join(counts, " + ")
}

// addIncomplete appends whether the steps of one side found too few rows, and one of them did
// not reach the end of its index.
func addIncomplete(s *sqldb.Builder, steps []scanStep) {
	s.Add("CASE")
	for i, step := range steps {
		s.Add(" WHEN ", foundBy(steps[:i+1]), " >= ", s.Arg(step.enough()), " THEN FALSE WHEN (SELECT count(*) FROM (")
		step.selectEntries(s)
		s.Add(") AS e) >= ", s.Arg(step.maxEntries), " THEN TRUE")
	}
	s.Add(" ELSE FALSE END")
}

// selectSortedKeys appends the keys of the rows sorted in memory, once for both sides.
func (l listing) selectSortedKeys(s *sqldb.Builder) {
	keys := l.keys(l.merged(), l.numbered())
	if l.adaptive.sortLimit != "" {
		l.adaptive.small.selectFrom(s, keys, constant(l.adaptive.isSmall()))
		s.Add(" UNION ALL ")
	}
	l.adaptive.large.selectFrom(s, keys, constant("(SELECT yes FROM incomplete)"))
}
