package dialog

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"roster/internal/safetext"
	"roster/ui/list"
	"roster/ui/style"
)

// Layout draws the picker.
func (p *picker) Layout(width, height int) Box {
	wide := min(72, width-6)
	rows := max(1, min(16, height-9))
	p.list.SetSize(wide, rows)
	text, x := p.search.Line(p.style, wide-8, false)
	lines := []string{p.style.Theme.Text(style.Accent, "Search  ") + p.style.Theme.Text(style.Entry, text), ""}
	lines = append(lines, p.rows(wide, rows)...)
	lines = append(lines, p.summary(wide))
	return Box{
		Title: p.title, Lines: lines, Keys: p.keys(wide), Typed: true, X: 8 + x, Pick: p.pick, Above: 2,
	}
}

// pick moves the cursor to a row on screen.
func (p *picker) pick(line int) tea.Cmd {
	if p.list.Err() == nil {
		p.list.JumpOnScreen(line)
	}
	return p.list.Extend()
}

// rows draws the candidates, or why there are none.
func (p *picker) rows(wide, count int) []string {
	if p.list.Err() != nil {
		return style.Placeholder(p.style, wide, count, list.Unreadable(p.style, p.list.Err(), "Press enter to try again."))
	}
	return list.Draw(p.list, true, count, p.emptyHint())
}

// keys returns what the keys do, in as many words as fit.
func (p *picker) keys(width int) string {
	if len(p.moving) > 0 {
		return "enter move  esc cancel"
	}
	create := "  ctrl+n new"
	if p.list.Marked() > 0 {
		create = ""
	}
	for _, keys := range []string{
		p.style.Say("enter add  tab mark  ctrl+t training or active") + create + "  esc cancel",
		"enter add  tab mark  ctrl+t status" + create + "  esc cancel",
		"enter add  tab mark  ctrl+t status" + create + "  esc",
	} {
		if safetext.Width(keys) <= width {
			return keys
		}
	}
	return "enter  tab  ctrl+t" + create + "  esc"
}

// summary returns how many are marked, or else the place of the cursor, and how they join; or
// why no new one is created.
func (p *picker) summary(width int) string {
	joins, n := p.style.Badge(p.standing), p.list.Marked()
	as := "join as " + p.style.Theme.Text(joins.Role, joins.Text)
	switch {
	case len(p.moving) > 0:
		return p.list.Place()
	case p.held:
		return safetext.Cut("Press enter to add the marked rows.", width)
	case n > 0:
		return p.style.Say(style.Plural(int64(n), p.kind())) + " marked, " + as
	case p.list.IsEmpty():
		return as
	}
	return p.list.Place() + "  " + as
}

// kind is the kind of rows that are picked.
func (p *picker) kind() string {
	if p.heroes {
		return "hero"
	}
	return "team"
}

// emptyHint returns what to do if the search finds nothing.
func (p *picker) emptyHint() []string {
	what, say := p.kind(), p.style.Say
	name := strings.TrimSpace(p.search.Value())
	switch {
	case len(p.moving) > 0:
		return []string{p.style.Say("No team matches.")}
	case p.list.Marked() > 0:
		return []string{say("No " + what + " matches."), say("Press enter to add the marked " + style.Plural(int64(p.list.Marked()), what) + ".")}
	case name == "":
		return []string{say("There is no " + what + " yet."), "Press ctrl+n to create one."}
	}
	return []string{say("No " + what + " matches."), "Press enter to create “" + p.style.Clean(name) + "”."}
}
