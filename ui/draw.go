package ui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"roster/internal/safetext"
	"roster/ui/dialog"
	"roster/ui/keymap"
	"roster/ui/list"
	"roster/ui/style"
)

// The smallest window in which roster can be used.
const (
	minWidth  = 40
	minHeight = 10
)

// chromeHeight is how many lines are around the view: header, status and footer.
const chromeHeight = 3

func (a *App) tooSmall() bool { return a.width < minWidth || a.height < minHeight }

// resize lays out the view, and the statement log under it.
func (a *App) resize(width, height int) tea.Cmd {
	a.width, a.height = width, height
	if a.tooSmall() {
		return nil
	}
	for _, v := range a.views {
		v.SetSize(width, max(4, height-chromeHeight-a.logHeight()))
	}
	return a.view().Extend()
}

// logHeight returns the lines of the statement log: a third of the window, or
// all of it if it is low.
func (a *App) logHeight() int {
	switch {
	case !a.log.open:
		return 0
	case a.height < 20:
		return a.height - chromeHeight
	}
	return a.height / 3
}

// logCovers reports whether the statement log hides the view.
func (a *App) logCovers() bool { return a.log.open && a.logHeight() == a.height-chromeHeight }

// View draws the screen: never more lines than the window has, each exactly as
// wide.
func (a *App) View() tea.View {
	screen := a.screen()
	v := tea.NewView(strings.Join(screen.Lines, "\n"))
	a.answerGuard.draw(a.opts.Frames())
	if !a.unchanged {
		a.opts.Wake()
	}
	v.AltScreen = true
	v.KeyboardEnhancements = a.enhancements()
	if !a.opts.NoMouse {
		v.MouseMode = tea.MouseModeCellMotion
	}
	v.WindowTitle = "roster " + a.style.Glyphs.Dot + " " + a.title()
	if screen.X >= 0 {
		v.Cursor = tea.NewCursor(screen.X, screen.Y)
		v.Cursor.Blink = !a.style.Still
	}
	return v
}

// screen returns the lines. For an ASCII terminal they contain only ASCII: each replaced
// character is one cell wide, like its replacement.
func (a *App) screen() dialog.Screen {
	p := dialog.Screen{Lines: a.lines(), X: -1}
	switch {
	case a.width <= 0 || a.tooSmall():
	case len(a.dialogs) > 0:
		for _, d := range a.dialogs {
			p = dialog.Overlay(&a.style, p.Lines, a.width, d)
		}
	case a.prompt != nil:
		_, x := a.prompt.Line(&a.style, a.width-2-safetext.Width(a.prompt.label), false)
		p.X, p.Y = x+1+safetext.Width(a.prompt.label), a.height-2
	}
	p.Lines = inCharset(&a.style, p.Lines)
	return p
}

// inCharset returns the lines as a terminal of ASCII can show them, if it is one.
func inCharset(st *style.Style, lines []string) []string {
	if !st.ASCII {
		return lines
	}
	return list.Map(lines, safetext.ASCII)
}

// lines returns the screen under the dialogs.
func (a *App) lines() []string {
	if a.width <= 0 || a.height <= 0 {
		return nil
	}
	if a.tooSmall() {
		return tooSmallLines(&a.style, a.width, a.height)
	}
	var body []string
	if !a.logCovers() {
		body = a.view().View()
	}
	if a.log.open {
		body = append(body, a.log.lines(a.width, a.logHeight())...)
	}
	lines := append([]string{a.header()}, body...)
	return append(lines, a.statusLine(), a.footerLine())
}

// tooSmallLines says that a window is too small.
func tooSmallLines(st *style.Style, width, height int) []string {
	text := fmt.Sprintf("The window is %dx%d: roster needs %dx%d.", width, height, minWidth, minHeight)
	return style.Placeholder(st, width, height, []string{text})[:height]
}

// header returns the first line: the name of the database, and the views.
func (a *App) header() string {
	var tabs strings.Builder
	width := 0
	for i := range a.views {
		as := style.Muted
		if i == a.open {
			as = style.Chosen
		}
		tab := a.tab(i)
		tabs.WriteString("  " + a.style.Theme.Text(as, tab))
		width += 2 + safetext.Width(tab)
	}
	name := " " + a.style.Join("roster", a.condition(), safetext.Cut(a.title(), max(8, a.width/2)))
	for _, words := range a.understaffed.words(a.style.Say) {
		if more := a.style.Join(name, words); safetext.Width(more) < a.width-width {
			name = more
			break
		}
	}
	return a.style.Theme.Text(style.Accent, safetext.Fit(name, a.width-width-1)) + tabs.String() + " "
}

// statusLine returns the line of the filter that is being typed, of the last
// message, or of what the screen waits for.
func (a *App) statusLine() string {
	switch {
	case a.prompt != nil:
		label := " " + a.prompt.label
		text, _ := a.prompt.Line(&a.style, a.width-1-safetext.Width(label), false)
		return a.style.Theme.Text(style.Accent, label) + a.style.Theme.Text(style.Plain, text+" ")
	case a.busyIndicator.shown && !a.leaving:
		return a.style.Theme.Text(style.Muted, safetext.Fit(" "+a.waitingFor(), a.width))
	}
	return a.style.Theme.Text(a.status.role, safetext.Fit(" "+a.status.text, a.width))
}

// waitingFor returns what the screen waits for, its progress, and how to cancel it.
func (a *App) waitingFor() string {
	text := "Waiting for the database…"
	switch percent, ok := a.writes.Progress.Percent(); {
	case ok && a.writes.IsBusy():
		text = fmt.Sprintf("Writing… %d%%", percent)
	case a.view().IsSorting():
		text = "Sorting…"
	}
	switch typed := int64(len(a.typedAhead)); {
	case a.canCancel():
		text = a.style.Join(text, keymap.Escape+" cancels")
	case typed > 0:
		text = a.style.Join(text, style.Plural(typed, "key")+" typed ahead", keymap.Escape+" drops them")
	}
	return text
}

// footerLine returns the last line: the keys that work here and now.
func (a *App) footerLine() string {
	var s strings.Builder
	used := 1
	s.WriteString(" ")
	for _, h := range a.footer() {
		s.WriteString(a.style.Theme.Text(style.Accent, h.key) + " " + a.style.Theme.Text(style.Muted, h.word) + "  ")
		used += h.width()
	}
	s.WriteString(strings.Repeat(" ", max(0, a.width-used)))
	return s.String()
}
