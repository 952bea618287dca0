package ui

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"roster/data"
	"roster/internal/safetext"
)

// rowPart is a row of which the details show every column.
type rowPart struct {
	title   string
	table   string
	key     []int64
	columns []data.ColumnValue
	there   bool
}

// memberParts are the rows behind a membership: its own, and those of its ends
// that are asked for.
func memberParts(key data.LinkKey, team, hero bool) []rowPart {
	parts := []rowPart{{title: "Membership", table: linkTable, key: []int64{key.TeamID, key.HeroID}}}
	if hero {
		parts = append(parts, partOf(data.Name{Table: heroTable, ID: key.HeroID}))
	}
	if team {
		parts = append(parts, partOf(data.Name{Table: teamTable, ID: key.TeamID}))
	}
	return parts
}

// partOf is the row of a team or a hero.
func partOf(n data.Name) rowPart {
	return rowPart{title: map[string]string{heroTable: "Hero", teamTable: "Team"}[n.Table], table: n.Table, key: []int64{n.ID}}
}

// details is a dialog that shows every column of a row.
type details struct {
	look  *look
	parts []rowPart
	ready bool
	err   error
	gen   int // answers of an older one are dropped
	scroller
}

// detailsRead is the answer to what the rows are.
type detailsRead struct {
	to    *details
	gen   int
	parts []rowPart
	err   error
}

// showDetails opens the details of rows, and asks for what they show.
func showDetails(h dialogHost, s *data.Store, look *look, parts []rowPart) tea.Cmd {
	d := &details{look: look, parts: parts}
	h.ask(d)
	return d.refresh(s)
}

func (d *details) refresh(s *data.Store) tea.Cmd {
	d.gen++
	parts, gen := slices.Clone(d.parts), d.gen
	return func() tea.Msg {
		msg := detailsRead{to: d, gen: gen, parts: parts}
		for i, p := range parts {
			if msg.err == nil {
				parts[i].columns, parts[i].there, msg.err = s.Columns(context.Background(), p.table, p.key...)
			}
		}
		return msg
	}
}

func (d *details) receive(msg tea.Msg) tea.Cmd {
	if read, ok := msg.(detailsRead); ok && read.to == d && read.gen == d.gen {
		d.parts, d.err, d.ready = read.parts, read.err, true
	}
	return nil
}

// awaits reports whether the rows have yet to be read.
func (d *details) awaits(tea.Msg) bool { return !d.ready }

func (d *details) press(msg tea.KeyPressMsg) outcome { return d.read(msg, "i") }

func (d *details) box(width, height int) box {
	wide := min(72, width-6)
	var lines []string
	switch {
	case d.err != nil:
		lines = wrap(d.look.clean(d.err.Error()), wide)
	case !d.ready:
		lines = []string{"Reading…"}
	default:
		lines = inFull(d.look, d.parts, wide)
	}
	shown, keys := d.window(lines, height, "esc close")
	return box{title: "Details", lines: shown, keys: keys}
}

// inFull draws rows one below the other, a column a line or more.
func inFull(l *look, parts []rowPart, width int) []string {
	label := 0
	for _, p := range parts {
		for _, c := range p.columns {
			label = max(label, safetext.Width(l.clean(c.Name)))
		}
	}
	label = min(label, width/3)
	var lines []string
	for i, p := range parts {
		if i > 0 {
			lines = append(lines, "")
		}
		lines = append(lines, each(wrap(l.clean(p.title), width), func(line string) string { return l.theme.text(accent, line) })...)
		if !p.there {
			lines = append(lines, l.theme.text(muted, "There is none."))
		}
		for _, c := range p.columns {
			lines = append(lines, columnLines(l, c, label, width-label-2)...)
		}
	}
	return lines
}

// columnLines draws one column: its name, and what it holds.
func columnLines(l *look, c data.ColumnValue, label, room int) []string {
	var lines []string
	text, role := columnText(l, c)
	for i, line := range wrap(text, room) {
		name := ""
		if i == 0 {
			name = safetext.Cut(l.clean(c.Name), label)
		}
		lines = append(lines, l.theme.text(muted, safetext.Fit(name, label))+"  "+l.theme.text(role, line))
	}
	return lines
}

// columnText returns what a column holds, and whether that is computed.
func columnText(l *look, c data.ColumnValue) (string, role) {
	text, role := l.clean(c.Text), plain
	switch {
	case !c.Set:
		text, role = l.glyphs.unknown, muted
	case c.Secret && !l.revealed:
		text, role = l.glyphs.secret, muted
	case strings.TrimSpace(text) == "":
		text, role = "“"+text+"”", muted
	}
	if c.Computed {
		text += " (computed)"
	}
	return text, role
}

// account is a dialog that shows rows that do not change.
type account struct {
	deaf
	fixed
	look  *look
	parts []rowPart
	scroller
}

// newAccount returns a dialog that shows these rows.
func newAccount(look *look, parts []rowPart) dialog { return &account{look: look, parts: parts} }

func (d *account) press(msg tea.KeyPressMsg) outcome { return d.read(msg, "i") }

func (d *account) box(width, height int) box {
	shown, keys := d.window(inFull(d.look, d.parts, min(72, width-6)), height, "esc close")
	return box{title: "Details", lines: shown, keys: keys}
}
