package dialog

import (
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"roster/data"
	"roster/data/field"
	"roster/data/model"
	"roster/internal/safetext"
	"roster/ui/list"
	"roster/ui/style"
)

// fieldBlock are the fields of one table in a form, behind those that every roster
// has.
type fieldBlock struct {
	table string
	at    int // the index of the first one among the form's fields
	of    []field.Field
}

// TypedFields returns the fields of a table that the user can type into.
func TypedFields(s *data.Store, table string) []field.Field {
	return slices.DeleteFunc(s.Reader().Fields(table), func(f field.Field) bool { return !f.IsTyped() })
}

// requiredFields returns the fields to ask for before a membership is made; none if it can
// be made without asking.
func requiredFields(s *data.Store) []field.Field {
	fields := TypedFields(s, model.LinkTable)
	if !slices.ContainsFunc(fields, field.Field.IsRequired) {
		return nil
	}
	return fields
}

// extend appends the fields of a table. In a form of a new row they offer what the
// database would give.
func (f *Form) extend(table, prefix string, fields []field.Field) {
	f.blocks = append(f.blocks, fieldBlock{table, len(f.fields), fields})
	for _, col := range fields {
		shown := ""
		if f.creates {
			shown, _ = col.DefaultText()
		}
		added := newField(f.style, prefix+f.style.Clean(col.Name), shown, false, col.Check)
		if offer := col.Offer(time.Now()); f.creates && shown == "" && offer != "" {
			added.offer(offer)
		}
		added.column, added.kind = col.Name, col
		added.choices = choicesOf(col)
		f.fields = append(f.fields, added)
	}
	f.reading = f.reading || !f.creates && len(fields) > 0
}

// typedFields returns what was typed into the fields of a table.
func (f *Form) typedFields(table string, shown, typed []string) []field.Typed {
	var said []field.Typed
	for _, block := range f.blocks {
		if block.table != table {
			continue
		}
		for i, col := range block.of {
			said = append(said, field.Typed{Name: col.Name, Shown: shown[block.at+i], Typed: strings.TrimSpace(typed[block.at+i])})
		}
	}
	return said
}

// values returns what a row has in the fields of a table, in their order.
func (f *Form) values(table string, of field.Values) []string {
	var texts []string
	for _, block := range f.blocks {
		if block.table == table {
			texts = append(texts, list.Map(block.of, func(col field.Field) string { return of[col.Name].Text })...)
		}
	}
	return texts
}

// fit marks the fields that another program dropped or altered. What was typed
// stays.
func (f *Form) fit(s *data.Store) {
	for _, block := range f.blocks {
		now := TypedFields(s, block.table)
		for i, col := range block.of {
			at := slices.IndexFunc(now, func(n field.Field) bool { return n.Name == col.Name })
			switch on := f.fields[block.at+i]; {
			case at < 0:
				on.misfit = "Another program dropped this column: this value can't be saved."
			case !sameValues(now[at], col):
				on.misfit = "Another program altered this column: open the form again."
			default:
				on.misfit = ""
			}
		}
	}
}

// sameValues reports whether two fields take the same values.
func sameValues(a, b field.Field) bool {
	return a.Kind == b.Kind && a.Type == b.Type && a.Nullable == b.Nullable && a.Limit == b.Limit && slices.Equal(a.Words, b.Words)
}

// choicesOf returns what a field can be set to without typing, "" for none; nil
// if it is typed.
func choicesOf(f field.Field) []string {
	var choices []string
	switch f.Kind {
	case field.YesNo:
		choices = []string{"yes", "no"}
	case field.Word:
		choices = slices.Clone(f.Words)
	default:
		return nil
	}
	if f.Nullable {
		choices = append(choices, "")
	}
	return choices
}

// choose goes to another choice: the next one, the one before, the next one with
// that letter, or none.
func (f *formField) choose(msg tea.Msg) {
	now := slices.Index(f.choices, f.Value())
	to := now
	switch msg := msg.(type) {
	case tea.PasteMsg:
		if at := slices.Index(f.choices, msg.Content); at >= 0 {
			to = at
		}
	case tea.KeyPressMsg:
		switch key := msg.String(); key {
		case "right", "space":
			to = (now + 1) % len(f.choices)
		case "left":
			to = (max(now, 0) + len(f.choices) - 1) % len(f.choices)
		case "backspace", "delete":
			if none := slices.Index(f.choices, ""); none >= 0 {
				to = none
			}
		default:
			to = f.nextWith(msg.Text, now)
		}
	}
	if to >= 0 {
		f.SetValue(f.choices[to])
	}
}

// nextWith returns the next choice after now that begins with a letter, in any
// case, or now.
func (f *formField) nextWith(letter string, now int) int {
	for i := range f.choices {
		at := (now + 1 + i) % len(f.choices)
		if letter != "" && strings.HasPrefix(strings.ToLower(f.said(f.choices[at])), strings.ToLower(letter)) {
			return at
		}
	}
	return now
}

// said returns a value in the words of the roster.
func (f *formField) said(value string) string {
	if f.word == nil {
		return value
	}
	return f.word(value)
}

// chosen returns width cells of a choice, with a hint how to choose another one if it has the
// focus.
func (f *formField) chosen(st *style.Style, width int, focused bool) string {
	text := st.Clean(f.said(f.Value()))
	if text == "" {
		text = st.Glyphs.Unknown
	}
	if focused {
		text = "< " + text + " >"
	}
	return safetext.Fit(text, width)
}

// hint returns what to do in the field that has the focus.
func (f *Form) hint() string {
	col := f.field()
	words := col.kind.Hint()
	switch {
	case col.choices != nil:
		words = f.style.PlainKeys("choose with ← → or a letter")
	case col.column == "":
		return ""
	}
	switch {
	case col.kind.Nullable && col.choices != nil:
		words += "; backspace for none"
	case col.kind.Nullable:
		words += "; empty for none"
	case f.creates && col.given() && col.shown == "":
		words += "; empty for the default"
	}
	return f.style.Clean(words)
}
