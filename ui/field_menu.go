package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"roster/data"
	"roster/internal/safetext"
)

// fieldMenu asks which field is to be set in several memberships.
type fieldMenu struct {
	deaf
	store   *data.Store
	look    *look
	members []data.Seen
	fields  []data.Field
	at, top int // the line under the cursor, of which the first is the status; the first seen
}

func newFieldMenu(s *data.Store, look *look, members []data.Seen) *fieldMenu {
	return &fieldMenu{store: s, look: look, members: members, fields: typedFields(s, linkTable), at: 1}
}

// refresh reads no rows: which fields there are is known. The cursor stays on its
// field.
func (m *fieldMenu) refresh(s *data.Store) tea.Cmd {
	name := ""
	if m.at > 0 {
		name = m.fields[m.at-1].Name
	}
	m.fields = typedFields(s, linkTable)
	m.at = 1 + slices.IndexFunc(m.fields, func(f data.Field) bool { return f.Name == name })
	return nil
}

func (m *fieldMenu) press(msg tea.KeyPressMsg) outcome {
	switch msg.String() {
	case "esc":
		return outcome{done: true}
	case "up", "k":
		m.at = max(0, m.at-1)
	case "down", "j":
		m.at = min(len(m.fields), m.at+1)
	case "home", "g":
		m.at = 0
	case "end", "G":
		m.at = len(m.fields)
	case "enter":
		f := setStanding(m.look, m.members)
		if m.at > 0 {
			f = setField(m.look, m.members, m.fields[m.at-1])
		}
		return outcome{done: true, answer: func(h dialogHost) tea.Cmd { h.ask(f); return nil }}
	}
	return outcome{}
}

func (m *fieldMenu) box(width, height int) box {
	wide := min(50, width-6)
	lines := make([]string, 1+len(m.fields))
	for i := range lines {
		name, kind := "Status", "training or active"
		if i > 0 {
			name, kind = m.look.clean(m.fields[i-1].Name), m.fields[i-1].Kind.String()
		}
		on, sign := ground, " "
		if i == m.at {
			on, sign = selected, m.look.glyphs.cursor
		}
		styles := &m.look.theme.styles[on]
		lines[i] = styles[accent].on(sign+" ") + styles[plain].on(safetext.Fit(name, wide/2-2)+"  ") + styles[muted].on(safetext.Fit(kind, wide-wide/2-2))
	}
	room := max(1, min(len(lines), height-6))
	m.top = min(max(min(m.top, m.at), m.at-room+1), len(lines)-room) // there may be more room, or fewer fields
	return box{title: "Set in " + plural(int64(len(m.members)), "membership"), lines: lines[m.top : m.top+room], keys: "↑ ↓ choose  enter take  esc cancel"}
}
