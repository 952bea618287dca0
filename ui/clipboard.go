package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"roster/internal/safetext"
)

// Copy puts a row on the clipboard of the terminal, also over ssh (OSC 52), its
// parts with tabs between them. The text is made safe first: it will be pasted
// into shells.
func (a *App) Copy(parts []string) tea.Cmd {
	safe := make([]string, len(parts))
	for i, part := range parts {
		safe[i] = safetext.Line(part)
	}
	text := strings.Join(safe, "\t")
	a.say(a.style.Clean("Copied: " + strings.Join(safe, "  ")))
	cmd := tea.SetClipboard(text)
	if a.opts.Tmux {
		// tmux takes a program's OSC 52 for itself or not at all, by its settings;
		// passed through, it reaches the terminal outside.
		return tea.Batch(cmd, tea.Raw(ansi.TmuxPassthrough(ansi.SetSystemClipboard(text))))
	}
	return cmd
}
