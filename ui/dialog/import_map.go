package dialog

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"roster/data/importer"
	"roster/internal/exchange"
	"roster/internal/safetext"
	"roster/internal/tabular"
	"roster/ui/style"
)

// known is what the user has said of a file so far.
type known struct {
	mapped    bool                     // the columns were confirmed
	columns   map[string]tabular.Field // what they mean, by their headers
	answers   map[string]string        // to what was asked
	otherwise string                   // the answer for all names that are close to others
}

// options returns what is known of a table.
func (k known) options(draft *importer.Draft) tabular.Options {
	return tabular.Options{Custom: exchange.CustomFields(draft), Map: k.columns, Answers: k.answers}
}

// mapping is the step of an import that shows what the columns of a table mean.
type mapping struct {
	style  *style.Style
	table  *exchange.Table
	first  [][]string // rows
	fields []tabular.Field
	chosen map[int]tabular.Field // what the user made of a column, by its index
	cursor int
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
	}
	m.cursor = max(0, min(m.cursor, len(m.table.Columns)-1))
}

// turn gives the column under the cursor another meaning.
func (m *mapping) turn(by int) {
	if m.cursor >= len(m.table.Columns) || m.table.Columns[m.cursor].Header == "" {
		return
	}
	at := slices.Index(m.fields, m.field(m.cursor))
	m.chosen[m.cursor] = m.fields[(at+by+len(m.fields))%len(m.fields)]
}

func (m *mapping) field(at int) tabular.Field {
	if f, ok := m.chosen[at]; ok {
		return f
	}
	return m.table.Columns[at].Field
}

// meaning says what a column means.
func (m *mapping) meaning(at int) string {
	c, f := m.table.Columns[at], m.field(at)
	_, isChosen := m.chosen[at]
	switch {
	case f != tabular.LeftOut:
		return strings.ReplaceAll(string(f), "_", " ")
	case isChosen || c.Why != "":
		return withValues("left out", slices.DeleteFunc([]string{c.Why}, func(why string) bool { return why == "" || isChosen }))
	case m.table.Shape == tabular.PeopleAcross:
		return "a hero, with signs below"
	case m.table.Shape == tabular.Groups:
		return "a team, with names below"
	}
	return "a team, with signs below"
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
	lines := []string{"", m.style.Theme.Text(style.Muted, safetext.Fit(m.style.Clean(m.table.Summary()), width))}
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

// asking is the step of an import that asks questions in turn.
type asking struct {
	style     *style.Style
	questions []tabular.Question // the first one is asked
	of        int                // how many there were
	cursor    int
	// When it was drawn last: the first choice on screen, and the lines above it.
	top, above int
}

// pick moves the cursor to a line.
func (q *asking) pick(line int) tea.Cmd {
	if at := q.top + line - q.above; line >= q.above && at < len(q.questions[0].Choices) {
		q.cursor = at
	}
	return nil
}

// canAll reports whether what is chosen can answer all questions of this kind.
func (q *asking) canAll() bool {
	answer := q.choice()
	return answer == importer.AnswerSame || answer == importer.AnswerNew
}

func (q *asking) choice() string { return q.questions[0].Choices[q.cursor].Answer }

// move moves the cursor.
func (q *asking) move(key string) {
	switch key {
	case "up", "k":
		q.cursor--
	case "down", "j":
		q.cursor++
	}
	q.cursor = max(0, min(q.cursor, len(q.questions[0].Choices)-1))
}

func (q *asking) lines(width, height int) []string {
	lines := append(style.Wrap(q.style.Clean(q.questions[0].Text), width), "")
	shown := max(1, height-len(lines))
	choices := q.questions[0].Choices
	top := max(0, min(q.cursor-shown/2, len(choices)-shown))
	q.top, q.above = top, len(lines)
	for at := top; at < min(len(choices), top+shown); at++ {
		mark := "  "
		if at == q.cursor {
			mark = q.style.Glyphs.Cursor + " "
		}
		line := safetext.Fit(mark+q.style.Clean(choices[at].Text), width)
		if at == q.cursor {
			line = q.style.Theme.Styles[style.Selected][style.Plain].On(line)
		}
		lines = append(lines, line)
	}
	return lines
}

// pressMapping takes a key while the columns are shown.
func (i *importDialog) pressMapping(msg tea.KeyPressMsg) Outcome {
	switch key := msg.String(); key {
	case "esc":
		i.forget()
	case "enter":
		i.known.columns, i.known.mapped = i.mapping.columns(i.known.columns), true
		i.mapping = nil
		return Outcome{Cmd: i.read()}
	default:
		i.mapping.press(key)
	}
	return Outcome{}
}

// pressAsking takes a key while something is asked.
func (i *importDialog) pressAsking(msg tea.KeyPressMsg) Outcome {
	q := i.asking
	switch key := msg.String(); {
	case key == "esc":
		i.forget()
	case key == "a" && q.canAll():
		i.known.otherwise = q.choice()
		i.asking = nil
		return Outcome{Cmd: i.read()}
	case key == "enter":
		i.known.answers[q.questions[0].ID] = q.choice()
		q.questions, q.cursor = q.questions[1:], 0
		if len(q.questions) == 0 {
			i.asking = nil
			return Outcome{Cmd: i.read()}
		}
	default:
		q.move(key)
	}
	return Outcome{}
}

// forget goes back to the first step.
func (i *importDialog) forget() {
	i.mapping, i.asking = nil, nil
	i.known = known{answers: map[string]string{}}
}
