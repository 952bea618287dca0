package list

import (
	tea "charm.land/bubbletea/v2"

	"roster/data/change"
	"roster/data/model"
	"roster/data/query"
)

// counted is the answer to how many rows there are, and how many of them are
// before a window at its shift; -1 for what was not asked.
type counted struct {
	answerTo
	counting    int
	total, rank int64
	window      int
	shift       int64
	err         error
}

// enriched is what arrives after the rows.
type enriched[R any, K comparable] struct {
	answerTo
	gen    int
	writes int
	rows   map[K]R
	err    error
}

// allRead is the answer to "mark all".
type allRead[R any] struct {
	answerTo
	gen    int
	writes int
	rows   []R
	err    error
}

// TooMany reports that the rows are not marked, because a change of so many could not be
// undone.
type TooMany struct{}

// missing is the answer to whether the window lacks rows that it takes long to
// find.
type missing struct {
	answerTo
	gen   int
	found bool
	err   error
}

// count counts the rows of the query. Like all reads that the user does not wait for, it is
// canceled at once when other rows are requested.
func (l *List[R, K]) count() tea.Cmd {
	if l.Uncounted {
		return nil
	}
	l.recounts()
	ctx, store, q, counting := l.counts, l.store, l.query, l.counting
	return func() tea.Msg {
		total, err := store.Reader().Count(ctx, q)
		return counted{answerTo{l}, counting, total, -1, 0, 0, err}
	}
}

// countBefore finds out how many rows are before the window.
func (l *List[R, K]) countBefore() tea.Cmd {
	ctx, store, q, counting, anchor := l.counts, l.store, l.query, l.counting, l.anchors[0]
	window, shift := l.window, l.shift
	return func() tea.Msg {
		rank, err := store.Reader().Rank(ctx, q, anchor)
		return counted{answerTo{l}, counting, -1, rank, window, shift, err}
	}
}

// CountAgain counts again what a write of standings may have changed: how many rows have the
// standing that the list shows, or come before the window in their order.
func (l *List[R, K]) CountAgain() tea.Cmd {
	switch byStatus := l.query.DependsOnStanding(); {
	case !l.ready || l.Uncounted || l.query.Status == query.AnyStatus && !byStatus:
		return nil
	case l.before && len(l.anchors) > 0:
		return tea.Batch(l.count(), l.countBefore())
	default:
		return l.count()
	}
}

// receiveCount handles the number of rows, or of those before the window.
func (l *List[R, K]) receiveCount(msg counted) {
	switch {
	case msg.counting != l.counting: // of another query, and cancelled
	case model.ErrorCode(msg.err) == model.Locked && l.total >= 0 || IsUnavailable(msg.err):
		l.late = true // what it was stays on screen, and the next look tries again
	case msg.err != nil: // the rows are there all the same; the log has the error
		l.total = notCounted
	case msg.total >= 0:
		l.total = msg.total
	case msg.window == l.window:
		l.rank, l.shift = msg.rank, l.shift-msg.shift
	}
}

// complete asks for what arrives after the rows.
func (l *List[R, K]) complete(rows []R) tea.Cmd {
	if l.Enrich == nil || len(rows) == 0 {
		return nil
	}
	l.extras++
	enrich, q, gen, writes, wanted := l.Enrich, l.query, l.gen, l.writes, l.wanted
	rows = append([]R(nil), rows...)
	return func() tea.Msg {
		ctx, release := withGrace(wanted)
		defer release()
		extra, err := enrich(ctx, q, rows)
		return enriched[R, K]{answerTo{l}, gen, writes, extra, err}
	}
}

// CompleteAgain requests again the data that arrives after the rows, for those that a write
// changed; for all rows if some is being read, and may be older than the write.
func (l *List[R, K]) CompleteAgain(touched func(R) bool) tea.Cmd {
	if l.extras > 0 {
		return l.complete(l.rows)
	}
	var rows []R
	for _, row := range l.rows {
		if touched(row) {
			rows = append(rows, row)
		}
	}
	return l.complete(rows)
}

// receiveDetails handles the data that arrives after the rows.
func (l *List[R, K]) receiveDetails(msg enriched[R, K]) {
	l.extras--
	if msg.gen != l.gen || msg.writes != l.writes { // a write completes the rows again
		return
	}
	switch {
	case IsUnavailable(msg.err): // the rows stay, as far as they are complete
		l.late = true
		return
	case msg.err != nil:
		l.err = msg.err
		return
	}
	for i, row := range l.rows {
		key := l.Key(row)
		if extra, ok := msg.rows[key]; ok {
			l.Merge(&l.rows[i], extra)
			delete(l.drawn, key)
			if l.carried[key] {
				l.flashIf(key, row, l.rows[i])
			}
		}
	}
	l.carried = nil
	l.compare()
}

// lookAgain asks whether the window lacks rows that it takes long to find.
func (l *List[R, K]) lookAgain() tea.Cmd {
	if l.IsMissing == nil || !l.before && !l.after {
		return nil
	}
	missed, q, gen, wanted := l.IsMissing, l.query, l.gen, l.wanted
	return func() tea.Msg {
		found, err := missed(wanted, q)
		return missing{answerTo{l}, gen, found, err}
	}
}

// receiveMissing reads the window again if it lacks rows. If that is unknown, the rows that
// are there stay; the log has the error.
func (l *List[R, K]) receiveMissing(msg missing) tea.Cmd {
	if msg.gen != l.gen || msg.err != nil || !msg.found {
		return nil
	}
	if l.cursor == 0 && !l.before { // they may belong above
		return l.loadAt(l.here(), l.height/2)
	}
	return l.Reload() // the cursor stays on its row: a key may be on its way
}

// markAll asks for all the rows of the query, to mark them.
func (l *List[R, K]) markAll() tea.Cmd {
	l.markings++
	fetch, q, gen, writes, wanted := l.Fetch, l.query, l.gen, l.writes, l.wanted
	return func() tea.Msg {
		page, err := fetch(wanted, q, query.Seek{Place: query.First, Limit: change.DefaultMaxKept + 1})
		return allRead[R]{answerTo{l}, gen, writes, page.Rows, err}
	}
}

// receiveAll marks all the rows of the query, unless they are too many.
func (l *List[R, K]) receiveAll(msg allRead[R]) tea.Cmd {
	l.markings--
	switch {
	case msg.gen != l.gen:
		return nil
	case msg.writes != l.writes:
		return l.markAll()
	}
	if IsUnavailable(msg.err) { // the header says so, and nothing is marked
		return nil
	}
	if l.err = msg.err; msg.err != nil {
		return nil
	}
	if len(msg.rows) > change.DefaultMaxKept {
		return func() tea.Msg { return TooMany{} }
	}
	for _, row := range msg.rows {
		if !l.isPinned(row) {
			l.marks.put(l.Key(row), row)
		}
	}
	return nil
}
