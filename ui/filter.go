package ui

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"roster/data/query"
	"roster/ui/dialog"
	"roster/ui/keymap"
	"roster/ui/list"
	"roster/ui/style"
)

// prompt is the filter that is being typed. It is applied on every key.
type prompt struct {
	dialog.Textfield
	pane  list.Pane     // the list that is filtered
	from  list.Position // the position of the cursor before, or to which it was moved since
	teams bool          // of the matrix, which are side by side
	label string        // the text before the input
	otherMatches
	cancel context.CancelFunc // ends the search of the other list
}

// newPrompt returns the filter of a list. For the teams of the matrix its label names them.
func newPrompt(st *style.Style, p list.Pane, teams bool) *prompt {
	label := "/"
	if teams {
		label = st.Say("teams /")
	}
	field := dialog.NewTextfield(strings.Join(p.Query().Filter, " "), dialog.MaxFilter)
	return &prompt{Textfield: field, pane: p, from: p.Position(), teams: teams, label: label, cancel: func() {}}
}

// filterKey gives a key to the filter that is being typed.
func (a *App) filterKey(msg tea.KeyPressMsg) tea.Cmd {
	switch msg.String() {
	case "enter":
		a.setFilterNote("")
		if a.prompt.pane.IsEmpty() && a.prompt.currentOtherMatches().found > 0 {
			return a.showOtherMatches()
		}
		a.prompt = nil
		return nil
	case "esc":
		p := a.prompt
		a.prompt = nil
		return a.filter(p, nil)
	}
	if act, moves := a.promptStep(msg.String()); moves {
		cmd := a.view().Do(act)
		a.prompt.from = a.prompt.pane.Position()
		return cmd
	}
	return a.refilter(msg)
}

// promptStep returns the action of a key that moves the cursor of the list while its filter
// is typed. Those to the left and right move in the text.
func (a *App) promptStep(key string) (act keymap.Action, moves bool) {
	steps := map[string]keymap.Action{
		"up": keymap.MoveUp, "down": keymap.MoveDown, "pgup": keymap.PageUp, "pgdown": keymap.PageDown,
	}
	if a.prompt.teams {
		steps = map[string]keymap.Action{"up": keymap.LeftPane, "down": keymap.RightPane}
	}
	act, moves = steps[key]
	return act, moves
}

// refilter takes a key or a paste into the filter.
func (a *App) refilter(msg tea.Msg) tea.Cmd {
	blink := a.prompt.Typed(msg)
	return tea.Batch(blink, a.filter(a.prompt, query.Terms(a.prompt.Value())))
}

// filter reads the rows for new terms, around the position of the cursor when the filter was
// opened: whatever rows came in between, the cursor ends on the same one.
func (a *App) filter(p *prompt, terms []string) tea.Cmd {
	if slices.Equal(terms, p.pane.Query().Filter) {
		return nil
	}
	p.pane.Query().Filter = terms
	p.cancel()
	a.setFilterNote("")
	a.view().FilterChanged(p.pane)
	return p.pane.ShowPosition(p.from)
}
