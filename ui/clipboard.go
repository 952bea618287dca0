package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"roster/internal/safetext"
)

// Clipboard is what is known of the clipboard of the terminal.
type Clipboard struct {
	Tmux   bool // the terminal is inside tmux
	Screen bool // it is inside GNU screen
	Sure   bool // the terminal is one that lets programs set its clipboard
}

// screenLimit is how many bytes of a sequence GNU screen passes through at once.
const screenLimit = 760

// Copy puts a row on the clipboard of the terminal, also over ssh (OSC 52), its
// parts with tabs between them. The text is made safe first: it will be pasted
// into shells.
func (a *App) Copy(parts []string) tea.Cmd {
	safe := make([]string, len(parts))
	for i, part := range parts {
		safe[i] = safetext.Line(part)
	}
	done := "Copied: "
	if !a.opts.Clipboard.Sure {
		done = "Copied, if the terminal allows it: "
	}
	a.say(a.style.Clean(done + strings.Join(safe, "  ")))
	return a.opts.Clipboard.set(strings.Join(safe, "\t"))
}

// set sets the clipboard. tmux and screen take OSC 52 for themselves or not at all, by their
// settings; passed through, it reaches the terminal outside. That may be tmux once more: what
// is wrapped twice is nothing to any other terminal.
func (c Clipboard) set(text string) tea.Cmd {
	sequence := ansi.SetSystemClipboard(text)
	cmds := []tea.Cmd{tea.SetClipboard(text)}
	switch {
	case c.Tmux:
		once := ansi.TmuxPassthrough(sequence)
		cmds = append(cmds, tea.Raw(once), tea.Raw(ansi.TmuxPassthrough(once)))
	case c.Screen:
		cmds = append(cmds, tea.Raw(ansi.ScreenPassthrough(sequence, screenLimit)))
	}
	return tea.Batch(cmds...)
}
