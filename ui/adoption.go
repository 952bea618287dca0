package ui

import (
	"context"
	"os"
	"os/signal"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"roster/data/adopt"
	"roster/internal/safetext"
	"roster/ui/dialog"
	"roster/ui/style"
)

// AdoptionQuestion is a question on the screen before there is a database to show: a [tea.Model] that
// ends with the answer.
type AdoptionQuestion struct {
	Yes         bool // the answer; anything but yes is a no
	title       string
	opts        Options
	style       style.Style
	dialog      *dialog.Confirmation
	answerGuard answerGuard

	width, height int
}

// NewAdoptionQuestion asks whether to open the database of another program as it is proposed. title
// is what the database is called.
func NewAdoptionQuestion(title string, p adopt.Proposal, opts Options) *AdoptionQuestion {
	opts = opts.filled()
	a := &AdoptionQuestion{title: title, opts: opts, style: opts.style()}
	text := slices.Concat([]string{"This is how roster would show them:", ""},
		p.Memberships(), []string{""}, p.Tables())
	if len(p.Statements) > 0 {
		text = slices.Concat(text, []string{"", "roster will execute:"}, p.Statements)
	}
	a.dialog = dialog.AskText(&a.style, "Tables of another program", text, []string{p.Consequence() + " Open it this way?"})
	return a
}

// AskAdoption asks on the terminal what [NewAdoptionQuestion] does. ctx or an interrupt ends it early,
// as a no.
func AskAdoption(ctx context.Context, title string, p adopt.Proposal, opts Options) (yes bool, err error) {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt)
	defer stop()
	out := &output{file: os.Stdout}
	opts.Frames, opts.Colours = out.frames.Load, colorprofile.Detect(os.Stdout, os.Environ())
	a := NewAdoptionQuestion(title, p, opts)
	_, err = runProgram(ctx, out, a, a.opts, func(wake func()) { a.opts.Wake = wake })
	if ctx.Err() != nil {
		return false, nil
	}
	return a.Yes && err == nil, err
}

// Init asks the terminal for its background.
func (a *AdoptionQuestion) Init() tea.Cmd {
	if a.opts.asksBackground() {
		return tea.RequestBackgroundColor
	}
	return nil
}

// Update handles the answer. A key that was typed before the question was on screen does not
// count.
func (a *AdoptionQuestion) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		a.width, a.height = msg.Width, msg.Height
	case tea.BackgroundColorMsg:
		if a.opts.asksBackground() {
			a.style.Theme = style.NewTheme(msg.IsDark(), a.opts.Colours)
		}
	case questionSeen:
		a.answerGuard.see(msg)
	case tea.KeyPressMsg:
		cmd = a.press(msg)
	}
	return a, tea.Batch(cmd, a.answerGuard.follow(a.dialog, a.opts.After))
}

// press takes a key: an answer, or one that scrolls.
func (a *AdoptionQuestion) press(msg tea.KeyPressMsg) tea.Cmd {
	if a.answerGuard.refuses(msg, a.opts.Frames()) {
		return nil
	}
	if key := msg.String(); key == "ctrl+c" || key == "q" {
		return tea.Quit
	}
	outcome := a.dialog.Press(msg)
	if !outcome.Done {
		return nil
	}
	a.Yes = outcome.Answer != nil
	return tea.Quit
}

// View draws the question over an empty screen.
func (a *AdoptionQuestion) View() tea.View {
	v := tea.NewView(strings.Join(a.lines(), "\n"))
	a.answerGuard.draw(a.opts.Frames())
	a.opts.Wake()
	v.AltScreen = true
	v.WindowTitle = "roster " + a.style.Glyphs.Dot + " " + a.style.Clean(a.title)
	return v
}

// lines returns the screen: never more lines than the window has, each exactly as wide.
func (a *AdoptionQuestion) lines() []string {
	switch {
	case a.width <= 0 || a.height <= 0:
		return nil
	case a.width < minWidth || a.height < minHeight:
		return tooSmallLines(&a.style, a.width, a.height)
	}
	name := " " + a.style.Join("roster", safetext.Cut(a.style.Clean(a.title), a.width-12))
	title := a.style.Theme.Text(style.Accent, safetext.Fit(name, a.width))
	lines := append([]string{title}, style.BlankLines(a.width, a.height-1)...)
	return inCharset(&a.style, dialog.Overlay(&a.style, lines, a.width, a.dialog).Lines)
}
