package dialog

import (
	"slices"
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"roster/data"
	"roster/data/field"
	"roster/data/intent"
	"roster/data/model"
	"roster/internal/safetext"
	"roster/internal/terminput"
	"roster/ui/list"
	"roster/ui/style"
	"roster/ui/write"
)

// formField is one field of a form.
type formField struct {
	Textfield
	label   string
	shown   string // the value last shown to the user
	start   string // the text in the field when the form opened
	secret  bool
	offered bool               // its initial text is saved even if not changed, since the database does not have it yet
	wrong   string             // the error, shown below it
	news    string             // a notice that another program changed it
	heard   string             // the new value in the database
	told    *shownValue        // what the user learns of it when it is drawn
	check   func(string) error // the rule for what is typed

	seed    string              // the column, of a standard field
	column  string              // the column, of a custom field
	kind    field.Field         // that field
	choices []string            // the values to choose from; nil if it is typed
	word    func(string) string // what the roster calls a choice; nil if it is called so
	misfit  string              // an error if another program altered or dropped the column
}

// newField returns a field that shows a value of the database.
func newField(st *style.Style, label, shown string, secret bool, check func(string) error) *formField {
	f := &formField{Textfield: NewTextfield(shown, textLimit), label: label, shown: shown, secret: secret && !st.Revealed, check: check}
	// Stored text may be longer than the rules allow; raise the limit so that it is not
	// truncated silently.
	f.CharLimit = max(f.CharLimit, utf8.RuneCountInString(shown))
	f.SetValue(shown)
	f.start = f.Value()
	return f
}

// of sets the standard column that the field shows.
func (f *formField) of(column string) *formField {
	f.seed = column
	return f
}

// offer sets an initial value that is saved as if it had been typed.
func (f *formField) offer(text string) {
	f.SetValue(text)
	f.start, f.offered = f.Value(), true
}

// value returns the text to store. A field that no one typed in keeps the stored text
// unchanged, even if the field could not display it.
func (f *formField) value() string {
	if f.Value() == f.start && !f.offered {
		return f.shown
	}
	return f.Value()
}

// refused returns why the text in the field can't be saved, or nil.
func (f *formField) refused() error {
	if strings.ContainsRune(f.Value(), terminput.Lost) {
		return &model.Error{Code: model.Invalid, Message: "The terminal sent a byte that is not UTF-8, shown as �: set it to UTF-8, or type something else."}
	}
	return f.check(f.Value())
}

// given reports whether the database has a default value for the field.
func (f *formField) given() bool { return f.column != "" && f.kind.Default != "" }

func (f *formField) touched() bool { return f.Value() != f.start }

// Form asks for a few texts. What was typed is never lost by accident: esc asks first, and the
// form stays open until the values are saved.
type Form struct {
	style   *style.Style
	title   string
	creates bool // a new row: all fields are saved, even untouched ones
	fields  []*formField
	at      int    // the field that has the keys
	leaving bool   // esc was pressed on a changed form
	quits   bool   // that was ctrl+c
	saving  bool   // the write has not finished
	saved   bool   // saved, but the program ended before the form was closed
	failed  string // why saving failed
	gone    bool   // the row has been deleted
	read    readRow
	about   Unsaved // identifies the form; the texts are in the fields
	save    func(shown, typed []string) intent.Intent
	write   func(typed []string) write.Job // how to save, if not by an intent
	warning string                         // the question before saving, or ""
	warned  bool                           // the question is being asked
	store   *data.Store                    // for a new row
	exists  *write.Exists                  // asks whether an existing row with nearly this name is meant, or nil
	another string                         // the name for which the user confirmed a duplicate
	word    *write.NewEnumValue            // asks whether a new word is meant, or nil
	meant   []write.Word                   // the new words that are
	blocks  []fieldBlock
	reading bool // the values of the row are being read
	gen     int  // generation; results of older reads are dropped
	telling bool // the read is to show the user what conflicted
}

func (f *Form) field() *formField { return f.fields[f.at] }

func (f *Form) touched() bool { return slices.ContainsFunc(f.fields, (*formField).touched) }

// Press handles a key: as input for a field, or as the answer to the form's question.
func (f *Form) Press(msg tea.KeyPressMsg) Outcome {
	key := msg.String()
	switch {
	case f.reading:
		return Outcome{Done: key == "esc"}
	case f.saving:
		return Outcome{}
	case f.leaving:
		return f.leave(key)
	case f.exists != nil:
		return f.pressExists(key)
	case f.word != nil:
		return f.pressWord(key)
	case f.warned && key == "y":
		return f.submit()
	case f.warned:
		f.warned = key != "esc" && key != "n"
		return Outcome{}
	}
	switch key {
	case "esc":
		f.leaving = f.touched()
		return Outcome{Done: !f.leaving}
	case "tab", "down":
		f.at = (f.at + 1) % len(f.fields)
	case "shift+tab", "up":
		f.at = (f.at + len(f.fields) - 1) % len(f.fields)
	case "enter":
		if f.at == len(f.fields)-1 {
			return f.submit()
		}
		f.at++
	case "ctrl+s":
		return f.submit()
	default:
		return Outcome{Cmd: f.Receive(msg)}
	}
	return Outcome{}
}

// Awaits reports whether the form waits for the database, to save or to begin. Input in the
// meantime is meant for what comes after.
func (f *Form) Awaits(tea.Msg) bool { return f.saving || f.reading }

// Answers returns the keys that answer the form's question, or nil.
func (f *Form) Answers() []string {
	if f.exists != nil && !f.leaving {
		return f.existsAnswers()
	}
	if f.leaving || f.warned || f.word != nil {
		return []string{"y", "n"}
	}
	return nil
}

// IsLeaving reports whether the form asks whether to discard what was typed.
func (f *Form) IsLeaving() bool { return f.leaving }

// IsSaving reports whether the form is being saved.
func (f *Form) IsSaving() bool { return f.saving }

// LosesText reports whether text would be lost if the form were closed.
func (f *Form) LosesText() bool { return !f.saving && !f.reading && f.touched() }

// AskToQuit makes the form ask whether to discard what was typed, and quit.
func (f *Form) AskToQuit() { f.leaving, f.quits = true, true }

// EndedSaving reports after the program has ended whether the form was saved.
func (f *Form) EndedSaving(onDisk bool) { f.saved = onDisk }

// Retry forgets why the form was not saved, because saving may succeed now.
func (f *Form) Retry() { f.failed = "" }

// leave handles the answer to whether to leave the form.
func (f *Form) leave(key string) Outcome {
	switch {
	case key == "y" && f.quits:
		return Outcome{Done: true, Answer: Host.Quit}
	case key == "y":
		return Outcome{Done: true}
	case key == "esc" || key == "n":
		f.leaving, f.quits = false, false
	}
	return Outcome{}
}

// Receive puts a key or a paste into the field.
func (f *Form) Receive(msg tea.Msg) tea.Cmd {
	switch msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		if f.waits() {
			return nil
		}
		f.field().wrong = ""
		if f.field().choices != nil {
			f.field().choose(msg)
			return nil
		}
		return f.field().Typed(msg)
	}
	return nil
}

// submit checks every field that was typed in, and goes to the first invalid one or submits
// the values.
func (f *Form) submit() Outcome {
	first := -1
	shown, values := make([]string, len(f.fields)), make([]string, len(f.fields))
	for i, col := range f.fields {
		col.wrong = ""
		shown[i], values[i] = col.shown, col.value()
		if err := col.refused(); err != nil && (f.creates && !col.given() || col.touched()) {
			col.wrong = f.style.Clean(err.Error())
			if first < 0 {
				first = i
			}
		}
	}
	if first >= 0 {
		f.at = first
		return Outcome{}
	}
	if f.warning != "" && !f.warned {
		f.warned = true
		return Outcome{}
	}
	f.saving, f.failed, f.warned = true, "", false
	j := f.writing(shown, values)
	return Outcome{Answer: func(h Host) tea.Cmd { return h.Write(f, j) }}
}

// writing returns the job that saves the form.
func (f *Form) writing(shown, typed []string) write.Job {
	if f.write != nil {
		return f.write(typed)
	}
	job := write.Intent(f.save(shown, typed))
	if f.createsRow() && f.another != typed[0] {
		job = write.NewRow(f.about.Table, typed[0], f.save(shown, typed))
	}
	return write.CheckEnumValues(f.words(typed), job)
}

// Refuse shows why saving failed, beside the field if it is one of these.
func (f *Form) Refuse(why, column string) {
	f.saving = false
	for i, col := range f.fields {
		if column != "" && (col.column == column || col.seed == column) {
			col.wrong, f.at = why, i
			return
		}
	}
	f.failed = why
}

// Layout returns what to draw.
func (f *Form) Layout(width, height int) Box {
	wide := min(60, width-6)
	b := Box{Title: f.title, Typed: !f.waits(), Keys: "tab next  enter next, save  ctrl+s save  esc cancel"}
	if safetext.Width(b.Keys) > width-4 {
		b.Keys = "tab next  ctrl+s save  esc cancel"
	}
	f.drawFields(&b, wide)
	switch {
	case f.quits:
		b.Lines = append([]string{"Discard what you typed, and quit?", ""}, b.Lines...)
		b.Y, b.Keys = 0, "y quit  esc keep editing"
	case f.leaving:
		b.Lines = append([]string{"Discard what you typed?", ""}, b.Lines...)
		b.Y, b.Keys = 0, "y discard it  esc keep editing"
	case f.exists != nil:
		f.drawExists(&b, wide)
	case f.word != nil:
		f.alarm(&b, f.wordQuestion(), wide)
		b.Y, b.Typed, b.Keys = 0, false, "y save it  esc keep editing"
	case f.warned:
		f.alarm(&b, f.warning, wide)
		b.Y, b.Keys = 0, "y add it  esc keep editing"
	case f.saving:
		b.Keys = "saving…"
	case f.reading:
		b.Keys = "reading…"
	case f.gone || f.failed != "":
		f.alarm(&b, f.trouble(), wide)
	}
	if !f.hints() {
		b.Focus(height - 5)
		return b
	}
	b.Focus(height - 6)
	b.Lines = append(b.Lines, f.style.Theme.Text(style.Muted, safetext.Fit(f.hint(), wide)))
	return b
}

// waits reports whether the form is asking a question or waiting, and ignores typing.
func (f *Form) waits() bool {
	return f.saving || f.reading || f.leaving || f.warned || f.exists != nil || f.word != nil
}

// IsTyping reports whether letters go into a field.
func (f *Form) IsTyping() bool { return !f.waits() && f.field().choices == nil }

// alarm puts a text above the fields.
func (f *Form) alarm(b *Box, text string, wide int) {
	lines := append(list.Map(style.Wrap(text, wide), func(line string) string { return f.style.Theme.Text(style.Failure, line) }), "")
	b.Lines, b.Y, b.Above = append(lines, b.Lines...), b.Y+len(lines), b.Above+len(lines)
}

// hints reports whether the form shows hints in its fields.
func (f *Form) hints() bool {
	return slices.ContainsFunc(f.fields, func(col *formField) bool { return col.column != "" || col.choices != nil })
}

// drawFields draws each field, with its error below it. The cursor is in the field that has
// the focus.
func (f *Form) drawFields(b *Box, wide int) {
	label := 0
	for _, col := range f.fields {
		label = max(label, safetext.Width(col.label))
	}
	label = min(label, wide/2)
	room := wide - label - 2
	var owners []int // of the lines
	for i, ff := range f.fields {
		role := style.Muted
		text, x := ff.line(f.style, room, i == f.at)
		if i == f.at {
			role, b.X, b.Y = style.Accent, label+2+x, len(b.Lines)
		}
		ff.drawn()
		b.Lines = append(b.Lines, f.style.Theme.Text(role, safetext.Fit(ff.label, label))+"  "+f.style.Theme.Text(style.Entry, text))
		for _, text := range []string{ff.misfit, ff.news, ff.wrong} {
			if text == "" {
				continue
			}
			for _, line := range style.Wrap(text, room) {
				b.Lines = append(b.Lines, strings.Repeat(" ", label+2)+f.style.Theme.Text(style.Failure, line))
			}
		}
		owners = append(owners, slices.Repeat([]int{i}, len(b.Lines)-len(owners))...)
	}
	b.Pick = func(line int) tea.Cmd {
		if line >= 0 && line < len(owners) && !f.waits() {
			f.at = owners[line]
		}
		return nil
	}
}

// line returns width cells of the field, and the cell of the cursor. A secret that no one
// typed in is masked, hiding its length as well.
func (f *formField) line(st *style.Style, width int, focused bool) (text string, x int) {
	if f.choices != nil {
		return f.chosen(st, width, focused), 0
	}
	if f.secret && f.shown != "" && !f.touched() {
		return safetext.Fit(st.Glyphs.Secret, width), safetext.Width(st.Glyphs.Secret)
	}
	return f.Textfield.Line(st, width, f.secret)
}

// Focus keeps as many lines around the cursor as there is room for.
func (b *Box) Focus(room int) {
	if over := len(b.Lines) - max(1, room); over > 0 {
		start := max(0, min(b.Y-1, over))
		b.Lines, b.Y, b.Above = b.Lines[start:start+max(1, room)], b.Y-start, b.Above-start
	}
}
