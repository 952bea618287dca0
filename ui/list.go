package ui

import (
	"context"

	"roster/data"
)

// listSpec is what makes one list differ from another.
type listSpec[R any, K comparable] struct {
	list      data.List
	base      data.Status // what the list is made of: clearing the filters goes back to it
	fetch     func(context.Context, data.Query, data.Seek) (data.Page[R], error)
	enrich    func(context.Context, data.Query, []R) (map[K]R, error) // what arrives after the rows; may be nil
	merge     func(into *R, from R)                                   // takes over what enrich brought
	missed    func(context.Context, data.Query) (bool, error)         // whether pages lack rows that it takes long to find; may be nil
	key       func(R) K
	id        func(R) int64 // the id that [data.Seek] goes by
	columns   func() []column[R]
	headed    bool // draws the titles of the columns
	unnamed   bool // the first column is no name: rows that look the same are not told apart by their ids
	uncounted bool // is short, and never counted
}

// list shows a window of about three screens of a list's rows, read by key in
// both directions. The cursor and the marks follow the identity of a row, not
// its place.
type list[R any, K comparable] struct {
	listSpec[R, K]
	store *data.Store
	look  *look
	query data.Query

	rows          []R
	anchors       []data.Anchor
	answers       data.Query // what the rows and the anchors belong to
	before, after bool       // there are rows beyond the window
	ready         bool       // the window was read at least once
	err           error

	cursor, top int   // indices into rows: under the cursor, first on screen
	first       int64 // the row to show first, 0 for any
	owed        int   // moves that wait for rows beyond the window
	marks       marks[R, K]

	total, rank int64      // of the query; of the first row of the window as it was read; -1 while not known
	totalOf     data.Query // what total is of
	shift       int64      // by how many rows the window's beginning moved since then

	width, height int            // cells; rows that fit
	natural       []int          // how wide each column's content is
	drawn         map[K][]cell   // the cells of rows, made safe for the screen once
	repeated      map[string]int // how often a name is seen in the window
	changes[K]
	loader
}

// notCounted is the total of a list that could not be counted.
const notCounted = -2

// loader is the state of a list's reading.
type loader struct {
	gen        int                // results of an older one are dropped
	counting   int                // counts of an older one are dropped
	writes     int                // that it heard of: what was read before one is read again
	reading    bool               // a page is under way
	ahead      bool               // that is one beyond the window
	markings   int                // "mark all" that are under way
	extras     int                // readings of what arrives after the rows that are under way
	soughtFrom int64              // the row that the cursor was on when it was asked for
	soughtLine int                // the line of the screen on which the cursor is to be
	sought     *data.Seek         // the page that a person asked for last, until it is here
	due        bool               // that is to be read when the one that is under way is here
	wanted     context.Context    // ends when other rows are wanted
	cancel     context.CancelFunc // ends that
	counts     context.Context    // ends when they are wanted no more, or counted again
	uncount    context.CancelFunc // ends that
}

func newLoader() loader {
	return loader{wanted: context.Background(), cancel: func() {}, counts: context.Background(), uncount: func() {}}
}

// recounts ends the counting that is under way: it begins again.
func (l *loader) recounts() {
	l.uncount()
	l.counting++
	l.counts, l.uncount = context.WithCancel(l.wanted)
}

func newList[R any, K comparable](store *data.Store, look *look, spec listSpec[R, K]) *list[R, K] {
	return &list[R, K]{
		listSpec: spec, store: store, look: look, query: data.Query{List: spec.list, Status: spec.base},
		marks: newMarks[R, K](), changes: newChanges[K](), drawn: map[K][]cell{}, total: -1, rank: -1, height: 20,
		loader: newLoader(),
	}
}

// current returns the row under the cursor.
func (l *list[R, K]) current() (R, bool) {
	if l.cursor < 0 || l.cursor >= len(l.rows) {
		var none R
		return none, false
	}
	return l.rows[l.cursor], true
}

// picked returns the marked rows, else the one under the cursor.
func (l *list[R, K]) picked() []R {
	if l.marked() == 0 {
		if row, ok := l.current(); ok {
			return []R{row}
		}
		return nil
	}
	picked := make([]R, 0, l.marked())
	for _, row := range l.marks.rows {
		picked = append(picked, row)
	}
	return picked
}

// toggleMark marks the row under the cursor, or takes its mark away.
func (l *list[R, K]) toggleMark() {
	row, ok := l.current()
	if !ok {
		return
	}
	if key := l.key(row); l.marks.has(key) {
		l.marks.takeOff(key)
	} else {
		l.marks.put(key, row)
	}
}

// edit changes the rows that are on hand, marked ones too: change gets each row
// and returns true where it changed it.
func (l *list[R, K]) edit(change func(*R) bool) {
	for i := range l.rows {
		if change(&l.rows[i]) {
			l.tick(l.key(l.rows[i]))
		}
	}
	for key, row := range l.marks.rows {
		if change(&row) {
			l.marks.rows[key] = row
		}
	}
	l.redraw()
}

// setSize says how many cells wide the rows are, and how many fit.
func (l *list[R, K]) setSize(width, height int) {
	l.width, l.height = width, max(1, height)
	l.follow()
}

// move moves the cursor by n rows. What goes beyond the window is owed until the
// rows are here; moves that come meanwhile add to it.
func (l *list[R, K]) move(n int) {
	target := l.cursor + l.owed + n
	l.owed = 0
	switch last := len(l.rows) - 1; {
	case target > last:
		if l.after {
			l.owed = target - last
		}
		target = max(0, last)
	case target < 0:
		if l.before {
			l.owed = target
		}
		target = 0
	}
	l.cursor = target
	l.follow()
}

// follow scrolls so that the cursor is on screen.
func (l *list[R, K]) follow() {
	l.cursor = max(0, min(l.cursor, len(l.rows)-1))
	l.top = max(0, min(l.top, len(l.rows)-l.height))
	if l.cursor < l.top {
		l.top = l.cursor
	}
	if l.cursor >= l.top+l.height {
		l.top = l.cursor - l.height + 1
	}
}

// filtered tells whether the list hides rows.
func (l *list[R, K]) filtered() bool {
	return len(l.query.Filter) > 0 || l.query.Status != l.base
}

// unfilter makes the list ask for all of its rows again.
func (l *list[R, K]) unfilter() { l.query.Filter, l.query.Status = nil, l.base }

// unmarkLinks takes the marks off the rows whose memberships were changed.
func (l *list[R, K]) unmarkLinks(effect data.Effect, id func(data.LinkKey) int64) {
	changed := touched(effect, id, l.id)
	l.marks.takeOffWhere(func(_ K, row R) bool { return changed(row) })
}

// clickRow puts the cursor on the row at a line of the list's pane, the border
// being line 0.
func (l *list[R, K]) clickRow(y int) { l.jumpOnScreen(y - 1 - titles(l.headed)) }

// jumpOnScreen puts the cursor on row i of those on screen, if there is such a row.
// It drops the moves that are owed.
func (l *list[R, K]) jumpOnScreen(i int) {
	if i >= 0 && i < len(l.onScreen()) {
		l.jump(l.top + i)
	}
}

// touched returns which rows a write touched: those of one end of its
// memberships.
func touched[R any](effect data.Effect, end func(data.LinkKey) int64, id func(R) int64) func(R) bool {
	ids := make(map[int64]bool, len(effect.Links))
	for _, link := range effect.Links {
		ids[end(link.Key)] = true
	}
	return func(row R) bool { return ids[id(row)] }
}

// failure returns why the rows could not be read, or nil.
func (l *list[R, K]) failure() error { return l.err }

// wasRead reports whether the window was read at least once.
func (l *list[R, K]) wasRead() bool { return l.ready }

// window returns the rows that are on hand. They must not be changed.
func (l *list[R, K]) window() []R { return l.rows }

// whole reports whether all the rows of the query are on hand.
func (l *list[R, K]) whole() bool { return !l.before && !l.after }

// size returns how many rows the query has, less than 0 if that is not known.
func (l *list[R, K]) size() int64 { return l.total }

// at returns which row of the window the cursor is on.
func (l *list[R, K]) at() int { return l.cursor }

// screenTop returns which row of the window is the first one on screen.
func (l *list[R, K]) screenTop() int { return l.top }

// startAt makes the first reading begin at the row with this id, 0 for any.
func (l *list[R, K]) startAt(id int64) { l.first = id }

// startID returns the id of the row under the cursor; before there is one, that of the
// row where reading begins.
func (l *list[R, K]) startID() int64 {
	if row, ok := l.current(); ok {
		return l.id(row)
	}
	return l.first
}

// isMarked reports whether the row with this key is marked.
func (l *list[R, K]) isMarked(key K) bool { return l.marks.has(key) }

// takeMark removes the mark of the row with this key.
func (l *list[R, K]) takeMark(key K) { l.marks.takeOff(key) }

// isFlashing reports whether another program has just changed the row with this key.
func (l *list[R, K]) isFlashing(key K) bool { return l.flashes[key] > 0 }

// keep makes the row with this key stay until the list is read for another reason, even
// if a filter hides it by now.
func (l *list[R, K]) keep(key K) { l.kept[key] = true }

// nameWidth returns how wide the first column's content is.
func (l *list[R, K]) nameWidth() int {
	if len(l.natural) == 0 {
		return 0
	}
	return l.natural[0]
}
