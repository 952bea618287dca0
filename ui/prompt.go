package ui

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"roster/data"
	"roster/internal/safetext"
)

// maxFilter is how many characters a filter may have.
const maxFilter = 200

// prompt is the filter that is being typed. It filters with every key.
type prompt struct{ input textinput.Model }

func newPrompt(terms []string) *prompt {
	input := textinput.New()
	input.CharLimit = maxFilter
	input.SetVirtualCursor(false)
	input.SetValue(strings.Join(terms, " "))
	input.CursorEnd()
	input.Focus() // its command would blink a cursor that the terminal draws itself
	return &prompt{input}
}

// line returns the status line while the filter is typed, and where the
// terminal's cursor stands in it.
func (p *prompt) line(look *look, width int) (text string, x int) {
	before := look.clean(string([]rune(p.input.Value())[:p.input.Position()]))
	text = "/" + look.clean(p.input.Value())
	x = 1 + safetext.Width(before)
	if over := x - (width - 3); over > 0 { // longer than the line: what is typed is seen
		tail := ansi.TruncateLeft(text, over+1, "")
		x -= safetext.Width(text) - safetext.Width(tail) - 1
		text = "/" + tail
	}
	return text, x
}

// typed gives a key to the filter that is being typed.
func (a *App) typed(msg tea.KeyPressMsg) tea.Cmd {
	switch msg.String() {
	case "enter":
		a.prompt = nil
		return nil
	case "esc":
		a.prompt = nil
		return unfilter(a.view().list())
	}
	return a.refilter(msg)
}

// paste goes to the filter that is being typed, and nowhere else.
func (a *App) paste(msg tea.PasteMsg) tea.Cmd {
	if a.prompt == nil || len(a.dialogs) > 0 {
		return nil
	}
	if len(msg.Content) > maxFilter*4 {
		msg.Content = strings.ToValidUTF8(msg.Content[:maxFilter*4], "")
	}
	return a.refilter(msg)
}

func (a *App) refilter(msg tea.Msg) tea.Cmd {
	var blink tea.Cmd
	a.prompt.input, blink = a.prompt.input.Update(msg)
	l := a.view().list()
	terms := data.Terms(a.prompt.input.Value())
	if slices.Equal(terms, l.asked().Filter) {
		return blink
	}
	l.asked().Filter = terms
	return tea.Batch(blink, l.resort())
}

// unfilter shows all rows again.
func unfilter(l pane) tea.Cmd {
	if !l.filtered() {
		return nil
	}
	l.asked().Filter, l.asked().Status = nil, data.AnyStatus
	return l.resort()
}
