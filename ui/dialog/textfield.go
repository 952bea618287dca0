package dialog

import (
	"strings"
	"unicode/utf8"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"roster/data/model"
	"roster/internal/safetext"
	"roster/ui/style"
)

// pasteLimit is the maximum number of bytes of a paste that are processed. A text that is too
// long for a field is refused by its rules anyway, and a megabyte would only delay the screen.
const pasteLimit = 8 << 10

// Textfield is a line of text that the user types.
type Textfield struct{ textinput.Model }

// NewTextfield returns a field for at most limit characters. One more may be typed, so that
// the rules can report that it is too long.
func NewTextfield(text string, limit int) Textfield {
	input := textinput.New()
	input.CharLimit = limit + 1
	input.SetVirtualCursor(false)
	input.KeyMap.Paste.Unbind() // it runs wl-paste, xclip or the like; the terminal pastes
	input.SetValue(text)
	input.CursorEnd()
	input.Focus() // its command would blink a cursor that the terminal draws itself
	return Textfield{input}
}

// Typed takes a key or a paste.
func (f *Textfield) Typed(msg tea.Msg) tea.Cmd {
	if paste, ok := msg.(tea.PasteMsg); ok && len(paste.Content) > pasteLimit {
		msg = tea.PasteMsg{Content: strings.ToValidUTF8(paste.Content[:pasteLimit], "")}
	}
	var cmd tea.Cmd
	f.Model, cmd = f.Model.Update(msg)
	return cmd
}

// Line returns width cells of the text, those around the cursor, and the cell of
// the cursor. A hidden text shows as dots.
func (f *Textfield) Line(st *style.Style, width int, hidden bool) (text string, x int) {
	value := []rune(f.Value())
	show := func(part []rune) string {
		if hidden {
			return strings.Repeat(st.Glyphs.Dots, len(part))
		}
		return st.Clean(string(part))
	}
	before, after := show(value[:f.Position()]), show(value[f.Position():])
	for safetext.Width(before) > width-1 {
		_, size := utf8.DecodeRuneInString(before)
		before = before[size:]
	}
	// Together they can be other characters than on their own.
	return safetext.Fit(st.Clean(before+after), width), safetext.Width(before)
}

// textLimit is the longest text that the rules allow, in characters.
const textLimit = model.MaxName

// MaxFilter is how many characters a filter may have.
const MaxFilter = 200
