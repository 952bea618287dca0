package list

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"roster/data"
	"roster/data/change"
	"roster/data/model"
	"roster/data/query"
	"roster/ui/style"
)

// Spec is what makes one list differ from another.
type Spec[R any, K comparable] struct {
	Kind      query.List
	Base      query.StatusFilter // what the list is made of: clearing the filters goes back to it
	Fetch     func(context.Context, query.Query, query.Seek) (query.Page[R], error)
	Enrich    func(context.Context, query.Query, []R) (map[K]R, error) // what arrives after the rows; may be nil
	Merge     func(into *R, from R)                                    // takes over what enrich brought
	IsMissing func(context.Context, query.Query) (bool, error)         // whether pages lack rows that it takes long to find; may be nil
	Key       func(R) K
	ID        func(R) model.ID // the id that [query.Seek] goes by
	TeamOf    func(R) model.ID // with that, in lists of several teams; may be nil
	IsPinned  func(R) bool     // whether a row comes before all others, and does not count as one of them; may be nil
	Columns   func() []style.Column[R]
	Headed    bool // draws the titles of the columns
	Unnamed   bool // the first column is not a name: rows that look the same are not distinguished by their IDs
	Uncounted bool // is short, and never counted
}

// List shows a window of about three screens of a list's rows, read by key in
// both directions. The cursor and the marks follow the identity of a row, not
// its place.
type List[R any, K comparable] struct {
	Spec[R, K]
	store *data.Store
	style *style.Style
	query query.Query

	rows          []R
	anchors       []query.Anchor
	answers       query.Query // what the rows and the anchors belong to
	before, after bool        // there are rows beyond the window
	ready         bool        // the window was read at least once
	err           error

	cursor, top int      // indices into rows: under the cursor, first on screen
	first       model.ID // the row to show first, zero for any
	owed        int      // moves that wait for rows beyond the window
	marks       marks[R, K]

	lead        int64                      // rows at the window's beginning that are not counted
	orders      map[query.List]query.Query // by what the lists were sorted that it showed before
	total, rank int64                      // of the query; of the first row of the window as it was read; -1 while not known
	totalOf     query.Query                // what total is of
	shift       int64                      // by how many rows the window's beginning moved since then
	window      int                        // counts the windows that were read

	width, height int                // cells; rows that fit
	natural       []int              // how wide each column's content is
	blank         []bool             // which columns have nothing in them
	drawn         map[K][]style.Cell // the cells of rows, made safe for the screen once
	repeated      map[string]bool    // the names that several rows of the window have
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
	soughtFrom rowID              // the row that the cursor was on when it was asked for
	soughtLine int                // the line of the screen on which the cursor will be
	sought     *query.Seek        // the page that the user asked for last, until it is here
	due        bool               // read this when the current page has arrived
	dropped    bool               // the current page is not wanted any more
	wanted     context.Context    // ends when other rows are wanted
	cancel     context.CancelFunc // ends that
	counts     context.Context    // ends when they are wanted no more, or counted again
	uncount    context.CancelFunc // ends that
}

func newLoader() loader {
	return loader{wanted: context.Background(), cancel: func() {}, counts: context.Background(), uncount: func() {}}
}

// recounts cancels the running count: it begins again.
func (l *loader) recounts() {
	l.uncount()
	l.counting++
	l.counts, l.uncount = context.WithCancel(l.wanted)
}

// New returns a list that has read nothing yet.
func New[R any, K comparable](store *data.Store, st *style.Style, spec Spec[R, K]) *List[R, K] {
	return &List[R, K]{
		Spec: spec, store: store, style: st, query: query.Query{List: spec.Kind, Status: spec.Base},
		marks: newMarks[R, K](), changes: newChanges[K](), drawn: map[K][]style.Cell{},
		orders: map[query.List]query.Query{}, total: -1, rank: -1, height: 20,
		loader: newLoader(),
	}
}

// Current returns the row under the cursor.
func (l *List[R, K]) Current() (R, bool) {
	if l.cursor < 0 || l.cursor >= len(l.rows) {
		var none R
		return none, false
	}
	return l.rows[l.cursor], true
}

// Selected returns the marked rows, else the one under the cursor.
func (l *List[R, K]) Selected() []R {
	if l.Marked() == 0 {
		if row, ok := l.Current(); ok {
			return []R{row}
		}
		return nil
	}
	picked := make([]R, 0, l.Marked())
	for _, row := range l.marks.rows {
		picked = append(picked, row)
	}
	return picked
}

// ToggleMark marks the row under the cursor, or takes its mark away.
func (l *List[R, K]) ToggleMark() {
	row, ok := l.Current()
	if !ok || l.isPinned(row) {
		return
	}
	if key := l.Key(row); l.marks.has(key) {
		l.marks.remove(key)
	} else {
		l.marks.put(key, row)
	}
}

// Edit changes the rows that are on hand, marked ones too: change gets each row
// and returns true if it changed it.
func (l *List[R, K]) Edit(c func(*R) bool) {
	for i := range l.rows {
		if c(&l.rows[i]) {
			l.tick(l.Key(l.rows[i]))
		}
	}
	for key, row := range l.marks.rows {
		if c(&row) {
			l.marks.rows[key] = row
		}
	}
	l.Redraw()
}

// SetSize sets the width of the rows, and how many fit.
func (l *List[R, K]) SetSize(width, height int) {
	l.width, l.height = width, max(1, height)
	l.follow()
}

// Move moves the cursor by n rows. What goes beyond the window is owed until the
// rows are here; moves that come before that add to it.
func (l *List[R, K]) Move(n int) {
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
func (l *List[R, K]) follow() {
	l.cursor = max(0, min(l.cursor, len(l.rows)-1))
	l.top = max(0, min(l.top, len(l.rows)-l.height))
	if l.cursor < l.top {
		l.top = l.cursor
	}
	if l.cursor >= l.top+l.height {
		l.top = l.cursor - l.height + 1
	}
}

// IsFiltered reports whether the list hides rows.
func (l *List[R, K]) IsFiltered() bool {
	return len(l.query.Filter) > 0 || l.query.Status != l.Base
}

// ClearFilter makes the list ask for all of its rows again.
func (l *List[R, K]) ClearFilter() { l.query.Filter, l.query.Status = nil, l.Base }

// UnmarkLinks takes the marks off the rows whose memberships were changed.
func (l *List[R, K]) UnmarkLinks(effect change.Effect, id func(model.LinkKey) model.ID) {
	changed := TouchedBy(effect, id, l.ID)
	l.marks.removeIf(func(_ K, row R) bool { return changed(row) })
}

// Click puts the cursor on the row at a cell of the list's pane, the corner of the border
// being cell 0 of line 0, or sorts by the column whose title is there.
func (l *List[R, K]) Click(x, y int) tea.Cmd {
	if l.Headed && y == 1 {
		return l.clickTitle(x - 1)
	}
	l.ClickRow(y)
	return l.Extend()
}

// ClickRow puts the cursor on the row at a line of the list's pane, the border
// being line 0.
func (l *List[R, K]) ClickRow(y int) { l.JumpOnScreen(y - 1 - HeaderLines(l.Headed)) }

// JumpOnScreen puts the cursor on row i of those on screen, if there is such a row.
// It drops the moves that are owed.
func (l *List[R, K]) JumpOnScreen(i int) {
	if i >= 0 && i < len(l.OnScreen()) {
		l.jump(l.top + i)
	}
}

// TouchedBy returns which rows a write touched: those of one end of its
// memberships.
func TouchedBy[R any](effect change.Effect, end func(model.LinkKey) model.ID, id func(R) model.ID) func(R) bool {
	ids := make(map[model.ID]bool, len(effect.Links))
	for _, link := range effect.Links {
		ids[end(link.Key)] = true
	}
	return func(row R) bool { return ids[id(row)] }
}

// Err returns why the rows could not be read, or nil.
func (l *List[R, K]) Err() error { return l.err }

// WasRead reports whether the window was read at least once.
func (l *List[R, K]) WasRead() bool { return l.ready }

// Rows returns the rows that are on hand. They must not be changed.
func (l *List[R, K]) Rows() []R { return l.rows }

// IsWhole reports whether all the rows of the query are on hand.
func (l *List[R, K]) IsWhole() bool { return !l.before && !l.after }

// Total returns how many rows the query has, less than 0 if that is not known.
func (l *List[R, K]) Total() int64 { return l.total }

// Cursor returns which row of the window the cursor is on.
func (l *List[R, K]) Cursor() int { return l.cursor }

// Top returns which row of the window is the first one on screen.
func (l *List[R, K]) Top() int { return l.top }

// StartAt makes the first reading begin at the row with this id, zero for any.
func (l *List[R, K]) StartAt(id model.ID) { l.first = id }

// StartID returns the id of the row under the cursor; before there is one, that of the
// row where reading begins.
func (l *List[R, K]) StartID() model.ID {
	if row, ok := l.Current(); ok {
		return l.ID(row)
	}
	return l.first
}

// IsMarked reports whether the row with this key is marked.
func (l *List[R, K]) IsMarked(key K) bool { return l.marks.has(key) }

// Unmark removes the mark of the row with this key.
func (l *List[R, K]) Unmark(key K) { l.marks.remove(key) }

// IsFlashing reports whether another program has just changed the row with this key.
func (l *List[R, K]) IsFlashing(key K) bool { return l.flashes[key] > 0 }

// isPinned reports whether a row comes before all others, and does not count as one of them.
func (l *List[R, K]) isPinned(row R) bool { return l.IsPinned != nil && l.IsPinned(row) }

// Keep makes the row with this key stay until the list is read for another reason, even if the
// filter no longer matches it.
func (l *List[R, K]) Keep(key K) { l.kept[key] = true }

// NameWidth returns how wide the first column's content is.
func (l *List[R, K]) NameWidth() int {
	if len(l.natural) == 0 {
		return 0
	}
	return l.natural[0]
}
