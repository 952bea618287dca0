package ui

import (
	tea "charm.land/bubbletea/v2"

	"roster/data/change"
	"roster/data/intent"
	"roster/data/model"
	"roster/data/query"
)

// view is one of the numbered screens. It is a part of the app, not a program:
// the app calls its methods, and it changes in place.
type view interface {
	// Load reads what the view shows, around the rows that it showed before.
	Load() tea.Cmd
	// Update takes in an answer; those of other views pass by.
	Update(msg tea.Msg) tea.Cmd
	// SetSize says how many cells and lines the view has.
	SetSize(width, height int)
	// View returns the lines: as many as the view has, each exactly as wide.
	View() []string

	name() string
	begin()              // puts the focus where one begins
	can(a action) string // why the action can't be done here and now, "" where it can
	do(a action) tea.Cmd
	list() pane                         // the list that has the focus
	extend() tea.Cmd                    // reads what the window has room for
	patch(effect change.Effect) tea.Cmd // brings the rows on screen up to date
	show(p place) tea.Cmd               // goes to a place
	start(row, detail int64)            // makes the first reading begin there
	order() *query.Query                // what the first list is asked for
	here() place                        // where the cursor is
	waiting() bool                      // an answer has yet to come
	clearable() bool                    // there is a filter or a mark to clear
	clear() tea.Cmd                     // clears the filter, else the marks
	filterable(a action) pane           // the list that a filter is typed for
	click(x, y int) tea.Cmd             // the mouse, in cells of the view
	wheel(x, y, rows int) tea.Cmd
	inside() bool                         // esc leads back to the left pane
	unmark(effect change.Effect)          // takes the marks off what was just changed
	refresh() tea.Cmd                     // reads anew, because another program wrote: only what changed moves
	fade()                                // lets what flashes be like the rest again, after a while
	unread() bool                         // some of what belongs on screen could not be read
	coming(a action) bool                 // what the action is about has yet to be read
	comingAt(x, step int) bool            // so for a click, or with a step for the wheel
	step(a action) int                    // which way the action moves the cursor, 0 for any other action
	member() (key model.LinkKey, ok bool) // the membership under the cursor, if it is toggled alone
	sifted(p pane)                        // a filter is being typed for the list
	underway() bool                       // rows are being read, whether they are waited for or not
	wasRead() bool                        // all of it was, at least once
	redraw()                              // what is on screen has to be drawn anew
}

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
	asked() *query.Query
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

func (l *list[R, K]) spot() spot { return spot{l.at(), l.cursor - l.top} }

// showSpot reads the window with the cursor on a row and a line.
func (l *list[R, K]) showSpot(s spot) tea.Cmd {
	if s.id == 0 {
		return l.load(query.Seek{Place: query.First})
	}
	return l.loadAt(query.Seek{Place: query.Around, ID: s.id, HasID: true}, s.line)
}

// place is somewhere to go, or to go back to.
type place struct {
	view    int
	side    side
	master  int64
	detail  int64
	sifting [2]sifting // of the left list, of the right one
}

// sifting is what a list is filtered by.
type sifting struct {
	filter []string
	status query.Status
}

func (l *list[R, K]) sifting() sifting { return sifting{l.query.Filter, l.query.Status} }

// sift filters as it was done before; a zero sifting goes back to all rows.
func (l *list[R, K]) sift(s sifting) {
	l.query.Filter, l.query.Status = s.filter, s.status
	if s.status == query.AnyStatus {
		l.query.Status = l.base
	}
}

// host is what a view may ask of the app.
type host interface {
	want(intent intent.Intent) tea.Cmd
	ask(d dialog)
	confirm(title string, intent intent.Intent) tea.Cmd
	copy(parts []string) tea.Cmd
	undo(id int64) tea.Cmd
	toggleUnseen(members []model.MembershipRef) tea.Cmd
	visit(p place) tea.Cmd
}

func (l *list[R, K]) screenful() int      { return l.height }
func (l *list[R, K]) marked() int         { return len(l.marks.rows) }
func (l *list[R, K]) unmark()             { l.marks.clear() }
func (l *list[R, K]) marking() bool       { return l.markings > 0 }
func (l *list[R, K]) asked() *query.Query { return &l.query }
func (l *list[R, K]) empty() bool         { return len(l.rows) == 0 }

// toFirst goes to the first row, which may have to be read.
func (l *list[R, K]) toFirst() tea.Cmd {
	if l.before || l.awaited() {
		return l.load(query.Seek{Place: query.First})
	}
	l.jump(0)
	return nil
}

// toLast goes to the last row, which may have to be read.
func (l *list[R, K]) toLast() tea.Cmd {
	if l.after || l.awaited() {
		return l.load(query.Seek{Place: query.Last})
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
