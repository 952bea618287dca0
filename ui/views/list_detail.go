package views

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"roster/data"
	"roster/data/change"
	"roster/data/intent"
	"roster/data/model"
	"roster/internal/safetext"
	"roster/ui/dialog"
	"roster/ui/list"
	"roster/ui/style"
)

// side is one of the two panes.
type side int

const (
	leftSide side = iota
	rightSide
)

// TwoPaneWidth is the width from which both panes are shown.
const TwoPaneWidth = 80

// listDetailSpec is what makes one list-detail view differ from another.
type listDetailSpec[M, D any] struct {
	number int // of the view: its key, less one
	title  string
	// titlesOf returns the titles of the right pane for the row of the left one: its name,
	// further details, and a note for the other corner.
	titlesOf func(M) (name, more, note string)
	// hint returns the hint in an empty list.
	hint func(st *style.Style, s side, filtered bool) []string
	// memberOf returns the membership of a row of the right pane, as it is on screen, and its standing.
	memberOf func(D) (model.MembershipRef, model.Standing)
	// toDetail returns where enter leads from a row of the right pane, or why it
	// leads nowhere.
	toDetail func(D) (Place, string)
	// set changes a row of the right pane to a standing.
	set func(*D, change.LinkState)
	// preface returns lines above the right pane's rows; it may be nil.
	preface func(m M, width int) []string
	// legend explains signs that appear without their words: the first one that has room.
	legend func() []string
	// detailLegend explains a sign in the right pane, "" for none; it may be nil.
	detailLegend func() string
	// isAll reports whether a row of the left pane represents all of them; it may be nil.
	isAll func(M) bool

	share  int  // of the width that the left pane gets, in percent
	heroes bool // the left pane has heroes, the right one teams; else the other way round
	rowActions[M]
	missingReason func(D) string // why there is nothing to edit, "" if there is
	editDetail    func(D) *dialog.Form
	copyDetail    func(D) []string
	detailTitles  []string // of what is copied
}

// rowActions is what can be done with a row of the left pane beside looking at it.
type rowActions[M any] struct {
	nameOf    func(M) model.Name
	editRow   func(M) *dialog.Form
	delete    func([]M) intent.Intent
	copyRow   func(M) []string
	rowTitles []string // of what is copied
}

// listDetail is a view of two panes: a list, and beside it the details that belong to the row
// under its cursor.
type listDetail[M, D any] struct {
	listDetailSpec[M, D]
	host          Host
	style         *style.Style
	store         *data.Store
	left          *list.List[M, model.ID]
	right         *list.List[D, model.LinkKey]
	focus         side
	width, height int
	of            model.ID // whose rows the detail shows
	shown         bool     // it shows the rows of a row of the left one
	outdated      bool     // it is read again once the left one was read, whatever that shows
	passed        []string // the filter of the left pane that the right one has too, as it is about all of them
	note          string   // what else there is to say about a filter that matches nothing
	arriving      Place    // where to go in the right pane, once the left one is read
}

func (v *listDetail[M, D]) Name() string { return v.title }

// Load reads both lists around their current places.
func (v *listDetail[M, D]) Load() tea.Cmd {
	return tea.Batch(v.left.Reload(), v.reloadDetail())
}

func (v *listDetail[M, D]) reloadDetail() tea.Cmd {
	if !v.shown {
		return nil
	}
	return v.right.Reload()
}

// Update handles a result for either list.
func (v *listDetail[M, D]) Update(msg tea.Msg) tea.Cmd {
	cmd, mine := v.left.Update(msg)
	if !mine {
		if cmd, mine = v.right.Update(msg); !mine {
			return nil
		}
	}
	return tea.Batch(cmd, v.follow())
}

// follow makes the right pane show what belongs to the row under the cursor of
// the left one.
func (v *listDetail[M, D]) follow() tea.Cmd {
	row, ok := v.left.Current()
	if !ok {
		if v.left.WasRead() {
			v.shown, v.focus = false, leftSide
		}
		return nil
	}
	id := v.left.ID(row)
	if v.outdated && !v.left.IsReading() && v.shown && v.of == id {
		v.outdated = false
		return v.right.Reload()
	}
	if passed := v.filterToPass(); !v.shown || v.of != id || !slices.Equal(passed, v.passed) {
		arriving := v.arriving
		if len(passed) > 0 || len(v.passed) > 0 {
			arriving.filters[rightSide] = list.ByTerms(passed)
		}
		v.of, v.shown, v.outdated, v.passed, v.arriving = id, true, false, passed, Place{}
		v.right.SetKind(v.kind(id))
		return v.right.Restart(id, arriving.Detail, arriving.team, arriving.filters[rightSide])
	}
	return nil
}

// filterToPass returns the filter of the left pane if the right one is about all of its rows:
// then it searches both.
func (v *listDetail[M, D]) filterToPass() []string {
	if !v.onAll() {
		return nil
	}
	return v.left.Query().Filter
}

func (v *listDetail[M, D]) narrow() bool { return v.width < TwoPaneWidth }

// SetSize lays out the panes: one beside the other, or one at a time.
func (v *listDetail[M, D]) SetSize(width, height int) {
	v.width, v.height = width, height
	leftWidth, rightWidth := v.widths()
	v.left.SetSize(leftWidth-2, height-2-list.HeaderLines(v.left.Headed))
	v.right.SetSize(rightWidth-2, height-2-list.HeaderLines(v.right.Headed)-v.prefaceLines())
}

func (v *listDetail[M, D]) widths() (left, right int) {
	if v.narrow() {
		return v.width, v.width
	}
	left = max(28, v.width*v.share/100)
	return left, v.width - left
}

// View returns the panes.
func (v *listDetail[M, D]) View() []string {
	switch {
	case !v.narrow():
		return style.SideBySide(v.masterLines(), v.detailLines())
	case v.focus == leftSide:
		return v.masterLines()
	}
	return v.detailLines()
}

// masterLines draws the left pane.
func (v *listDetail[M, D]) masterLines() []string {
	width, _ := v.widths()
	f := style.Frame{
		Width: width, Title: v.style.Join(v.title, v.left.Described()), Focused: v.focus == leftSide,
		Feet: v.legend(), Place: v.left.Place(), Note: v.left.Amount(),
	}
	return f.Draw(v.style, list.Draw(v.left, v.focus == leftSide, v.height-2, v.leftHint()))
}

// leftHint returns the hint in an empty left pane.
func (v *listDetail[M, D]) leftHint() []string {
	hint := v.hint(v.style, leftSide, v.left.IsFiltered())
	if v.note != "" {
		hint = append(hint[:1:1], v.note)
	}
	return hint
}

// Note sets a remark about a filter of the left pane that matches nothing; "" removes it.
func (v *listDetail[M, D]) Note(line string) { v.note = line }

// detailLines draws the right pane.
func (v *listDetail[M, D]) detailLines() []string {
	_, width := v.widths()
	f := style.Frame{Width: width, Focused: v.focus == rightSide}
	row, ok := v.left.Current()
	if !ok || !v.shown {
		return f.Draw(v.style, style.BlankLines(width-2, v.height-2))
	}
	name, more, note := v.titlesOf(row)
	f.Title, f.Note = v.style.Join(name, v.right.Described(), more), note
	if v.right.IsFiltered() || v.right.Marked() > 0 {
		f.Note = v.right.Amount()
	}
	f.Place = v.right.Place()
	if v.detailLegend != nil {
		f.Feet = []string{v.detailLegend()}
	}
	lines := v.prefaceOf(row, width-2)
	rows := list.Draw(v.right, v.focus == rightSide, v.height-2-len(lines), v.hint(v.style, rightSide, v.right.IsFiltered()))
	return f.Draw(v.style, append(lines, rows...))
}

// prefaceLines is how many lines of the right pane its preface has.
func (v *listDetail[M, D]) prefaceLines() int {
	if v.preface == nil {
		return 0
	}
	return 3 // two of text, and one between it and the rows
}

// prefaceOf returns the lines above the right pane's rows.
func (v *listDetail[M, D]) prefaceOf(row M, width int) []string {
	if v.preface == nil {
		return nil
	}
	lines := style.BlankLines(width, v.prefaceLines())
	for i, line := range v.preface(row, width-4) {
		if i < len(lines)-1 {
			lines[i] = v.style.Theme.Text(style.Plain, safetext.Fit("  "+line, width))
		}
	}
	return lines
}
