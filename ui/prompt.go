package ui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"roster/data"
)

// maxFilter is how many characters a filter may have.
const maxFilter = 200

// prompt is the filter that is being typed. It filters with every key.
type prompt struct {
	textfield
	pane  pane   // what is filtered
	label string // what stands before the text
}

// newPrompt returns the filter of a list. That of the teams of the matrix says so.
func newPrompt(p pane, teams bool) *prompt {
	label := "/"
	if teams {
		label = "teams /"
	}
	return &prompt{newTextfield(strings.Join(p.asked().Filter, " "), maxFilter), p, label}
}

// typed gives a key to the filter that is being typed.
func (a *App) typed(msg tea.KeyPressMsg) tea.Cmd {
	switch msg.String() {
	case "enter":
		a.prompt = nil
		return nil
	case "esc":
		p := a.prompt.pane
		a.prompt = nil
		if len(p.asked().Filter) == 0 {
			return nil
		}
		p.asked().Filter = nil
		return p.resort()
	}
	return a.refilter(msg)
}

// refilter takes a key or a paste into the filter.
func (a *App) refilter(msg tea.Msg) tea.Cmd {
	blink := a.prompt.typed(msg)
	terms := data.Terms(a.prompt.Value())
	if slices.Equal(terms, a.prompt.pane.asked().Filter) {
		return blink
	}
	a.prompt.pane.asked().Filter = terms
	return tea.Batch(blink, a.prompt.pane.resort())
}

// unfilter shows all rows again.
func unfilter(l pane) tea.Cmd {
	if !l.filtered() {
		return nil
	}
	l.unfilter()
	return l.resort()
}
