package ui

import (
	"roster/data"

	tea "charm.land/bubbletea/v2"
)

// pane is what all lists have in common, whatever their rows.
type pane interface {
	move(rows int)
	screenful() int
	toFirst() tea.Cmd
	toLast() tea.Cmd
	extend() tea.Cmd
	resort() tea.Cmd
	marking() bool // "mark all" has yet to be answered
	toggleMark()
	markAll() tea.Cmd
	marked() int
	unseen() int
	unmark()
	asked() *data.Query
	filtered() bool
	unfilter()
	empty() bool
	spot() spot
	showSpot(s spot) tea.Cmd
}

// spot is where the cursor of a list is: on which row, and on which line of the screen.
type spot struct {
	id   int64 // 0 if there is no row
	line int
}

func (l *list[R, K]) spot() spot { return spot{l.cursorID(), l.cursor - l.top} }

// showSpot reads the window with the cursor on a row and a line.
func (l *list[R, K]) showSpot(s spot) tea.Cmd {
	if s.id == 0 {
		return l.load(data.Seek{Place: data.First})
	}
	return l.loadAt(data.Seek{Place: data.Around, ID: s.id, HasID: true}, s.line)
}

// sifting is what a list is filtered by.
type sifting struct {
	filter []string
	status data.Status
}

func (l *list[R, K]) sifting() sifting { return sifting{l.query.Filter, l.query.Status} }

// sift filters as it was done before; a zero sifting goes back to all rows.
func (l *list[R, K]) sift(s sifting) {
	l.query.Filter, l.query.Status = s.filter, s.status
	if s.status == data.AnyStatus {
		l.query.Status = l.base
	}
}

func (l *list[R, K]) screenful() int { return l.height }

func (l *list[R, K]) marked() int { return len(l.marks.rows) }

func (l *list[R, K]) unmark() { l.marks.clear() }

func (l *list[R, K]) marking() bool { return l.markings > 0 }

func (l *list[R, K]) asked() *data.Query { return &l.query }

func (l *list[R, K]) empty() bool { return len(l.rows) == 0 }

// toFirst goes to the first row, which may have to be read.
func (l *list[R, K]) toFirst() tea.Cmd {
	if l.before || l.awaited() {
		return l.load(data.Seek{Place: data.First})
	}
	l.jump(0)
	return nil
}

// toLast goes to the last row, which may have to be read.
func (l *list[R, K]) toLast() tea.Cmd {
	if l.after || l.awaited() {
		return l.load(data.Seek{Place: data.Last})
	}
	l.jump(len(l.rows) - 1)
	return nil
}

// jump puts the cursor on row i of the window.
func (l *list[R, K]) jump(i int) {
	l.cursor, l.owed = i, 0
	l.follow()
}

// clearable tells whether a list has a filter or a mark to clear.
func clearable(l pane) bool { return l.filtered() || l.marked() > 0 }

// unreadable says in the place of rows why they can't be read, and what to do about
// it. While the server is away that is nothing.
func unreadable(look *look, err error, again string) []string {
	if isDown(err) {
		return []string{"The server is away.", "", "What belongs here comes when it is back."}
	}
	return []string{look.clean(err.Error()), "", again}
}

// unread is why nothing can be done to rows that an error hides.
const unread = "The rows could not be read: R tries again."

// stillReading is why nothing can be done to rows that are not there yet.
const stillReading = "The rows are still being read: try again in a moment."

// notYet returns why nothing can be done to the marked rows at once: they are
// still being marked.
func notYet(l pane) string {
	if l.marking() {
		return "The rows are still being marked: try again in a moment."
	}
	return ""
}

// nothingThere returns why a list can't be filtered or sorted, "" where it can.
func nothingThere(l pane) string {
	if l.empty() && !l.filtered() {
		return "There is nothing to filter or to sort yet."
	}
	return ""
}

// clearOne clears a list's filter, else its marks.
func clearOne(l pane) tea.Cmd {
	if l.filtered() {
		return unfilter(l)
	}
	l.unmark()
	return nil
}

// cycle returns what comes after now among the choices.
func cycle[T comparable](choices []T, now T) T {
	for i, c := range choices {
		if c == now {
			return choices[(i+1)%len(choices)]
		}
	}
	return choices[0]
}

// unfilter shows all rows again.
func unfilter(l pane) tea.Cmd {
	if !l.filtered() {
		return nil
	}
	l.unfilter()
	return l.resort()
}

// perform does what every list can do.
func perform(l pane, a action) tea.Cmd {
	q := l.asked()
	switch a {
	case actMoveUp:
		l.move(-1)
	case actMoveDown:
		l.move(1)
	case actPageUp:
		l.move(-l.screenful())
	case actPageDown:
		l.move(l.screenful())
	case actHalfUp:
		l.move(-(l.screenful() + 1) / 2)
	case actHalfDown:
		l.move((l.screenful() + 1) / 2)
	case actMoveFirst:
		return l.toFirst()
	case actMoveLast:
		return l.toLast()
	case actMark:
		l.toggleMark()
		l.move(1)
	case actMarkAll:
		return l.markAll()
	case actFilterStatus:
		q.Status = cycle(q.List.Statuses(), q.Status)
		return l.resort()
	case actSortNext:
		q.Sort, q.Desc = cycle(q.List.Sorts(), q.Sort), false
		return l.resort()
	case actSortReverse:
		q.Desc = !q.Desc
		return l.resort()
	}
	return nil
}
