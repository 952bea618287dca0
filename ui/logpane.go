package ui

import (
	"fmt"
	"strings"

	"roster/data/sqllog"
	"roster/internal/safetext"
	"roster/ui/keymap"
	"roster/ui/style"
)

// logPane shows the SQL statements that roster issues, grouped under what they
// are issued for.
type logPane struct {
	log     *sqllog.Log
	style   *style.Style
	open    bool
	focused bool
	up      int  // lines scrolled up from the newest
	broken  bool // it was said that the file can't be written
}

// lines returns the pane, height lines of width cells.
func (p *logPane) lines(width, height int) []string {
	rows := height - 2
	text := p.text(width-2, rows+p.up)
	p.up = max(0, min(p.up, len(text)-rows))
	end := len(text) - p.up
	shown := text[max(0, end-rows):end]
	f := style.Frame{Width: width, Title: "Statements", Focused: p.focused, Note: "newest last"}
	return f.Draw(p.style, append(shown, style.BlankLines(width-2, rows-len(shown))...))
}

// text returns the newest statements as lines, at least n of them if there are
// that many.
func (p *logPane) text(width, n int) []string {
	var lines []string
	label := ""
	for _, s := range p.log.Recent(n) {
		if s.Label != label {
			label = s.Label
			lines = append(lines, p.style.Theme.Text(style.Accent, safetext.Fit(" "+p.style.Clean(label), width)))
		}
		lines = append(lines, p.statement(s, width))
	}
	return lines
}

func (p *logPane) statement(s sqllog.Statement, width int) string {
	took := fmt.Sprintf("%9.2f ms %6d  ", float64(s.Took.Microseconds())/1000, s.Rows)
	sql := p.style.Clean(strings.Join(strings.Fields(s.SQL), " "))
	if len(s.Args) > 0 {
		sql += "  " + p.arguments(s)
	}
	if s.Err != nil {
		return p.style.Theme.Text(style.Failure, safetext.Fit(took+p.style.Clean(s.Problem(p.mask()))+"  "+sql, width))
	}
	took = safetext.Cut(took, width)
	return p.style.Theme.Text(style.Muted, took) + safetext.Fit(sql, width-safetext.Width(took))
}

// arguments returns a statement's arguments, with secrets masked if they are
// masked on screen.
func (p *logPane) arguments(s sqllog.Statement) string {
	return p.style.Clean(s.Arguments(p.mask()))
}

// mask returns what to show in the place of secrets, "" if they are shown.
func (p *logPane) mask() string {
	if p.style.Revealed {
		return ""
	}
	return p.style.Glyphs.Secret
}

// scroll does what a list would do. It returns false for anything else.
func (p *logPane) scroll(act keymap.Action, page int) bool {
	switch act {
	case keymap.MoveUp:
		p.up++
	case keymap.MoveDown:
		p.up--
	case keymap.PageUp:
		p.up += page
	case keymap.PageDown:
		p.up -= page
	case keymap.HalfUp:
		p.up += (page + 1) / 2
	case keymap.HalfDown:
		p.up -= (page + 1) / 2
	case keymap.MoveFirst:
		p.up = 1 << 20
	case keymap.MoveLast:
		p.up = 0
	default:
		return false
	}
	p.up = max(0, p.up)
	return true
}
