package ui

import (
	"fmt"
	"strings"

	"roster/data/sqllog"
	"roster/internal/safetext"
)

// logPane shows the SQL statements that roster issues, grouped under what they
// are issued for.
type logPane struct {
	log     *sqllog.Log
	look    *look
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
	f := frame{width: width, title: "Statements", focused: p.focused, note: "newest last"}
	return f.around(p.look, append(shown, blank(width-2, rows-len(shown))...))
}

// text returns the newest statements as lines, at least n of them if there are
// that many.
func (p *logPane) text(width, n int) []string {
	var lines []string
	label := ""
	for _, s := range p.log.Recent(n) {
		if s.Label != label {
			label = s.Label
			lines = append(lines, p.look.theme.text(accent, safetext.Fit(" "+p.look.clean(label), width)))
		}
		lines = append(lines, p.statement(s, width))
	}
	return lines
}

func (p *logPane) statement(s sqllog.Statement, width int) string {
	took := fmt.Sprintf("%9.2f ms %6d  ", float64(s.Took.Microseconds())/1000, s.Rows)
	sql := p.look.clean(strings.Join(strings.Fields(s.SQL), " "))
	if len(s.Args) > 0 {
		sql += "  " + p.arguments(s)
	}
	if s.Err != nil {
		return p.look.theme.text(failure, safetext.Fit(took+p.look.clean(s.Problem(p.mask()))+"  "+sql, width))
	}
	took = safetext.Cut(took, width)
	return p.look.theme.text(muted, took) + safetext.Fit(sql, width-safetext.Width(took))
}

// arguments returns a statement's arguments, with secrets masked where they are
// masked on screen.
func (p *logPane) arguments(s sqllog.Statement) string {
	return p.look.clean(s.Arguments(p.mask()))
}

// mask returns what stands in the place of secrets, "" where they are shown.
func (p *logPane) mask() string {
	if p.look.revealed {
		return ""
	}
	return p.look.glyphs.secret
}

// scroll does what a list would do. It returns false for anything else.
func (p *logPane) scroll(act action, page int) bool {
	switch act {
	case actMoveUp:
		p.up++
	case actMoveDown:
		p.up--
	case actPageUp:
		p.up += page
	case actPageDown:
		p.up -= page
	case actHalfUp:
		p.up += (page + 1) / 2
	case actHalfDown:
		p.up -= (page + 1) / 2
	case actMoveFirst:
		p.up = 1 << 20
	case actMoveLast:
		p.up = 0
	default:
		return false
	}
	p.up = max(0, p.up)
	return true
}
