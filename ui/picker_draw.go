package ui

import (
	"strings"

	"roster/internal/safetext"
)

// box draws the picker.
func (p *picker) box(width, height int) box {
	wide := min(72, width-6)
	rows := max(1, min(16, height-9))
	p.list.setSize(wide, rows)
	text, x := p.search.line(p.look, wide-8, false)
	lines := []string{p.look.theme.text(accent, "Search  ") + p.look.theme.text(entry, text), ""}
	lines = append(lines, p.rows(wide, rows)...)
	lines = append(lines, p.summary(wide))
	return box{
		title: p.title, lines: lines, keys: p.keys(wide), typed: true, x: 8 + x,
	}
}

// rows draws the candidates, or why there are none.
func (p *picker) rows(wide, count int) []string {
	if p.list.failure() != nil {
		return poster(p.look, wide, count, unreadable(p.look, p.list.failure(), "enter tries again."))
	}
	return body(p.list, true, count, p.nobody())
}

// keys returns what the keys do, in as many words as fit.
func (p *picker) keys(width int) string {
	create := "  ctrl+n new"
	if p.list.marked() > 0 {
		create = ""
	}
	for _, keys := range []string{
		"enter take  tab mark  ctrl+t training or active" + create + "  esc cancel",
		"enter take  tab mark  ctrl+t status" + create + "  esc cancel",
		"enter take  tab mark  ctrl+t status" + create + "  esc",
	} {
		if safetext.Width(keys) <= width {
			return keys
		}
	}
	return "enter  tab  ctrl+t" + create + "  esc"
}

// summary says how many are marked, else where the cursor is, and how they join; or why
// no new one is made.
func (p *picker) summary(width int) string {
	joins, n := p.look.badge(p.training), p.list.marked()
	as := "join as " + p.look.theme.text(joins.role, joins.text)
	switch {
	case p.held:
		return safetext.Cut("Take what is marked first: enter.", width)
	case n > 0:
		return plural(int64(n), p.kind()) + " marked, " + as
	case p.list.empty():
		return as
	}
	return p.list.place() + "  " + as
}

// kind is what is picked.
func (p *picker) kind() string {
	if p.heroes {
		return "hero"
	}
	return "team"
}

// nobody says what to do where the search finds nothing.
func (p *picker) nobody() []string {
	what := p.kind()
	name := strings.TrimSpace(p.search.Value())
	switch {
	case p.list.marked() > 0:
		return []string{"No " + what + " matches.", "enter takes what is marked: " + plural(int64(p.list.marked()), what) + "."}
	case name == "":
		return []string{"There is no " + what + " yet.", "ctrl+n makes one."}
	}
	return []string{"No " + what + " matches.", "enter makes a new one called “" + p.look.clean(name) + "”."}
}
