package dialog

import (
	tea "charm.land/bubbletea/v2"

	"roster/ui/style"
)

// textContent is what a confirmation asks about that is only a text.
type textContent struct {
	style       *style.Style
	lines, last []string
}

// AskText returns a question about a text. Its lines scroll if there is no room for them;
// the last ones are always shown. The answer yes is a command that does nothing.
func AskText(st *style.Style, title string, lines, last []string) *Confirmation {
	return &Confirmation{Title: title, Content: textContent{st, lines, last}}
}

func (s textContent) Head(int) []string { return nil }

func (s textContent) Body(width int) []string { return s.wrapped(s.lines, width) }

func (s textContent) Foot(width int) []string {
	return append([]string{""}, s.wrapped(s.last, width)...)
}

// wrapped returns the lines as they fit, an empty one as an empty one.
func (s textContent) wrapped(lines []string, width int) []string {
	var all []string
	for _, line := range lines {
		if line == "" {
			all = append(all, "")
			continue
		}
		all = append(all, style.Wrap(s.style.Clean(line), width)...)
	}
	return all
}

func (s textContent) Yes() Answer { return func(Host) tea.Cmd { return nil } }
