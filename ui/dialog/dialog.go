package dialog

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"roster/data"
	"roster/data/intent"
	"roster/data/model"
	"roster/internal/safetext"
	"roster/ui/keymap"
	"roster/ui/style"
	"roster/ui/write"
)

// Dialog is a box over the screen that has all the keys while it is open. Its
// answer is a value: what the app does next.
type Dialog interface {
	// Press takes a key.
	Press(msg tea.KeyPressMsg) Outcome
	// Receive handles pastes, and the results of reads of the dialog. It ignores those of
	// others.
	Receive(msg tea.Msg) tea.Cmd
	// Refresh reads again what the dialog shows of the database, because another
	// program wrote.
	Refresh(s *data.Store) tea.Cmd
	// Layout returns what to draw, for a screen of that many cells and lines.
	Layout(width, height int) Box
}

// Outcome is what a key did to a dialog.
type Outcome struct {
	Done   bool   // it closes
	Writes bool   // what the app does next writes: while it can't, the dialog stays
	Answer Answer // what the app does next, or nil
	Cmd    tea.Cmd
}

// Answer is what a dialog was answered with. It runs in the app's Update.
type Answer func(h Host) tea.Cmd

// Host is what an answer may ask of the app.
type Host interface {
	// Ask opens a dialog over the others.
	Ask(d Dialog)
	// Want queues a write.
	Want(intent intent.Intent) tea.Cmd
	// Write queues a job, and the form that waits for it, or nil.
	Write(f *Form, j write.Job) tea.Cmd
	// Choose does an action that was chosen by its name.
	Choose(act keymap.Action) tea.Cmd
	// GoTo goes to a team or a hero.
	GoTo(row model.Name) tea.Cmd
	// Quit quits, but asks first if typed text would be lost.
	Quit() tea.Cmd
}

// Box is a dialog as it is drawn.
type Box struct {
	Title string
	Lines []string // safe text, which may be styled
	Keys  string   // the keys that work
	// The terminal's cursor, if Typed is set: a cell of a line.
	Typed bool
	X, Y  int
	Pick  func(line int) tea.Cmd // moves the cursor to a line, or nil
	Above int                    // how many lines are above those that Pick counts
}

// placed is the place of a box on the screen, and its width between the borders.
type placed struct{ x, y, inner int }

// place returns the place of the box on a screen of that size.
func (b *Box) place(st *style.Style, width, height int) placed {
	inner := max(safetext.Width(b.Title)+4, safetext.Width(st.PlainKeys(b.Keys)))
	for _, line := range b.Lines {
		inner = max(inner, ansi.StringWidth(line))
	}
	inner = min(inner+2, width-2)
	return placed{(width - inner - 2) / 2, max(0, (height-len(b.Lines)-4)/2), inner}
}

// NoMessages is a dialog that asks for nothing.
type NoMessages struct{}

// Receive ignores all messages.
func (NoMessages) Receive(tea.Msg) tea.Cmd { return nil }

// NoRefresh is a dialog that shows nothing of the database, or what it was when it
// opened: what it writes is refused if that has changed.
type NoRefresh struct{}

// Refresh reads nothing.
func (NoRefresh) Refresh(*data.Store) tea.Cmd { return nil }

// Option is one of the choices of a question.
type Option struct {
	Key, Label string
	Answer     Answer
}

// scroller is a text of a dialog that may be longer than the screen.
type scroller struct {
	top  int
	seen int // lines on screen when it was drawn last
	long int // lines there are
}

// Press scrolls; keys that don't are none of its business.
func (s *scroller) Press(key string) {
	last := max(0, s.long-s.seen)
	switch key {
	case "up", "k":
		s.top--
	case "down", "j":
		s.top++
	case "pgup", "ctrl+u":
		s.top -= s.seen
	case "pgdown", "ctrl+d", "space":
		s.top += s.seen
	case "g", "home":
		s.top = 0
	case "G", "end":
		s.top = last
	}
	s.top = max(0, min(s.top, last))
}

// read scrolls a text that is there to be read, or closes it: with the key that opened
// it too, if there is one.
func (s *scroller) read(msg tea.KeyPressMsg, opened ...string) Outcome {
	key := msg.String()
	s.Press(key)
	return Outcome{Done: slices.Contains(append(opened, "esc", "enter", "q"), key)}
}

// window returns the lines that fit on a screen of that height beside a border
// and the keys, and the keys that work.
func (s *scroller) window(lines []string, height int, keys string) ([]string, string) {
	s.long, s.seen = len(lines), min(len(lines), max(1, height-6))
	s.top = max(0, min(s.top, s.long-s.seen))
	if s.long > s.seen {
		keys = "↑ ↓ scroll  " + keys
	}
	return lines[s.top : s.top+s.seen], keys
}

// Question asks for one of a few options. The keys that are not an option's do
// nothing, esc and n leave everything as it is. None of the options is the key
// that opened the question: a key pressed twice must not consent.
type Question struct {
	NoMessages
	NoRefresh
	Title    string
	Text     []string
	Options  []Option
	AnyCase  bool   // the capital of an option's letter is the same answer
	No       string // what esc is called
	Declined Answer // what esc does, or nil
	scroller
}

// Press takes a key: an answer, or one that scrolls.
func (q *Question) Press(msg tea.KeyPressMsg) Outcome {
	key := msg.String()
	for _, o := range q.Options {
		if key == o.Key || q.AnyCase && key == strings.ToUpper(o.Key) {
			return Outcome{Done: true, Answer: o.Answer}
		}
	}
	q.scroller.Press(key)
	if key == "esc" || key == "n" {
		return Outcome{Done: true, Answer: q.Declined}
	}
	return Outcome{}
}

// Answers returns the keys that answer the question. esc is one if it decides
// something.
func (q *Question) Answers() []string {
	keys := []string{"n"}
	for _, o := range q.Options {
		keys = append(keys, o.Key)
		if q.AnyCase {
			keys = append(keys, strings.ToUpper(o.Key))
		}
	}
	if q.Declined != nil {
		keys = append(keys, "esc")
	}
	return keys
}

// Layout returns what to draw.
func (q *Question) Layout(width, height int) Box {
	var lines, keys []string
	for _, text := range q.Text {
		lines = append(lines, style.Wrap(text, min(60, width-6))...)
	}
	for _, o := range q.Options {
		keys = append(keys, o.Key+" "+o.Label)
	}
	shown, help := q.window(lines, height, strings.Join(append(keys, "esc "+q.No), "  "))
	return Box{Title: q.Title, Lines: shown, Keys: help}
}

// notice is a text to be read.
type notice struct {
	NoMessages
	NoRefresh
	title string
	text  string
	scroller
}

// NewNotice returns a dialog that shows a text.
func NewNotice(title, text string) Dialog { return &notice{title: title, text: text} }

func (n *notice) Press(msg tea.KeyPressMsg) Outcome { return n.read(msg) }

func (n *notice) Layout(width, height int) Box {
	shown, keys := n.window(style.Wrap(n.text, min(72, width-6)), height, "esc close")
	return Box{Title: n.title, Lines: shown, Keys: keys}
}

// Screen is a box that was drawn, and where.
type Screen struct {
	Lines []string
	X, Y  int // of the terminal's cursor; x is -1 if there is none
}

// Overlay draws a dialog's box over the middle of the lines.
func Overlay(st *style.Style, lines []string, width int, d Dialog) Screen {
	b := d.Layout(width, len(lines))
	keys, at := st.PlainKeys(b.Keys), b.place(st, width, len(lines))
	x, y, inner := at.x, at.y, at.inner
	body := make([]string, 0, len(b.Lines)+2)
	for _, line := range b.Lines {
		body = append(body, " "+style.FitStyled(line, inner-1))
	}
	body = append(body, safetext.Fit("", inner), st.Theme.Text(style.Accent, safetext.Fit(" "+keys, inner)))
	framed := style.Frame{Width: inner + 2, Title: b.Title, Focused: true}.Draw(st, body)
	out := append([]string(nil), lines...)
	for i, line := range framed {
		if y+i < len(out) {
			out[y+i] = style.Splice(out[y+i], line, x, inner+2)
		}
	}
	p := Screen{Lines: out, X: -1}
	if b.Typed {
		p.X, p.Y = x+2+b.X, y+1+b.Y
	}
	return p
}

// AsyncDialog is a dialog that can be open before what it shows has come.
type AsyncDialog interface {
	// Awaits reports whether an input has to wait for data that the dialog does not show yet.
	Awaits(msg tea.Msg) bool
}

// KeyName returns the name of the key of a message, "" if it is not of a key.
func KeyName(msg tea.Msg) string {
	if key, ok := msg.(tea.KeyPressMsg); ok {
		return key.String()
	}
	return ""
}

// TextInput is a dialog in which text can be typed.
type TextInput interface {
	// IsTyping reports whether a letter is text now.
	IsTyping() bool
}

// Questioner is a dialog that asks for a decision, now or later.
type Questioner interface {
	// Answers returns the keys that answer the current question, nil if there is none.
	Answers() []string
}

// movedCursor returns the line to which a key moves the cursor of a menu, whose last line is
// last; other keys leave it.
func movedCursor(key string, at, last int) int {
	switch key {
	case "up", "k":
		at--
	case "down", "j":
		at++
	case "home", "g":
		at = 0
	case "end", "G":
		at = last
	}
	return max(0, min(at, last))
}
