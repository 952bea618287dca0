package ui

import (
	"context"
	"maps"
	"slices"

	tea "charm.land/bubbletea/v2"

	"roster/data"
)

// forList is what all answers to a list have in common.
type forList struct{ list any } // who asked

func (f forList) asker() any { return f.list }

// pageRead is the answer to a page that a list asked for.
type pageRead[R any] struct {
	forList
	writes    int
	seek      data.Seek
	page      data.Page[R]
	kept      data.Page[R] // of a refresh: rows that stay though they are not in the page
	refreshes bool
	err       error
}

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

// limit is how many rows a page has: about three screens.
func (l *list[R, K]) limit() int { return max(60, 3*l.height) }

// open sets how many rows the first page has: what is seen of it, and not so much
// more that it has to be waited for. Where even that takes long to find, half a
// screen comes first. The rest is read ahead.
func (l *list[R, K]) open(seek data.Seek) data.Seek {
	seek.Limit, seek.Least = max(20, l.height*3/2), l.height/2
	if seek.Place == data.Around { // the cursor is to stay on its line
		seek.Above = min(l.cursor-l.top, l.height) + 2
		seek.Limit, seek.Least = max(40, l.height+6), max(seek.Above, l.height/2)
	}
	return seek
}

// load reads the window anew, and forgets what was ticked. A page that is under
// way is let go: only the newest wish is read.
func (l *list[R, K]) load(seek data.Seek) tea.Cmd {
	l.gen++
	l.counting++
	l.owed = 0
	l.forget()
	l.cancel()
	l.wanted, l.cancel = context.WithCancel(context.Background())
	if !sameRows(l.query, l.totalOf) { // that of other rows would be taken for theirs
		l.total, l.totalOf = -1, l.query
	}
	seek = l.open(seek)
	if l.reading {
		l.next = &seek
		return nil
	}
	return tea.Batch(l.read(seek), l.count())
}

// sameRows tells whether two queries have the same rows, in whatever order.
func sameRows(a, b data.Query) bool {
	return a.List == b.List && a.Of == b.Of && a.Status == b.Status && slices.Equal(a.Filter, b.Filter)
}

// reload reads the window around the row under the cursor, or around where it
// was.
func (l *list[R, K]) reload() tea.Cmd { return l.load(l.here()) }

// here returns what finds the window around the cursor.
func (l *list[R, K]) here() data.Seek {
	seek := data.Seek{Place: data.Around, ID: l.first, HasID: l.first != 0}
	if row, ok := l.current(); ok {
		seek.ID, seek.HasID = l.id(row), true
		if l.query.Sort == l.answers.Sort {
			seek.Anchor = l.anchors[l.cursor]
		}
	}
	return seek
}

// resort reads the window for another order or another filter. The anchors
// belong to the old one, so only the row itself is looked for.
func (l *list[R, K]) resort() tea.Cmd {
	if row, ok := l.current(); ok {
		return l.show(l.id(row))
	}
	return l.load(data.Seek{Place: data.First})
}

// show reads the window around the row with this id.
func (l *list[R, K]) show(id int64) tea.Cmd {
	return l.load(data.Seek{Place: data.Around, ID: id, HasID: true})
}

// restart reads another list, that of the team or hero of, around the row with
// this id; where it has none, from the first row on.
func (l *list[R, K]) restart(of, id int64, s sifting) tea.Cmd {
	l.query.Of = of
	l.sift(s)
	clear(l.marks)
	// Rows of somebody else must not stand under this one's title.
	l.rows, l.anchors, l.before, l.after, l.ready = nil, nil, false, false, false
	l.cursor, l.top, l.natural = 0, 0, nil
	l.total, l.rank = -1, -1
	if id == 0 {
		return l.load(data.Seek{Place: data.First})
	}
	return l.show(id)
}

// upToQuery tells whether the rows on hand are those that are asked for.
func (l *list[R, K]) upToQuery() bool {
	return l.ready && l.err == nil && sameRows(l.query, l.answers) && l.query.Sort == l.answers.Sort && l.query.Desc == l.answers.Desc
}

// read reads a page in a command. Everything it needs is captured here.
func (l *list[R, K]) read(seek data.Seek) tea.Cmd {
	l.reading, l.ahead = true, seek.Place == data.Next || seek.Place == data.Prev
	fetch, query, writes, wanted := l.fetch, l.query, l.writes, l.wanted
	return func() tea.Msg {
		ctx, release := lenient(wanted)
		defer release()
		page, err := fetch(ctx, query, seek)
		return pageRead[R]{forList: forList{l}, writes: writes, seek: seek, page: page, err: err}
	}
}

// awaited tells whether rows have yet to come that a person waits for. Those that
// are read ahead are none.
func (l *list[R, K]) awaited() bool {
	return l.reading && (!l.ahead || l.owed != 0 || l.next != nil)
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
		total, err := store.Count(ctx, query)
		return counted{forList{l}, counting, total, -1, err}
	}
}

// countBefore finds out how many rows stand before the window.
func (l *list[R, K]) countBefore() tea.Cmd {
	ctx, store, query, counting, anchor := l.counts, l.store, l.query, l.counting, l.anchors[0]
	return func() tea.Msg {
		rank, err := store.Rank(ctx, query, anchor)
		return counted{forList{l}, counting, -1, rank, err}
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

// markAll asks for all the rows of the query, to mark them.
func (l *list[R, K]) markAll() tea.Cmd {
	l.markings++
	fetch, query, gen, writes, wanted := l.fetch, l.query, l.gen, l.writes, l.wanted
	return func() tea.Msg {
		page, err := fetch(wanted, query, data.Seek{Place: data.First, Limit: data.MaxKept + 1})
		return allRead[R]{forList{l}, gen, writes, page.Rows, err}
	}
}

// update takes in an answer that this list asked for. It returns false for any
// other message.
func (l *list[R, K]) update(msg tea.Msg) (tea.Cmd, bool) {
	if answer, ok := msg.(interface{ asker() any }); !ok || answer.asker() != any(l) {
		return nil, false
	}
	switch msg := msg.(type) {
	case pageRead[R]:
		return l.take(msg), true
	case counted:
		l.takeCount(msg)
	case enriched[R, K]:
		l.takeExtra(msg)
	case missing:
		return l.takeMissing(msg), true
	case allRead[R]:
		return l.takeAll(msg), true
	}
	return nil, true
}

// take takes in a page, unless another one is wanted by now.
func (l *list[R, K]) take(msg pageRead[R]) tea.Cmd {
	l.reading = false
	if l.next != nil {
		seek := *l.next
		l.next = nil
		return tea.Batch(l.read(seek), l.count())
	}
	switch {
	case msg.writes == l.writes:
	case msg.refreshes:
		return l.reread()
	default: // it may be older than a write that is on screen
		return l.read(msg.seek)
	}
	if msg.refreshes && data.ErrorCode(msg.err) == data.Locked || isDown(msg.err) && l.upToQuery() {
		l.late = true // the rows stay on screen, and the next look tries again
		return nil
	}
	l.err, l.ready = msg.err, true
	if msg.err != nil {
		return nil
	}
	if msg.refreshes {
		return l.takeRefreshed(msg)
	}
	cmd := l.complete(msg.page.Rows)
	for _, row := range msg.page.Rows { // it may have changed since it was drawn last
		delete(l.drawn, l.key(row))
	}
	switch msg.seek.Place {
	case data.Next:
		l.append(msg.page)
		l.compare()
	case data.Prev:
		l.prepend(msg.page)
		l.compare()
	default:
		cmd = tea.Batch(cmd, l.replace(msg))
	}
	return tea.Batch(cmd, l.settle(msg.page.Rows))
}

// settle goes on with a window that took rows in.
func (l *list[R, K]) settle(rows []R) tea.Cmd {
	l.remark(rows)
	l.move(0) // and what is owed
	if l.stale {
		l.stale = false
		return l.refresh()
	}
	return l.extend()
}

// remark takes marked rows over as they are now: what is on screen counts.
func (l *list[R, K]) remark(rows []R) {
	for _, row := range rows {
		if _, marked := l.marks[l.key(row)]; marked {
			l.marks[l.key(row)] = row
		}
	}
	if !l.before && !l.after && !l.filtered() {
		l.forgetGone()
	}
}

// forgetGone takes the marks off rows that are gone: all rows are on hand, and
// nobody could see what is still marked.
func (l *list[R, K]) forgetGone() {
	there := make(map[K]bool, len(l.rows))
	for _, row := range l.rows {
		there[l.key(row)] = true
	}
	maps.DeleteFunc(l.marks, func(key K, _ R) bool { return !there[key] })
}

// replace makes the page the window, and puts the cursor where it belongs.
func (l *list[R, K]) replace(msg pageRead[R]) tea.Cmd {
	line := l.cursor - l.top // the cursor stays on its line of the screen
	p := msg.page
	l.rows, l.anchors, l.before, l.after = p.Rows, p.Anchors, p.Before, p.After
	l.natural, l.answers = nil, l.query
	l.redraw()
	l.rank, l.shift = -1, 0
	switch msg.seek.Place {
	case data.First:
		l.cursor, l.top = 0, 0
	case data.Last:
		l.cursor = len(l.rows) - 1
		l.top = l.cursor
	default:
		l.cursor = p.At
		l.top = l.cursor - line
	}
	l.follow()
	return l.locate()
}

// locate finds out where the window is, and whether it lacks rows.
func (l *list[R, K]) locate() tea.Cmd {
	if !l.before {
		l.rank = 0
		return l.lookAgain()
	}
	return tea.Batch(l.lookAgain(), l.countBefore())
}

// takeMissing reads the window once more where it lacks rows. That it could not
// be found out is no reason to hide those that are there; the log has the error.
func (l *list[R, K]) takeMissing(msg missing) tea.Cmd {
	switch {
	case msg.gen != l.gen || msg.err != nil || !msg.found:
		return nil
	case l.cursor == 0 && !l.before: // they may belong above
		return l.load(data.Seek{Place: data.First})
	}
	return l.reload()
}

func (l *list[R, K]) append(p data.Page[R]) {
	l.rows, l.anchors, l.after = append(l.rows, p.Rows...), append(l.anchors, p.Anchors...), p.After
	if cut := min(len(l.rows)-2*l.limit(), l.top); cut > 0 {
		l.rows, l.anchors, l.before = append([]R(nil), l.rows[cut:]...), append([]data.Anchor(nil), l.anchors[cut:]...), true
		l.cursor, l.top = l.cursor-cut, l.top-cut
		l.shift += int64(cut)
	}
}

func (l *list[R, K]) prepend(p data.Page[R]) {
	n := len(p.Rows)
	l.rows, l.anchors, l.before = append(p.Rows, l.rows...), append(p.Anchors, l.anchors...), p.Before
	l.cursor, l.top = l.cursor+n, l.top+n
	l.shift -= int64(n)
	if keep := max(2*l.limit(), l.top+l.height); len(l.rows) > keep {
		l.rows, l.anchors, l.after = l.rows[:keep], l.anchors[:keep], true
	}
}

// extend reads on where the cursor comes near an end of the window.
func (l *list[R, K]) extend() tea.Cmd {
	if l.reading || l.err != nil || len(l.rows) == 0 {
		return nil
	}
	seek := data.Seek{Limit: l.limit(), Least: max(1, l.height/4)}
	switch {
	case l.after && l.cursor+l.height >= len(l.rows):
		seek.Place, seek.Anchor = data.Next, l.anchors[len(l.anchors)-1]
	case l.before && l.cursor < l.height:
		seek.Place, seek.Anchor = data.Prev, l.anchors[0]
	default:
		return nil
	}
	return l.read(seek)
}

func (l *list[R, K]) takeCount(msg counted) {
	switch {
	case msg.counting != l.counting: // of another query, and cancelled
	case data.ErrorCode(msg.err) == data.Locked && l.total >= 0 || isDown(msg.err):
		l.late = true // what it was stays on screen, and the next look tries again
	case msg.err != nil: // the rows are there all the same; the log has the error
		l.total = notCounted
	case msg.total >= 0:
		l.total = msg.total
	default:
		l.rank = msg.rank
	}
}

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
	if len(msg.rows) > data.MaxKept {
		return func() tea.Msg { return tooMany{} }
	}
	for _, row := range msg.rows {
		l.marks[l.key(row)] = row
	}
	return nil
}

// hear tells the list of a write: what is being read may be older.
func (l *list[R, K]) hear() {
	l.writes++
	l.carried = nil // what arrives now may be of one's own write
}
