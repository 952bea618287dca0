package list

import (
	tea "charm.land/bubbletea/v2"

	"roster/data/query"
	"roster/ui/keymap"
	"roster/ui/style"
)

// Pane is what all lists have in common, whatever their rows.
type Pane interface {
	Move(rows int)
	Screenful() int
	toFirst() tea.Cmd
	toLast() tea.Cmd
	Extend() tea.Cmd
	resort() tea.Cmd
	sorts() []query.Order
	marking() bool // "mark all" is still being read
	ToggleMark()
	markAll() tea.Cmd
	Marked() int
	Unseen() int
	ClearMarks()
	Query() *query.Query
	IsFiltered() bool
	ClearFilter()
	IsEmpty() bool
	IsReading() bool
	CanCancelSort() bool
	CancelSort() tea.Cmd
	Position() Position
	ShowPosition(s Position) tea.Cmd
}

// Position is the position of the cursor of a list: the row, and the line of the screen.
type Position struct {
	id   rowID // zero if there is no row
	line int
}

// Position returns the position of the cursor.
func (l *List[R, K]) Position() Position { return Position{l.cursorID(), l.cursor - l.top} }

// ShowPosition reads the window with the cursor on a row and a line.
func (l *List[R, K]) ShowPosition(s Position) tea.Cmd {
	if s.id == (rowID{}) {
		return l.Load(query.Seek{Place: query.First})
	}
	return l.loadAt(s.id.around(), s.line)
}

// Filters is what a list is filtered by.
type Filters struct {
	filter []string
	status query.StatusFilter
}

// Filters returns what the list is filtered by.
func (l *List[R, K]) Filters() Filters { return Filters{l.query.Filter, l.query.Status} }

// ByTerms returns the filters that have these terms.
func ByTerms(terms []string) Filters { return Filters{filter: terms} }

// SetFilters filters as before; zero Filters go back to all rows.
func (l *List[R, K]) SetFilters(s Filters) {
	l.query.Filter, l.query.Status = s.filter, s.status
	if s.status == query.AnyStatus {
		l.query.Status = l.Base
	}
}

// Screenful returns how many rows fit on the screen.
func (l *List[R, K]) Screenful() int { return l.height }

// Marked returns how many rows are marked.
func (l *List[R, K]) Marked() int { return len(l.marks.rows) }

// ClearMarks removes all marks.
func (l *List[R, K]) ClearMarks() { l.marks.clear() }

func (l *List[R, K]) marking() bool { return l.markings > 0 }

// Query returns what the list asks for. After it is changed, the list must be read again.
func (l *List[R, K]) Query() *query.Query { return &l.query }

// IsEmpty reports whether there are no rows on hand.
func (l *List[R, K]) IsEmpty() bool { return len(l.rows) == 0 }

// toFirst goes to the first row, which may have to be read.
func (l *List[R, K]) toFirst() tea.Cmd {
	if l.before || l.Awaited() {
		return l.Load(query.Seek{Place: query.First})
	}
	l.jump(0)
	return nil
}

// toLast goes to the last row, which may have to be read.
func (l *List[R, K]) toLast() tea.Cmd {
	if l.after || l.Awaited() {
		return l.Load(query.Seek{Place: query.Last})
	}
	l.jump(len(l.rows) - 1)
	return nil
}

// jump puts the cursor on row i of the window.
func (l *List[R, K]) jump(i int) {
	l.cursor, l.owed = i, 0
	l.follow()
}

// CanClear reports whether a list has a filter or a mark to clear.
func CanClear(l Pane) bool { return l.IsFiltered() || l.Marked() > 0 }

// Unreadable returns the text shown instead of rows that can't be read: why, and what to do
// about it. While the server can't be reached there is nothing to do.
func Unreadable(st *style.Style, err error, again string) []string {
	if IsUnavailable(err) {
		return []string{"The server can't be reached.", "", "The rows appear when it is back."}
	}
	return []string{st.Clean(err.Error()), "", again}
}

// UnreadReason is why nothing can be done to rows that an error hides.
func UnreadReason(st *style.Style) string {
	return "The rows could not be read: press " + st.Key(keymap.Refresh) + " to try again."
}

// AgainHint returns how to retry reading the rows.
func AgainHint(st *style.Style) string { return "Press " + st.Key(keymap.Refresh) + " to try again." }

// ReadingReason is why nothing can be done to rows that are not there yet.
const ReadingReason = "The rows are still being read: try again in a moment."

// MarkingReason returns why nothing can be done to the marked rows at once: they are
// still being marked.
func MarkingReason(l Pane) string {
	if l.marking() {
		return "The rows are still being marked: try again in a moment."
	}
	return ""
}

// EmptyReason returns why a list can't be filtered or sorted, "" if it can.
func EmptyReason(l Pane) string {
	if l.IsEmpty() && !l.IsFiltered() {
		return "There is nothing to filter or to sort yet."
	}
	return ""
}

// Clear clears a list's filter, else its marks.
func Clear(l Pane) tea.Cmd {
	if l.IsFiltered() {
		return showAll(l)
	}
	l.ClearMarks()
	return nil
}

// Next returns what comes after now among the choices.
func Next[T comparable](choices []T, now T) T {
	for i, c := range choices {
		if c == now {
			return choices[(i+1)%len(choices)]
		}
	}
	return choices[0]
}

// showAll shows all rows again.
func showAll(l Pane) tea.Cmd {
	if !l.IsFiltered() {
		return nil
	}
	l.ClearFilter()
	return l.resort()
}

// Perform does what every list can do.
func Perform(l Pane, a keymap.Action) tea.Cmd {
	q := l.Query()
	switch a {
	case keymap.MoveUp:
		l.Move(-1)
	case keymap.MoveDown:
		l.Move(1)
	case keymap.PageUp:
		l.Move(-l.Screenful())
	case keymap.PageDown:
		l.Move(l.Screenful())
	case keymap.HalfUp:
		l.Move(-(l.Screenful() + 1) / 2)
	case keymap.HalfDown:
		l.Move((l.Screenful() + 1) / 2)
	case keymap.MoveFirst:
		return l.toFirst()
	case keymap.MoveLast:
		return l.toLast()
	case keymap.Mark:
		l.ToggleMark()
		l.Move(1)
	case keymap.MarkAll:
		return l.markAll()
	case keymap.FilterStatus:
		q.Status = Next(q.List.StatusFilters(), q.Status)
		return l.resort()
	case keymap.SortNext:
		q.SetOrder(Next(l.sorts(), q.Order()))
		return l.resort()
	case keymap.SortReverse:
		q.Desc = !q.Desc
		return l.resort()
	}
	return nil
}
