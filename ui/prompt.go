package ui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"roster/data"
)

// prompt is the filter that is being typed. It filters with every key.
type prompt struct {
	textfield
	pane  pane   // what is filtered
	from  spot   // where its cursor was before
	label string // what stands before the text
}

// newPrompt returns the filter of a list. That of the teams of the matrix says so.
func newPrompt(p pane, teams bool) *prompt {
	label := "/"
	if teams {
		label = "teams /"
	}
	return &prompt{newTextfield(strings.Join(p.asked().Filter, " "), maxFilter), p, p.spot(), label}
}

// typed gives a key to the filter that is being typed.
func (a *App) typed(msg tea.KeyPressMsg) tea.Cmd {
	switch msg.String() {
	case "enter":
		a.prompt = nil
		return nil
	case "esc":
		p := a.prompt
		a.prompt = nil
		return a.filter(p, nil)
	}
	return a.refilter(msg)
}

// refilter takes a key or a paste into the filter.
func (a *App) refilter(msg tea.Msg) tea.Cmd {
	blink := a.prompt.typed(msg)
	return tea.Batch(blink, a.filter(a.prompt, data.Terms(a.prompt.Value())))
}

// filter reads the rows of other terms, around where the cursor was when the filter was
// opened: whatever rows came in between, the cursor ends on the same one.
func (a *App) filter(p *prompt, terms []string) tea.Cmd {
	if slices.Equal(terms, p.pane.asked().Filter) {
		return nil
	}
	p.pane.asked().Filter = terms
	a.view().sifted(p.pane)
	return p.pane.showSpot(p.from)
}
