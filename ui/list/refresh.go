package list

import (
	"context"
	"reflect"
	"slices"

	tea "charm.land/bubbletea/v2"

	"roster/data/model"
	"roster/data/query"
)

// FlashTicks is the number of ticks for which a row that another program changed is
// highlighted.
const FlashTicks = 3

// changes is what a list knows of the rows that were changed while they were on
// screen.
type changes[K comparable] struct {
	ticked  map[K]bool // by the user
	kept    map[K]bool // by the user, and stay until the list is read for another reason
	flashes map[K]int  // changed by another program: for how many more ticks they are highlighted
	carried map[K]bool // what arrives after these rows was known before a refresh
	stale   bool       // another program wrote while a page was under way
	late    bool       // what was asked for did not come: the database was locked, or its server away
}

func newChanges[K comparable]() changes[K] {
	return changes[K]{ticked: map[K]bool{}, kept: map[K]bool{}, flashes: map[K]int{}}
}

// tick notes that the user changed a row.
func (c *changes[K]) tick(key K) {
	c.ticked[key] = true
	delete(c.flashes, key)
}

// forget lets go of what the user changed.
func (c *changes[K]) forget() {
	clear(c.ticked)
	clear(c.kept)
	c.carried, c.stale, c.late = nil, false, false
}

// Fade ends the highlighting of rows that has lasted long enough.
func (c *changes[K]) Fade() { FadeAll(c.flashes) }

// Flashes reports whether any row is highlighted.
func (c *changes[K]) Flashes() bool { return len(c.flashes) > 0 }

// FadeAll counts one more tick, and removes highlighting that has lasted long enough.
func FadeAll[K comparable](flashes map[K]int) {
	for key, left := range flashes {
		if left <= 1 {
			delete(flashes, key)
		} else {
			flashes[key] = left - 1
		}
	}
}

// IsIncomplete reports whether the rows could not be read: an error hides them, or they
// are those from before another program wrote. What the role has no right to, it will
// not have at the next look.
func (l *List[R, K]) IsIncomplete() bool {
	return l.err != nil && model.ErrorCode(l.err) != model.ReadOnly || l.late
}

// IsReading reports whether rows are being read.
func (l *List[R, K]) IsReading() bool { return l.reading }

// IsPending reports whether rows that a key needs are still being read. step is the direction
// in which the key moves the cursor, 0 for any other key: moves in one direction add up.
func (l *List[R, K]) IsPending(step int) bool {
	if !l.reading {
		return step == 0 && l.marking()
	}
	return !l.ahead || l.due || l.owed*step < 0 || step == 0 && (l.owed != 0 || l.marking())
}

// IsSorting reports whether the user waits for rows that have to be sorted, all of them.
func (l *List[R, K]) IsSorting() bool { return l.Awaited() && l.sortsInMemory() }

// Refresh reads the window again because another program wrote. Nothing moves but
// what changed: the cursor stays on its row and the row on its line, marks and
// ticks stay, and what differs flashes.
func (l *List[R, K]) Refresh() tea.Cmd {
	l.late = false
	switch {
	case l.reading: // that may be older; and it may not be all of the window
		l.writes++
		l.stale = true
		return nil
	case l.err != nil || l.sought != nil: // what was asked for could not be read
		return l.Reload()
	case !l.ready:
		return nil
	}
	l.writes++
	return tea.Batch(l.reread(), l.count())
}

// reread reads the window around the cursor, and those rows that would not be in
// it because the user changed them.
func (l *List[R, K]) reread() tea.Cmd {
	l.reading, l.ahead = true, true // no one waits for it
	seek := l.open(l.here(), l.cursor-l.top)
	seek.Least = 0 // the screen must not get emptier
	fetch, q, writes, wanted, from, id, kept := l.Fetch, l.query, l.writes, l.wanted, l.cursorID(), l.rowID, l.keptIDs()
	return func() tea.Msg {
		ctx, release := withGrace(wanted)
		defer release()
		page, err := fetch(ctx, q, seek)
		msg := pageRead[R]{
			answerTo: answerTo{l}, writes: writes, from: from, seek: seek, page: page, err: err, refreshes: true,
		}
		there := make(map[rowID]bool, len(page.Rows))
		for _, row := range page.Rows {
			there[id(row)] = true
		}
		for _, one := range kept {
			if msg.err == nil && !there[one] {
				msg.kept, msg.err = findKept(ctx, fetch, q, id, one, msg.kept)
			}
		}
		return msg
	}
}

// findKept adds the row with this id to those that are kept, whatever the query
// filters by, if there is such a row.
func findKept[R any](
	ctx context.Context, fetch func(context.Context, query.Query, query.Seek) (query.Page[R], error),
	q query.Query, id func(R) rowID, one rowID, kept query.Page[R],
) (query.Page[R], error) {
	q.Filter, q.Status = nil, query.AnyStatus
	seek := one.around()
	seek.Limit = 1
	page, err := fetch(ctx, q, seek)
	for i, row := range page.Rows {
		if err == nil && id(row) == one {
			kept.Rows, kept.Anchors = append(kept.Rows, row), append(kept.Anchors, page.Anchors[i])
		}
	}
	return kept, err
}

// keptIDs returns the rows that stay even if the filter no longer matches them.
func (l *List[R, K]) keptIDs() []rowID {
	if l.query.Status == query.AnyStatus && len(l.query.Filter) == 0 {
		return nil
	}
	var kept []rowID
	most := l.limit()
	for _, row := range l.rows {
		if key := l.Key(row); (l.ticked[key] || l.kept[key]) && len(kept) < most {
			kept = append(kept, l.rowID(row))
		}
	}
	return kept
}

// replaceRefreshed makes what was read for a refresh the window.
func (l *List[R, K]) replaceRefreshed(msg pageRead[R]) tea.Cmd {
	was := make(map[K]int, len(l.rows))
	for i, row := range l.rows {
		was[l.Key(row)] = i
	}
	p := l.withKept(msg)
	l.carryOver(p.Rows, was)
	l.flashNew(p.Rows, was)
	line := l.cursor - l.top
	cursor := l.cursorIn(p)
	l.rank, l.shift = l.rankOf(p.Rows, was), 0
	l.window++
	l.rows, l.anchors, l.before, l.after = p.Rows, p.Anchors, p.Before, p.After
	l.cursor, l.top = cursor, cursor-line
	l.Redraw()
	l.follow()
	return l.locate()
}

// rankOf returns how many rows are before these, by how many it was before the
// refresh; -1 if that is not known.
func (l *List[R, K]) rankOf(rows []R, was map[K]int) int64 {
	if l.rank < 0 || len(rows) == 0 {
		return -1
	}
	at, there := was[l.Key(rows[0])]
	if !there {
		return -1
	}
	return l.rank + l.shift + int64(at) - l.lead
}

// movedBeyond reports whether the cursor was moved since a page around it was asked for, to
// a row that is not in the page.
func (l *List[R, K]) movedBeyond(msg pageRead[R]) bool {
	at := l.cursorID()
	return at != msg.from && !slices.ContainsFunc(msg.page.Rows, func(row R) bool { return l.rowID(row) == at })
}

// receiveRefreshed handles the rows read for a refresh. If the cursor has moved elsewhere, the
// rows there are read.
func (l *List[R, K]) receiveRefreshed(msg pageRead[R]) tea.Cmd {
	if l.movedBeyond(msg) {
		return l.reread()
	}
	cmd := l.replaceRefreshed(msg)
	return tea.Batch(l.complete(l.rows), cmd, l.settle(l.rows))
}

// withKept returns the page that was read, with each kept row after the row that it followed
// before.
func (l *List[R, K]) withKept(msg pageRead[R]) query.Page[R] {
	p := msg.page
	for i, row := range msg.kept.Rows {
		at := l.behind(p.Rows, l.Key(row))
		p.Rows = insertAt(p.Rows, at, row)
		p.Anchors = insertAt(p.Anchors, at, msg.kept.Anchors[i])
		if at <= p.At {
			p.At++
		}
	}
	return p
}

// behind returns the index in the rows for the row with this key: after the nearest row that
// preceded it in the window.
func (l *List[R, K]) behind(rows []R, key K) int {
	place := make(map[K]int, len(rows))
	for i, row := range rows {
		place[l.Key(row)] = i
	}
	at := 0
	for _, row := range l.rows {
		if l.Key(row) == key {
			break
		}
		if i, there := place[l.Key(row)]; there {
			at = i + 1
		}
	}
	return at
}

func insertAt[T any](list []T, at int, value T) []T {
	return append(list[:at:at], append([]T{value}, list[at:]...)...)
}

// carryOver takes over what arrives after the rows from how they were, so that it
// does not vanish for a moment, and lets those flash that differ.
func (l *List[R, K]) carryOver(rows []R, was map[K]int) {
	l.carried = make(map[K]bool, len(rows))
	for i := range rows {
		key := l.Key(rows[i])
		at, there := was[key]
		if !there {
			continue
		}
		if l.Merge != nil {
			l.Merge(&rows[i], l.rows[at])
		}
		l.carried[key] = l.extras == 0 // else it was not known
		l.flashIf(key, l.rows[at], rows[i])
	}
}

// flashIf highlights a row that has changed. A tick mark would no longer be right.
func (l *List[R, K]) flashIf(key K, was, is R) {
	if !reflect.DeepEqual(was, is) {
		l.flashes[key] = FlashTicks
		delete(l.ticked, key)
	}
}

// flashNew lets the rows flash that were not there. Those beyond the old window
// may have been.
func (l *List[R, K]) flashNew(rows []R, was map[K]int) {
	first, last := len(rows), -1
	for i, row := range rows {
		if _, there := was[l.Key(row)]; there {
			first, last = min(first, i), i
		}
	}
	for i, row := range rows {
		_, there := was[l.Key(row)]
		if !there && (i > first || !l.before) && (i < last || !l.after) {
			l.flashes[l.Key(row)] = FlashTicks
		}
	}
}

// cursorIn returns the index of the row under the cursor in the page, or else of the next one
// that still exists, or else of the one before it.
func (l *List[R, K]) cursorIn(p query.Page[R]) int {
	place := make(map[K]int, len(p.Rows))
	for i, row := range p.Rows {
		place[l.Key(row)] = i
	}
	for i := l.cursor; i < len(l.rows); i++ {
		if at, there := place[l.Key(l.rows[i])]; there {
			return at
		}
	}
	for i := min(l.cursor, len(l.rows)) - 1; i >= 0; i-- {
		if at, there := place[l.Key(l.rows[i])]; there {
			return at
		}
	}
	return p.At
}
