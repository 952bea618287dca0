package ui

import (
	tea "charm.land/bubbletea/v2"

	"roster/data"
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
	can(a action) string // why the action can't be done here and now, "" where it can
	do(a action) tea.Cmd
	list() pane                       // the list that has the focus
	patch(effect data.Effect) tea.Cmd // brings the rows on screen up to date
	show(p place) tea.Cmd             // goes to a place
	here() place                      // where the cursor is
	waiting() bool                    // an answer has yet to come
	inside() bool                     // esc leads back to the left pane
	unmark(links []data.LinkState)    // takes the marks off what was just changed
	redraw()                          // what is on screen has to be drawn anew
}

// pane is what all lists have in common, whatever their rows.
type pane interface {
	move(rows int)
	screenful() int
	toFirst() tea.Cmd
	toLast() tea.Cmd
	extend() tea.Cmd
	reload() tea.Cmd
	resort() tea.Cmd
	toggleMark()
	markAll() tea.Cmd
	marked() int
	unmark()
	asked() *data.Query
	filtered() bool
	empty() bool
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
	status data.Status
}

func (l *list[R, K]) sifting() sifting { return sifting{l.query.Filter, l.query.Status} }

func (l *list[R, K]) sift(s sifting) { l.query.Filter, l.query.Status = s.filter, s.status }

// host is what a view may ask of the app.
type host interface {
	want(intent data.Intent) tea.Cmd
	ask(d dialog)
	visit(p place) tea.Cmd
}

func (l *list[R, K]) screenful() int     { return l.height }
func (l *list[R, K]) marked() int        { return len(l.marks) }
func (l *list[R, K]) unmark()            { clear(l.marks) }
func (l *list[R, K]) asked() *data.Query { return &l.query }
func (l *list[R, K]) empty() bool        { return len(l.rows) == 0 }

// toFirst goes to the first row, which may have to be read.
func (l *list[R, K]) toFirst() tea.Cmd {
	if l.before {
		return l.load(data.Seek{Place: data.First})
	}
	l.jump(0)
	return nil
}

// toLast goes to the last row, which may have to be read.
func (l *list[R, K]) toLast() tea.Cmd {
	if l.after {
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

// cycle returns what comes after now among the choices.
func cycle[T comparable](choices []T, now T) T {
	for i, c := range choices {
		if c == now {
			return choices[(i+1)%len(choices)]
		}
	}
	return choices[0]
}
