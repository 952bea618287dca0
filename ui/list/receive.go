package list

import (
	tea "charm.land/bubbletea/v2"

	"roster/data/model"
	"roster/data/query"
)

// Update handles the result of a read of this list. It returns false for any other message.
func (l *List[R, K]) Update(msg tea.Msg) (tea.Cmd, bool) {
	if answer, ok := msg.(interface{ asker() any }); !ok || answer.asker() != any(l) {
		return nil, false
	}
	switch msg := msg.(type) {
	case pageRead[R]:
		return l.receivePage(msg), true
	case counted:
		l.receiveCount(msg)
	case enriched[R, K]:
		l.receiveDetails(msg)
	case missing:
		return l.receiveMissing(msg), true
	case allRead[R]:
		return l.receiveAll(msg), true
	}
	return nil, true
}

// receivePage handles a page, unless another one has been requested since.
func (l *List[R, K]) receivePage(msg pageRead[R]) tea.Cmd {
	l.reading = false
	switch {
	case l.due:
		l.due, l.dropped = false, false
		return tea.Batch(l.read(l.currentSeek(*l.sought, l.soughtFrom)), l.count())
	case l.dropped:
		return l.receiveDropped()
	}
	switch {
	case msg.writes == l.writes:
	case msg.refreshes:
		return l.reread()
	default: // it may be older than a write that is on screen
		return l.read(l.currentSeek(msg.seek, msg.from))
	}
	if msg.refreshes && model.ErrorCode(msg.err) == model.Locked || IsUnavailable(msg.err) && l.upToQuery() {
		l.late = true // the rows stay on screen, and the next look tries again
		return nil
	}
	l.err, l.ready = msg.err, true
	if msg.err != nil {
		return nil
	}
	if msg.refreshes {
		return l.receiveRefreshed(msg)
	}
	cmd := l.complete(msg.page.Rows)
	for _, row := range msg.page.Rows { // it may have changed since it was drawn last
		delete(l.drawn, l.Key(row))
	}
	switch msg.seek.Place {
	case query.Next:
		l.append(msg.page)
		l.compare()
	case query.Prev:
		l.prepend(msg.page)
		l.compare()
	default:
		cmd = tea.Batch(cmd, l.replace(msg))
	}
	return tea.Batch(cmd, l.settle(msg.page.Rows))
}

// settle continues after rows were added to the window.
func (l *List[R, K]) settle(rows []R) tea.Cmd {
	l.remark(rows)
	l.Move(0) // moves the cursor by the pending steps
	if l.stale {
		l.stale = false
		return l.Refresh()
	}
	return l.Extend()
}

// remark replaces marked rows with their current versions: what is on screen counts.
func (l *List[R, K]) remark(rows []R) {
	for _, row := range rows {
		if key := l.Key(row); l.marks.has(key) {
			l.marks.put(key, row)
		}
	}
	if !l.before && !l.after && !l.IsFiltered() {
		l.forgetGone()
	}
}

// forgetGone removes the marks of rows that are gone: all rows are loaded, so the user could
// not see those marks.
func (l *List[R, K]) forgetGone() {
	there := make(map[K]bool, len(l.rows))
	for _, row := range l.rows {
		there[l.Key(row)] = true
	}
	l.marks.removeIf(func(key K, _ R) bool { return !there[key] })
}

// replace makes the page the window, and places the cursor.
func (l *List[R, K]) replace(msg pageRead[R]) tea.Cmd {
	p, line := msg.page, l.soughtLine
	if l.movedOn(msg.seek, msg.from) {
		if l.movedBeyond(msg) {
			return l.Load(l.here())
		}
		p.At, line = l.cursorIn(p), l.cursor-l.top
	}
	if !sameRows(l.query, l.answers) {
		l.marks.resetSeen()
	}
	l.rows, l.anchors, l.before, l.after = p.Rows, p.Anchors, p.Before, p.After
	l.natural, l.answers, l.sought = nil, l.query, nil
	l.Redraw()
	l.rank, l.shift = -1, 0
	l.window++
	switch msg.seek.Place {
	case query.First:
		l.cursor, l.top = 0, 0
	case query.Last:
		l.cursor = len(l.rows) - 1
		l.top = l.cursor
	default:
		l.cursor = p.At
		l.top = l.cursor - line
	}
	l.follow()
	return l.locate()
}

// currentSeek returns the seek for reading a page again: around the row that the cursor was
// moved to since the page was requested around its former row.
func (l *List[R, K]) currentSeek(seek query.Seek, from rowID) query.Seek {
	if l.movedOn(seek, from) {
		return l.open(l.here(), l.cursor-l.top)
	}
	return seek
}

// movedOn reports whether the cursor was moved since the window was requested around its row,
// from: then its new row counts.
func (l *List[R, K]) movedOn(seek query.Seek, from rowID) bool {
	at := l.cursorID()
	return seek.Place == query.Around && sought(seek) == from && from != (rowID{}) &&
		at != (rowID{}) && at != from && l.upToQuery()
}

// locate determines the place of the window in the list, and whether it lacks rows.
func (l *List[R, K]) locate() tea.Cmd {
	l.lead = 0
	if !l.before {
		if l.rank = 0; len(l.rows) > 0 && l.isPinned(l.rows[0]) {
			l.lead = 1
		}
		return l.lookAgain()
	}
	return tea.Batch(l.lookAgain(), l.countBefore())
}

// append adds a page after the window, and drops rows far above the screen.
func (l *List[R, K]) append(p query.Page[R]) {
	l.rows, l.anchors, l.after = append(l.rows, p.Rows...), append(l.anchors, p.Anchors...), p.After
	if cut := min(len(l.rows)-2*l.limit(), l.top); cut > 0 {
		l.rows, l.anchors, l.before = append([]R(nil), l.rows[cut:]...), append([]query.Anchor(nil), l.anchors[cut:]...), true
		l.cursor, l.top = l.cursor-cut, l.top-cut
		l.shift += int64(cut)
	}
}

// prepend adds a page before the window, and drops rows far below the screen.
func (l *List[R, K]) prepend(p query.Page[R]) {
	n := len(p.Rows)
	l.rows, l.anchors, l.before = append(p.Rows, l.rows...), append(p.Anchors, l.anchors...), p.Before
	l.cursor, l.top = l.cursor+n, l.top+n
	l.shift -= int64(n)
	if keep := max(2*l.limit(), l.top+l.height); len(l.rows) > keep {
		l.rows, l.anchors, l.after = l.rows[:keep], l.anchors[:keep], true
	}
}

// NoteWrite notifies the list of a write: running reads may be older.
func (l *List[R, K]) NoteWrite() {
	l.writes++
	l.carried = nil // what arrives now may be of roster's own write
}
