package dialog

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"roster/data"
	"roster/data/field"
	"roster/data/model"
	"roster/data/query"
	"roster/internal/safetext"
	"roster/ui/keymap"
	"roster/ui/list"
	"roster/ui/style"
)

// Section is a row whose columns the details show.
type Section struct {
	Title   string
	table   string
	key     []model.ID
	Columns []query.ColumnValue
	There   bool
	tally   *model.Tally // of a team
}

// MemberSections are the rows behind a membership: its own, and those of its ends
// that are asked for.
func MemberSections(key model.LinkKey, team, hero bool) []Section {
	parts := []Section{{Title: "Membership", table: model.LinkTable, key: []model.ID{key.TeamID, key.HeroID}}}
	if hero {
		parts = append(parts, SectionOf(model.Name{Table: model.HeroTable, ID: key.HeroID}))
	}
	if team {
		parts = append(parts, SectionOf(model.Name{Table: model.TeamTable, ID: key.TeamID}))
	}
	return parts
}

// SectionOf is the row of a team or a hero.
func SectionOf(n model.Name) Section {
	return Section{Title: map[string]string{model.HeroTable: "Hero", model.TeamTable: "Team"}[n.Table], table: n.Table, key: []model.ID{n.ID}}
}

// details is a dialog that shows every column of a row.
type details struct {
	style *style.Style
	parts []Section
	ready bool
	err   error
	gen   int // answers of an older one are dropped
	scroller
}

// detailsRead is the answer to what the rows are.
type detailsRead struct {
	to    *details
	gen   int
	parts []Section
	err   error
}

// ShowDetails opens the details of rows, and asks for what they show.
func ShowDetails(h Host, s *data.Store, st *style.Style, parts []Section) tea.Cmd {
	d := &details{style: st, parts: parts}
	h.Ask(d)
	return d.Refresh(s)
}

func (d *details) Refresh(s *data.Store) tea.Cmd {
	d.gen++
	parts, gen := slices.Clone(d.parts), d.gen
	return func() tea.Msg {
		msg := detailsRead{to: d, gen: gen, parts: parts}
		for i, p := range parts {
			if msg.err == nil {
				parts[i].Columns, parts[i].There, msg.err = s.Reader().Columns(context.Background(), p.table, p.key...)
			}
			if msg.err == nil && p.table == model.TeamTable {
				var tallies map[model.ID]model.Tally
				tallies, msg.err = s.Reader().TeamTallies(context.Background(), p.key)
				tally := tallies[p.key[0]]
				parts[i].tally = &tally
			}
		}
		return msg
	}
}

func (d *details) Receive(msg tea.Msg) tea.Cmd {
	if read, ok := msg.(detailsRead); ok && read.to == d && read.gen == d.gen {
		d.parts, d.err, d.ready = read.parts, read.err, true
	}
	return nil
}

// Awaits reports whether the rows are still being read.
func (d *details) Awaits(tea.Msg) bool { return !d.ready }

func (d *details) Press(msg tea.KeyPressMsg) Outcome {
	return d.read(msg, d.style.Keys.Keys(keymap.Details)...)
}

func (d *details) Layout(width, height int) Box {
	wide := min(72, width-6)
	var lines []string
	switch {
	case d.err != nil:
		lines = style.Wrap(d.style.Clean(d.err.Error()), wide)
	case !d.ready:
		lines = []string{"Reading…"}
	default:
		lines = sectionLines(d.style, d.parts, wide)
	}
	shown, keys := d.window(lines, height, "esc close")
	return Box{Title: "Details", Lines: shown, Keys: keys}
}

// lacking says that a team has fewer active members than it needs, and where that number comes
// from; "" if it has enough.
func (p Section) lacking(st *style.Style) string {
	if p.tally == nil || p.tally.Lacking() == 0 {
		return ""
	}
	from := "the setting coverage"
	if slices.ContainsFunc(p.Columns, func(c query.ColumnValue) bool { return c.IsMinimum() && c.Set }) {
		from = "its field " + field.MinimumName
	}
	return st.Say(style.UnderstaffedSign+" Below its minimum: "+style.Number(p.tally.Active)+" of "+style.Number(p.tally.Minimum)+" active") + ", as " + from + " says."
}

// title returns the heading: of a table, in the words of the roster.
func (p Section) title(st *style.Style) string {
	if p.table != "" {
		return st.Say(p.Title)
	}
	return st.Clean(p.Title)
}

// sectionLines draws rows one below the other, a column a line or more.
func sectionLines(st *style.Style, parts []Section, width int) []string {
	label := 0
	for _, p := range parts {
		for _, c := range p.Columns {
			label = max(label, safetext.Width(st.Clean(c.Name)))
		}
	}
	label = min(label, width/3)
	var lines []string
	for i, p := range parts {
		if i > 0 {
			lines = append(lines, "")
		}
		lines = append(lines, list.Map(style.Wrap(p.title(st), width), func(line string) string { return st.Theme.Text(style.Accent, line) })...)
		if !p.There {
			lines = append(lines, st.Theme.Text(style.Muted, "None."))
		}
		for _, c := range p.Columns {
			lines = append(lines, columnLines(st, c, label, width-label-2)...)
		}
		if text := p.lacking(st); p.There && text != "" {
			lines = append(lines, list.Map(style.Wrap(text, width), func(line string) string { return st.Theme.Text(style.Failure, line) })...)
		}
	}
	return lines
}

// columnLines draws one column: its name, and what it holds.
func columnLines(st *style.Style, c query.ColumnValue, label, room int) []string {
	var lines []string
	text, role := columnText(st, c)
	for i, line := range style.Wrap(text, room) {
		name := ""
		if i == 0 {
			name = safetext.Cut(st.Clean(c.Name), label)
		}
		lines = append(lines, st.Theme.Text(style.Muted, safetext.Fit(name, label))+"  "+st.Theme.Text(role, line))
	}
	return lines
}

// columnText returns what a column holds, and whether that is computed.
func columnText(st *style.Style, c query.ColumnValue) (string, style.Role) {
	text, role := st.Clean(c.Text), style.Plain
	switch {
	case !c.Set:
		text, role = st.Glyphs.Unknown, style.Muted
	case c.Secret && !st.Revealed:
		text, role = st.Glyphs.Secret, style.Muted
	case strings.TrimSpace(text) == "":
		text, role = "“"+text+"”", style.Muted
	}
	if c.Computed {
		text += " (computed)"
	}
	return text, role
}

// sections is a dialog that shows rows that do not change.
type sections struct {
	NoMessages
	NoRefresh
	style *style.Style
	parts []Section
	scroller
}

// NewSections returns a dialog that shows these rows.
func NewSections(st *style.Style, parts []Section) Dialog { return &sections{style: st, parts: parts} }

func (d *sections) Press(msg tea.KeyPressMsg) Outcome {
	return d.read(msg, d.style.Keys.Keys(keymap.Details)...)
}

func (d *sections) Layout(width, height int) Box {
	shown, keys := d.window(sectionLines(d.style, d.parts, min(72, width-6)), height, "esc close")
	return Box{Title: "Details", Lines: shown, Keys: keys}
}
