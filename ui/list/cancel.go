package list

import tea "charm.land/bubbletea/v2"

// CanCancelSort reports whether the user waits for a sort, and there are rows to go back to.
func (l *List[R, K]) CanCancelSort() bool { return l.ready && l.err == nil && l.IsSorting() }

// CancelSort ends the sort that the user waits for. The rows on screen stay, in the order that
// they have.
func (l *List[R, K]) CancelSort() tea.Cmd {
	l.abandonRead()
	l.query, l.sought, l.due = l.answers, nil, false
	l.ahead, l.dropped = true, true // no one waits for what is still being read
	l.forgetTotal()
	cmd := tea.Batch(l.complete(l.rows), l.count())
	if l.before && l.rank < 0 {
		cmd = tea.Batch(cmd, l.countBefore())
	}
	return cmd
}

// receiveDropped handles the end of a read that was canceled.
func (l *List[R, K]) receiveDropped() tea.Cmd {
	l.dropped = false
	if l.stale {
		l.stale = false
		return l.Refresh()
	}
	if l.owed != 0 {
		return l.Extend()
	}
	return nil
}

// CancelSorts cancels the sorts of lists that the user waits for.
func CancelSorts(lists ...Pane) tea.Cmd {
	var cmds []tea.Cmd
	for _, l := range lists {
		if l.CanCancelSort() {
			cmds = append(cmds, l.CancelSort())
		}
	}
	return tea.Batch(cmds...)
}
