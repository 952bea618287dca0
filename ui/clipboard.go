package ui

import (
	"context"
	"errors"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"roster/internal/exchange"
	"roster/internal/safetext"
	"roster/ui/keymap"
	"roster/ui/list"
	"roster/ui/style"
	"roster/ui/views"
)

// maxClipboard is the maximum number of bytes copied: many terminals accept no more at once.
const maxClipboard = 64 << 10

// Clipboard is what is known about the clipboard of the terminal.
type Clipboard struct {
	Tmux   bool // the terminal is inside tmux
	Screen bool // the terminal is inside GNU screen
	Sure   bool // the terminal is one that lets programs set its clipboard
}

// screenLimit is the number of bytes of a sequence that GNU screen passes through at once.
const screenLimit = 760

// Copy puts a row on the clipboard of the terminal, also over ssh (OSC 52), with tabs between
// its parts. The text is made safe first: it will be pasted into shells.
func (a *App) Copy(parts []string) tea.Cmd {
	safe := list.Map(parts, safetext.Line)
	a.copied(strings.Join(safe, "  "))
	return a.opts.Clipboard.set(strings.Join(safe, "\t"))
}

// copied reports what was copied, with a caveat unless the terminal is known to allow it.
func (a *App) copied(what string) {
	done := "Copied: "
	if !a.opts.Clipboard.Sure {
		done = "Copied, if the terminal allows it: "
	}
	a.say(a.style.Clean(done + what))
}

// set sets the clipboard. tmux and screen handle OSC 52 themselves or not at all, depending on
// their settings; passed through, it reaches the outer terminal. That may be tmux again; other
// terminals ignore the doubly wrapped sequence.
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

// tableRead is the result of reading a table to copy.
type tableRead struct {
	table func() views.Table
	err   error
}

// CopyTable reads a table in a command, and copies it. Input waits until it is copied.
func (a *App) CopyTable(read views.ReadTable) tea.Cmd {
	a.copying++
	return func() tea.Msg {
		table, err := read(context.Background())
		return tableRead{table, err}
	}
}

// tableRead puts a table on the clipboard: a line for each row, with tabs between its cells,
// which spreadsheets paste as a table.
func (a *App) tableRead(msg tableRead) tea.Cmd {
	a.copying--
	if msg.err != nil && !errors.Is(msg.err, list.ErrTooMany) {
		a.reportFailure("Not copied", a.style.Clean(msg.err.Error()))
		return nil
	}
	var text strings.Builder
	rows := 0
	if msg.err == nil {
		table := msg.table()
		rows = len(table) - 1
		for _, line := range table {
			cells := list.Map(line, func(text string) string { return exchange.EscapeFormulas(safetext.Line(text)) })
			text.WriteString(strings.Join(cells, "\t") + "\n")
		}
	}
	if msg.err != nil || text.Len() > maxClipboard {
		a.status = failureStatus("Not copied: the list is larger than 64 KB. Filter it, or export it with " + a.style.Key(keymap.Export) + ".")
		return nil
	}
	a.copied(style.Plural(int64(rows), "row") + ", as a table with tabs.")
	return a.opts.Clipboard.set(text.String())
}
