package ui

import (
	tea "charm.land/bubbletea/v2"

	"roster/data/change"
	"roster/data/model"
	"roster/data/query"
)

// counted is the answer to how many rows there are, and how many of them stand
// before the window; -1 for what was not asked.
type counted struct {
	forList
	counting    int
	total, rank int64
	err         error
}

// enriched is what arrives after the rows.
type enriched[R any, K comparable] struct {
	forList
	gen    int
	writes int
	rows   map[K]R
	err    error
}

// allRead is the answer to "mark all".
type allRead[R any] struct {
	forList
	gen    int
	writes int
	rows   []R
	err    error
}

// tooMany says that the rows are not marked: what is done to so many could not be
// undone.
type tooMany struct{}

// missing is the answer to whether the window lacks rows that it takes long to
// find.
type missing struct {
	forList
	gen   int
	found bool
	err   error
}

// count counts the rows of the query. As all that is not waited for, it ends at
// once when other rows are wanted.
func (l *list[R, K]) count() tea.Cmd {
	if l.uncounted {
		return nil
	}
	l.recounts()
	ctx, store, query, counting := l.counts, l.store, l.query, l.counting
	return func() tea.Msg {
		total, err := store.Reader().Count(ctx, query)
		return counted{forList{l}, counting, total, -1, err}
	}
}

// countBefore finds out how many rows stand before the window.
func (l *list[R, K]) countBefore() tea.Cmd {
	ctx, store, query, counting, anchor := l.counts, l.store, l.query, l.counting, l.anchors[0]
	return func() tea.Msg {
		rank, err := store.Reader().Rank(ctx, query, anchor)
		return counted{forList{l}, counting, -1, rank, err}
	}
}

// takeCount takes in how many rows there are, or how many stand before the window.
func (l *list[R, K]) takeCount(msg counted) {
	switch {
	case msg.counting != l.counting: // of another query, and cancelled
	case model.ErrorCode(msg.err) == model.Locked && l.total >= 0 || isDown(msg.err):
		l.late = true // what it was stays on screen, and the next look tries again
	case msg.err != nil: // the rows are there all the same; the log has the error
		l.total = notCounted
	case msg.total >= 0:
		l.total = msg.total
	default:
		l.rank = msg.rank
	}
}

// complete asks for what arrives after the rows.
func (l *list[R, K]) complete(rows []R) tea.Cmd {
	if l.enrich == nil || len(rows) == 0 {
		return nil
	}
	l.extras++
	enrich, query, gen, writes, wanted := l.enrich, l.query, l.gen, l.writes, l.wanted
	rows = append([]R(nil), rows...)
	return func() tea.Msg {
		ctx, release := lenient(wanted)
		defer release()
		extra, err := enrich(ctx, query, rows)
		return enriched[R, K]{forList{l}, gen, writes, extra, err}
	}
}

// recomplete asks anew for what arrives after the rows that a write touched; for
// that of all rows where some of it is under way, and may be older than the
// write.
func (l *list[R, K]) recomplete(touched func(R) bool) tea.Cmd {
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

// takeExtra takes in what arrives after the rows.
func (l *list[R, K]) takeExtra(msg enriched[R, K]) {
	l.extras--
	if msg.gen != l.gen || msg.writes != l.writes { // a write completes the rows anew
		return
	}
	switch {
	case isDown(msg.err): // the rows stay, as far as they are complete
		l.late = true
		return
	case msg.err != nil:
		l.err = msg.err
		return
	}
	for i, row := range l.rows {
		key := l.key(row)
		if extra, ok := msg.rows[key]; ok {
			l.merge(&l.rows[i], extra)
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
func (l *list[R, K]) lookAgain() tea.Cmd {
	if l.missed == nil || !l.before && !l.after {
		return nil
	}
	missed, query, gen, wanted := l.missed, l.query, l.gen, l.wanted
	return func() tea.Msg {
		found, err := missed(wanted, query)
		return missing{forList{l}, gen, found, err}
	}
}

// takeMissing reads the window once more where it lacks rows. That it could not
// be found out is no reason to hide those that are there; the log has the error.
func (l *list[R, K]) takeMissing(msg missing) tea.Cmd {
	if msg.gen != l.gen || msg.err != nil || !msg.found {
		return nil
	}
	return l.reload() // the cursor stays where it is: a key may be on its way
}

// markAll asks for all the rows of the query, to mark them.
func (l *list[R, K]) markAll() tea.Cmd {
	l.markings++
	fetch, q, gen, writes, wanted := l.fetch, l.query, l.gen, l.writes, l.wanted
	return func() tea.Msg {
		page, err := fetch(wanted, q, query.Seek{Place: query.First, Limit: change.DefaultMaxKept + 1})
		return allRead[R]{forList{l}, gen, writes, page.Rows, err}
	}
}

// takeAll marks all the rows of the query, unless they are too many.
func (l *list[R, K]) takeAll(msg allRead[R]) tea.Cmd {
	l.markings--
	switch {
	case msg.gen != l.gen:
		return nil
	case msg.writes != l.writes:
		return l.markAll()
	}
	if isDown(msg.err) { // the header says so, and nothing is marked
		return nil
	}
	if l.err = msg.err; msg.err != nil {
		return nil
	}
	if len(msg.rows) > change.DefaultMaxKept {
		return func() tea.Msg { return tooMany{} }
	}
	for _, row := range msg.rows {
		l.marks.put(l.key(row), row)
	}
	return nil
}
