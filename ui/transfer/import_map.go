package transfer

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"roster/data/importer"
	"roster/internal/exchange"
	"roster/internal/safetext"
	"roster/internal/tabular"
	"roster/ui/dialog"
	"roster/ui/style"
)

// fileAnswers are the answers of the user about a file so far.
type fileAnswers struct {
	sheet     string                   // of a workbook, "" for the first one that fits
	mapped    bool                     // the columns were confirmed
	columns   map[string]tabular.Field // what they mean, by their headers
	answers   map[string]string        // to what was asked
	otherwise string                   // the answer for all names that are close to others
	onlyAdd   bool                     // memberships that are there stay as they are
}

// options returns what is known about a table.
func (k fileAnswers) options(draft *importer.Draft, memory Memory) tabular.Options {
	o := exchange.WithWords(tabular.Options{
		Custom: exchange.CustomFields(draft), TextIDs: exchange.HasTextIDs(draft), Map: k.columns, Answers: k.answers,
	}, draft.Words())
	if memory != nil {
		o.Recall = memory.Recall
	}
	return o
}

// mapping is the step of an import that shows what the columns of a table mean.
type mapping struct {
	style  *style.Style
	table  *exchange.Table
	first  [][]string // rows
	fields []tabular.Field
	chosen map[int]tabular.Field // what the user made of a column, by its index
	cursor int
	mayAdd bool // fields to the database
	// When it was drawn last: the first column on screen, and how many are.
	top, seen int
}

// pick moves the cursor to a line.
func (m *mapping) pick(line int) tea.Cmd {
	if line >= 0 && line < m.seen {
		m.cursor = m.top + line
	}
	return nil
}

// press moves the cursor, or changes what the column under it means.
func (m *mapping) press(key string) {
	switch key {
	case "up", "k":
		m.cursor--
	case "down", "j":
		m.cursor++
	case "right", "l", "space":
		m.turn(1)
	case "left", "h":
		m.turn(-1)
	case "f":
		m.toggleNew()
	}
	m.cursor = max(0, min(m.cursor, len(m.table.Columns)-1))
}

// turn gives the column under the cursor another meaning.
func (m *mapping) turn(by int) {
	if m.cursor >= len(m.table.Columns) || m.table.Columns[m.cursor].Header == "" {
		return
	}
	fields := m.fields
	if m.isAcross(m.cursor) {
		fields = append(slices.Clip(fields), asUnderstood)
	}
	at := slices.Index(fields, m.field(m.cursor))
	m.choose(m.cursor, fields[(at+by+len(fields))%len(fields)])
}

// choose gives a column a meaning.
func (m *mapping) choose(at int, f tabular.Field) {
	if m.chosen[at] = f; f == m.understood(at) {
		delete(m.chosen, at)
	}
}

// canBeNew reports whether a column can become a custom field.
func (m *mapping) canBeNew(at int) bool {
	return m.mayAdd && at < len(m.table.Columns) && m.table.IsUnknown(m.table.Columns[at])
}

// toggleNew has the column under the cursor become a custom field, or not.
func (m *mapping) toggleNew() {
	switch {
	case !m.canBeNew(m.cursor):
	case m.field(m.cursor) == tabular.NewField:
		m.choose(m.cursor, tabular.LeftOut)
	default:
		m.choose(m.cursor, tabular.NewField)
	}
}

// asUnderstood is the meaning of a column with a sign in each cell, or with names below.
const asUnderstood tabular.Field = ""

// isAcross reports whether a column is a team, or a hero, by its header.
func (m *mapping) isAcross(at int) bool {
	c := m.table.Columns[at]
	return c.Field == tabular.LeftOut && c.Why == ""
}

// understood returns what a column means without the user.
func (m *mapping) understood(at int) tabular.Field {
	if m.isAcross(at) {
		return asUnderstood
	}
	return m.table.Columns[at].Field
}

func (m *mapping) field(at int) tabular.Field {
	if f, ok := m.chosen[at]; ok {
		return f
	}
	return m.understood(at)
}

// meaning returns the meaning of a column.
func (m *mapping) meaning(at int) string {
	switch f, why := m.field(at), m.table.Columns[at].Why; {
	case f == tabular.NewField:
		return "becomes a text field"
	case f == tabular.LeftOut && (why == "" || m.understood(at) != f):
		return "left out"
	case f == tabular.LeftOut:
		return "left out: " + why
	case f != asUnderstood:
		name := strings.ReplaceAll(string(f), "_", " ")
		if slices.Contains(tabular.Fields(), f) {
			return m.style.Say(name)
		}
		return name
	case m.table.Layout == tabular.PeopleAcross:
		return m.style.Say("a hero, with signs below")
	case m.table.Layout == tabular.Groups:
		return m.style.Say("a team, with names below")
	}
	return m.style.Say("a team, with signs below")
}

// columns adds what the user made of the columns.
func (m *mapping) columns(to map[string]tabular.Field) map[string]tabular.Field {
	all := map[string]tabular.Field{}
	for header, f := range to {
		all[header] = f
	}
	for at, f := range m.chosen {
		all[m.table.Columns[at].Header] = f
	}
	return all
}

func (m *mapping) lines(width, height int) []string {
	wide := 6
	for _, c := range m.table.Columns {
		wide = max(wide, min(width/2-4, safetext.Width(m.style.Clean(c.Header))))
	}
	var lines []string
	for at, c := range m.table.Columns {
		mark, header := "  ", c.Header
		if at == m.cursor {
			mark = m.style.Glyphs.Cursor + " "
		}
		if header == "" {
			header = m.style.Glyphs.Unknown
		}
		line := safetext.Fit(mark+safetext.Fit(m.style.Clean(header), wide)+"  "+m.style.Clean(m.meaning(at)), width)
		switch {
		case at == m.cursor:
			line = m.style.Theme.Styles[style.Selected][style.Plain].On(line)
		case strings.HasPrefix(m.meaning(at), "left out"):
			line = m.style.Theme.Text(style.Muted, line)
		}
		lines = append(lines, line)
	}
	below := m.below(width, height)
	shown := max(1, height-len(below))
	top := max(0, min(m.cursor-shown/2, len(lines)-shown))
	m.top, m.seen = top, min(shown, len(lines)-top)
	return slices.Concat(lines[top:min(len(lines), top+shown)], below)
}

// below returns the first rows of the table, fewer in a low window.
func (m *mapping) below(width, height int) []string {
	summary := m.table.Summary()
	if m.table.Recalled {
		summary = tabular.LastTime + " " + summary
	}
	lines := []string{"", m.style.Theme.Text(style.Muted, safetext.Fit(m.style.Clean(summary), width))}
	for _, row := range m.first[:min(len(m.first), max(1, height/3))] {
		line := m.style.Clean(strings.Join(m.masked(row), " "+m.style.Glyphs.Border.Vertical+" "))
		lines = append(lines, safetext.Fit("  "+line, width))
	}
	return lines
}

// masked returns the cells of a row, the secret names as they are shown everywhere.
func (m *mapping) masked(row []string) []string {
	cells := slices.Clone(row)
	for at, cell := range cells[:min(len(cells), len(m.table.Columns))] {
		if m.field(at) == tabular.SecretName && cell != "" && cell != m.table.Columns[at].Header && !m.style.Revealed {
			cells[at] = m.style.Glyphs.Secret
		}
	}
	return cells
}

// pressMapping takes a key while the columns are shown.
func (i *importDialog) pressMapping(msg tea.KeyPressMsg) dialog.Outcome {
	switch key := msg.String(); key {
	case "esc":
		i.forget()
	case "s":
		if len(i.mapping.table.Sheets) > 1 {
			i.asking, i.mapping = i.mapping.askSheet(), nil
		}
	case "enter":
		i.known.columns, i.known.mapped = i.mapping.columns(i.known.columns), true
		i.mapping = nil
		return dialog.Outcome{Cmd: i.read()}
	default:
		i.mapping.press(key)
	}
	return dialog.Outcome{}
}

// keys returns the keys that work, in fewer words if they don't fit the width.
func (m *mapping) keys(width int) string {
	more := ""
	if m.canBeNew(m.cursor) {
		more += "  f field"
	}
	if len(m.table.Sheets) > 1 {
		more += "  s sheet"
	}
	if keys := "↑ ↓ column  ← → meaning" + more + "  enter continue  esc back"; safetext.Width(keys) <= width {
		return keys
	}
	return "↑ ↓  ← → meaning" + more + "  enter continue  esc"
}

// title names the sheet, if there is a choice.
func (m *mapping) title() string {
	if len(m.table.Sheets) < 2 {
		return "What the columns mean"
	}
	return "What the columns mean: sheet " + m.style.Clean(m.table.Name)
}

// forget goes back to the first step.
func (i *importDialog) forget() {
	i.mapping, i.asking = nil, nil
	i.known = fileAnswers{answers: map[string]string{}}
}
