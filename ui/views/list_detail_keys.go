package views

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"roster/data"
	"roster/data/model"
	"roster/data/query"
	"roster/ui/dialog"
	"roster/ui/keymap"
	"roster/ui/list"
	"roster/ui/style"
)

// focused returns the list that has the focus.
func (v *listDetail[M, D]) focused() list.Pane {
	if v.focus == rightSide {
		return v.right
	}
	return v.left
}

// WhyNot returns why an action can't be done here and now, or "".
func (v *listDetail[M, D]) WhyNot(a keymap.Action) string {
	if a.NeedsRow() && (v.left.Err() != nil || v.focus == rightSide && v.right.Err() != nil) {
		return list.UnreadReason(v.style)
	}
	if why := v.canDoWithAll(a); why != "" && v.onAll() {
		return why
	}
	switch a {
	case keymap.ToggleTraining, keymap.Move:
		return v.canChange(a)
	case keymap.Enter:
		return v.canEnter()
	case keymap.OtherPane, keymap.RightPane:
		if !v.shown {
			return "There is nothing in the other pane yet."
		}
	case keymap.Edit, keymap.Copy, keymap.Remove, keymap.Details:
		return v.canEdit(a)
	case keymap.CopyList:
		return canCopyList(v.focused())
	case keymap.Assign:
		if !v.shown {
			return v.emptyReason()
		}
		return list.MarkingReason(v.left)
	case keymap.Filter, keymap.FilterStatus, keymap.SortNext, keymap.SortReverse:
		return list.EmptyReason(v.focused())
	case keymap.Mark, keymap.MarkAll:
		if v.focused().IsEmpty() {
			return "There is no row to mark."
		}
	}
	return ""
}

// canChange returns why no membership can be toggled or moved, or "".
func (v *listDetail[M, D]) canChange(a keymap.Action) string {
	if !v.shown {
		return v.emptyReason()
	}
	if v.focus == leftSide && v.heroes {
		return list.MarkingReason(v.left)
	}
	if v.focus == leftSide {
		return "Choose a member first: press " + v.style.Key(keymap.Enter) + ", then " + v.style.Key(a) + "."
	}
	if v.right.IsEmpty() {
		return "There is no membership here."
	}
	return list.MarkingReason(v.right)
}

// emptyReason returns why the left pane has no row, and what to do about it.
func (v *listDetail[M, D]) emptyReason() string {
	if !v.left.WasRead() {
		return list.ReadingReason
	}
	return strings.Join(v.hint(v.style, leftSide, v.left.IsFiltered()), " ")
}

// canEnter returns why Enter is not possible, or "".
func (v *listDetail[M, D]) canEnter() string {
	if v.focus == leftSide {
		if !v.shown {
			return "There is no row to go into."
		}
		return ""
	}
	row, ok := v.right.Current()
	if !ok {
		return "There is no row to go into."
	}
	_, why := v.toDetail(row)
	return why
}

// Do does an action. The cursor may be on another row after it, so the right
// pane follows.
func (v *listDetail[M, D]) Do(a keymap.Action) tea.Cmd {
	var cmd tea.Cmd
	switch a {
	case keymap.OtherPane:
		v.focus = leftSide + rightSide - v.focus
	case keymap.LeftPane:
		v.focus = leftSide
	case keymap.RightPane:
		v.focus = rightSide
	case keymap.Enter:
		cmd = v.enter()
	case keymap.ToggleTraining:
		cmd = v.toggle()
	case keymap.NewRow, keymap.Assign, keymap.Move, keymap.Edit, keymap.Remove, keymap.Copy, keymap.Details:
		cmd = v.openDialog(a)
	case keymap.CopyList:
		cmd = v.copyList()
	default:
		cmd = list.Perform(v.focused(), a)
	}
	return tea.Batch(cmd, v.focused().Extend(), v.follow())
}

// Extend reads as many rows as the panes have room for.
func (v *listDetail[M, D]) Extend() tea.Cmd { return tea.Batch(v.left.Extend(), v.right.Extend()) }

// enter goes into the right pane, and from there to the hero or the team of the row.
func (v *listDetail[M, D]) enter() tea.Cmd {
	if v.focus == leftSide {
		v.focus = rightSide
		return nil
	}
	row, ok := v.right.Current()
	if !ok {
		return nil
	}
	to, _ := v.toDetail(row)
	return v.host.Visit(to)
}

// toggle requests the opposite standing for the marked memberships, or the one under the
// cursor, based on what is displayed.
func (v *listDetail[M, D]) toggle() tea.Cmd {
	if v.focus == leftSide { // heroes, in some of their teams
		return v.askTeams(dialog.NewTeamMenu)
	}
	var members []model.MembershipRef
	standings := map[model.LinkKey]model.Standing{}
	for _, row := range v.right.Selected() {
		seen, standing := v.memberOf(row)
		members = append(members, seen)
		standings[seen.LinkKey] = standing
	}
	return toggleMembers(v.host, v.right, v.style, members, standings)
}

// askTeams opens a menu of the teams of the marked heroes, or of the one under the cursor.
func (v *listDetail[M, D]) askTeams(menu func(*data.Store, *style.Style, []model.Name) (dialog.Dialog, tea.Cmd)) tea.Cmd {
	heroes := list.Map(v.left.Selected(), v.nameOf)
	return withUnseen(v.host, v.left, func() tea.Cmd {
		d, cmd := menu(v.store, v.style, heroes)
		v.host.Ask(d)
		return cmd
	})
}

// move opens the picker of the team that members move to. For heroes it first asks from which
// team, unless it is one hero on one team.
func (v *listDetail[M, D]) move() tea.Cmd {
	members := v.right.Selected()
	if v.focus == leftSide {
		if members = v.right.Rows(); v.left.Marked() > 0 || len(members) != 1 || v.right.IsFiltered() {
			return v.askTeams(dialog.NewMoveMenu)
		}
	}
	return moveMembers(v.host, v.right, v.store, v.style, v.seenOf(members))
}

// Show goes to a place of this view.
func (v *listDetail[M, D]) Show(p Place) tea.Cmd {
	v.focus = p.side
	v.left.SetFilters(p.filters[leftSide])
	if v.shown && v.of == p.Master {
		v.right.SetFilters(p.filters[rightSide])
		return tea.Batch(v.left.ShowRow(p.Master), v.right.ShowMember(p.Detail, p.team))
	}
	v.arriving = p
	return v.left.ShowRow(p.Master)
}

// Here returns the current place.
func (v *listDetail[M, D]) Here() Place {
	p := Place{View: v.number, side: v.focus, filters: [2]list.Filters{v.left.Filters(), v.right.Filters()}}
	p.Master, p.Detail = v.left.StartID(), v.arriving.Detail // if it has not been read yet, where it will begin
	if row, ok := v.right.Current(); ok {
		p.Detail = v.right.ID(row)
		if v.right.TeamOf != nil {
			p.team = v.right.TeamOf(row)
		}
	}
	return p
}

// IsAwaited reports whether the user waits for rows.
func (v *listDetail[M, D]) IsAwaited() bool { return v.left.Awaited() || v.right.Awaited() }

// IsSorting reports whether the user waits for rows that have to be sorted.
func (v *listDetail[M, D]) IsSorting() bool { return v.left.IsSorting() || v.right.IsSorting() }

// CanCancelSort reports whether a sort that the user waits for can be canceled.
func (v *listDetail[M, D]) CanCancelSort() bool {
	return v.left.CanCancelSort() || v.right.CanCancelSort()
}

// CancelSort cancels it: the pane stays in the order that it has.
func (v *listDetail[M, D]) CancelSort() tea.Cmd {
	return tea.Batch(list.CancelSorts(v.left, v.right), v.follow())
}

// Refresh reads both lists again, because another program wrote.
func (v *listDetail[M, D]) Refresh() tea.Cmd {
	if !v.shown {
		return v.left.Refresh()
	}
	return tea.Batch(v.left.Refresh(), v.right.Refresh())
}

// Fade ends highlighting that has lasted long enough.
func (v *listDetail[M, D]) Fade() {
	v.left.Fade()
	v.right.Fade()
}

// IsFlashing reports whether a row in either pane is highlighted.
func (v *listDetail[M, D]) IsFlashing() bool { return v.left.Flashes() || v.right.Flashes() }

// IsIncomplete reports whether one of the lists could not be read.
func (v *listDetail[M, D]) IsIncomplete() bool {
	return v.left.IsIncomplete() || v.right.IsIncomplete()
}

// IsPending reports whether rows that the action needs are still being read.
func (v *listDetail[M, D]) IsPending(a keymap.Action) bool {
	if a == keymap.Move && v.heroes { // the number of the hero's teams decides what to ask
		return v.isPendingOn(rightSide, 0)
	}
	return v.isPendingOn(v.focus, v.Step(a))
}

// IsPendingAt is like [listDetail.IsPending], for a click or the mouse wheel.
func (v *listDetail[M, D]) IsPendingAt(x, step int) bool { return v.isPendingOn(v.sideAt(x), step) }

func (v *listDetail[M, D]) isPendingOn(s side, step int) bool {
	if s == leftSide {
		return v.left.IsPending(step)
	}
	return v.left.IsPending(0) || v.right.IsPending(step)
}

// Step returns which way an action moves the cursor, 0 for any other action.
func (v *listDetail[M, D]) Step(a keymap.Action) int { return a.Step() }

// Member returns the membership under the cursor, if it is toggled alone.
func (v *listDetail[M, D]) Member() (model.LinkKey, bool) {
	row, ok := v.right.Current()
	if !ok || v.focus == leftSide || v.right.Marked() > 0 {
		return model.LinkKey{}, false
	}
	return v.right.Key(row), true
}

// Standing returns the standing of the member under the cursor, [model.Absent] if no one is
// toggled alone.
func (v *listDetail[M, D]) Standing() model.Standing {
	if _, alone := v.Member(); !alone || v.canChange(keymap.ToggleTraining) != "" {
		return model.Absent
	}
	row, _ := v.right.Current()
	_, standing := v.memberOf(row)
	return standing
}

// FilterChanged resets the right pane when the filter of the left one changes, because the
// selected row may change. A pane that is being read is reset too, as if its rows had arrived
// before the filter was typed.
func (v *listDetail[M, D]) FilterChanged(p list.Pane) {
	if p != list.Pane(v.left) {
		return
	}
	v.arriving = Place{}
	if l := v.right; l.IsFiltered() || l.Marked() > 0 || l.Cursor() > 0 || l.IsReading() {
		v.shown = false
	}
}

// IsReading reports whether one of the lists is being read.
func (v *listDetail[M, D]) IsReading() bool { return v.left.IsReading() || v.right.IsReading() }

// WasRead reports whether both lists have been read at least once.
func (v *listDetail[M, D]) WasRead() bool {
	return v.left.WasRead() && v.left.Err() == nil && (v.right.WasRead() || v.left.IsEmpty())
}

// Redraw draws everything again.
func (v *listDetail[M, D]) Redraw() {
	v.left.Redraw()
	v.right.Redraw()
}

// CanClear reports whether there is a filter or a mark to clear.
func (v *listDetail[M, D]) CanClear() bool { return list.CanClear(v.focused()) }

// Clear clears the filter, or else the marks, of the pane that has the focus.
func (v *listDetail[M, D]) Clear() tea.Cmd { return list.Clear(v.focused()) }

// Team returns the team under the cursor on the left, false if there are no teams there.
func (v *listDetail[M, D]) Team() (model.Team, bool) {
	row, ok := v.left.Current()
	team, is := any(row).(teamRow)
	return team.Team, ok && is && !team.isAll()
}

// FilterTarget returns the list that a filter applies to.
func (v *listDetail[M, D]) FilterTarget(keymap.Action) list.Pane { return v.focused() }

// Begin puts the focus on the left pane.
func (v *listDetail[M, D]) Begin() { v.focus = leftSide }

// InRightPane reports whether the right pane has the focus.
func (v *listDetail[M, D]) InRightPane() bool { return v.focus == rightSide }

func (v *listDetail[M, D]) sideAt(x int) side {
	leftWidth, _ := v.widths()
	switch {
	case v.narrow():
		return v.focus
	case x < leftWidth:
		return leftSide
	}
	return rightSide
}

func (v *listDetail[M, D]) Click(x, y int) tea.Cmd {
	if v.sideAt(x) == rightSide {
		if v.shown {
			v.focus = rightSide
			leftWidth, _ := v.widths()
			if v.narrow() {
				leftWidth = 0
			}
			return v.right.Click(x-leftWidth, y-v.prefaceLines())
		}
		return nil
	}
	v.focus = leftSide
	cmd := v.left.Click(x, y)
	return tea.Batch(cmd, v.follow())
}

func (v *listDetail[M, D]) Wheel(x, _, rows int) tea.Cmd {
	if v.sideAt(x) == rightSide {
		v.right.Move(rows)
		return v.right.Extend()
	}
	v.left.Move(rows)
	return tea.Batch(v.left.Extend(), v.follow())
}

// StartAt makes the first read begin at these rows.
func (v *listDetail[M, D]) StartAt(row, detail model.ID) {
	v.left.StartAt(row)
	v.arriving = Place{Detail: detail}
}

// Query returns the query of the left pane.
func (v *listDetail[M, D]) Query() *query.Query { return v.left.Query() }
