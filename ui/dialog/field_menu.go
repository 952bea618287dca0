package dialog

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"roster/data"
	"roster/data/field"
	"roster/data/model"
	"roster/internal/safetext"
	"roster/ui/style"
)

// fieldMenu asks which field to set in several memberships.
type fieldMenu struct {
	NoMessages
	store   *data.Store
	style   *style.Style
	members []model.MembershipRef
	fields  []field.Field
	at, top int // the line under the cursor, 0 being the status; the first line on screen
}

// NewFieldMenu returns a dialog that asks which field to set in these memberships.
func NewFieldMenu(s *data.Store, st *style.Style, members []model.MembershipRef) Dialog {
	return &fieldMenu{store: s, style: st, members: members, fields: TypedFields(s, model.LinkTable), at: 1}
}

// Refresh reads no rows: which fields there are is known. The cursor stays on its
// field.
func (m *fieldMenu) Refresh(s *data.Store) tea.Cmd {
	name := ""
	if m.at > 0 {
		name = m.fields[m.at-1].Name
	}
	m.fields = TypedFields(s, model.LinkTable)
	m.at = 1 + slices.IndexFunc(m.fields, func(f field.Field) bool { return f.Name == name })
	return nil
}

func (m *fieldMenu) Press(msg tea.KeyPressMsg) Outcome {
	switch key := msg.String(); key {
	case "esc":
		return Outcome{Done: true}
	case "enter":
		f := setStandingForm(m.style, m.members)
		if m.at > 0 {
			f = setFieldForm(m.style, m.members, m.fields[m.at-1])
		}
		return Outcome{Done: true, Answer: func(h Host) tea.Cmd { h.Ask(f); return nil }}
	default:
		m.at = movedCursor(key, m.at, len(m.fields))
	}
	return Outcome{}
}

// pick moves the cursor to a line.
func (m *fieldMenu) pick(line int) tea.Cmd {
	m.at = max(0, min(m.top+line, len(m.fields)))
	return nil
}

func (m *fieldMenu) Layout(width, height int) Box {
	wide := min(50, width-6)
	lines := make([]string, 1+len(m.fields))
	for i := range lines {
		name, kind := "Status", m.style.Say("training or active")
		if i > 0 {
			name, kind = m.style.Clean(m.fields[i-1].Name), m.fields[i-1].Kind.String()
		}
		on, sign := style.Ground, " "
		if i == m.at {
			on, sign = style.Selected, m.style.Glyphs.Cursor
		}
		styles := &m.style.Theme.Styles[on]
		lines[i] = styles[style.Accent].On(sign+" ") + styles[style.Plain].On(safetext.Fit(name, wide/2-2)+"  ") + styles[style.Muted].On(safetext.Fit(kind, wide-wide/2-2))
	}
	room := max(1, min(len(lines), height-6))
	m.top = min(max(min(m.top, m.at), m.at-room+1), len(lines)-room) // there may be more room, or fewer fields
	return Box{Title: "Set in " + style.Plural(int64(len(m.members)), "membership"), Lines: lines[m.top : m.top+room], Keys: "↑ ↓ choose  enter edit  esc cancel", Pick: m.pick}
}
