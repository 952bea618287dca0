package transfer

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"roster/data"
	"roster/data/access"
	"roster/data/importer"
	"roster/internal/safetext"
	"roster/internal/terminput"
	"roster/ui/dialog"
	"roster/ui/list"
	"roster/ui/style"
)

// maxPath is how many characters the path of a file may have.
const maxPath = 4096

// importDialog is the dialog of an import. It asks for a file, by its path or by its
// text, and then shows what would come of it.
type importDialog struct {
	dialog.NoRefresh
	style      *style.Style
	store      *data.Store
	path       dialog.Textfield
	pasted     string // the text of a file, in place of a path
	pasteOnly  bool   // the files of this machine are out of the user's reach
	match      importer.Match
	wrong      string             // why there is nothing to show of the file
	asked      int                // counts the readings: what comes late is dropped
	cancel     context.CancelFunc // ends the reading; nil if nothing is being read
	completing bool               // the path is being completed
	known      fileAnswers        // what the user said of the file
	memory     Memory             // of what was said of others; or nil
	// One of them is shown once the file was read:
	mapping *mapping
	asking  *asking
	review  *dialog.Confirmation // what would come of it
}

// planned is the answer to what an importer asked for.
type planned struct {
	to    *importDialog
	asked int
	name  string // of the file
	understood
	review
	err error
}

// NewImport returns the dialog of an import. The user's answers about tables are kept in a
// memory, if it is not nil.
func NewImport(store *data.Store, st *style.Style, memory Memory) dialog.Dialog {
	return &importDialog{
		style: st, store: store, memory: memory, path: dialog.NewTextfield("", maxPath),
		pasteOnly: !store.Rights().May(access.Machine), known: fileAnswers{answers: map[string]string{}},
	}
}

func (i *importDialog) Press(msg tea.KeyPressMsg) dialog.Outcome {
	key := msg.String()
	switch {
	case i.review != nil:
		return i.pressReview(msg)
	case i.cancel != nil:
		if key == "esc" {
			i.stop()
		}
		return dialog.Outcome{}
	case i.mapping != nil:
		return i.pressMapping(msg)
	case i.asking != nil:
		return i.pressAsking(msg)
	}
	switch key {
	case "esc":
		return dialog.Outcome{Done: true}
	case "enter":
		return dialog.Outcome{Cmd: i.read()}
	case "tab":
		if !i.pasteOnly {
			return dialog.Outcome{Cmd: i.complete()}
		}
	case "ctrl+t":
		i.match = list.Next([]importer.Match{importer.MatchName, importer.MatchID}, i.match)
	default:
		return dialog.Outcome{Cmd: i.Receive(msg)}
	}
	return dialog.Outcome{}
}

// IsTyping reports whether letters go into the path of the file.
func (i *importDialog) IsTyping() bool {
	return i.review == nil && i.cancel == nil && i.mapping == nil && i.asking == nil && i.pasted == "" && !i.pasteOnly
}

// Awaits reports whether the file is being read, or its path completed.
func (i *importDialog) Awaits(tea.Msg) bool { return i.cancel != nil || i.completing }

// Answers returns the keys that answer a question about the file, or whether to import it.
func (i *importDialog) Answers() []string {
	switch {
	case i.review != nil:
		return i.review.Answers()
	case i.asking != nil:
		return []string{"enter", "a"}
	}
	return nil
}

// pressReview gives a key to the confirmation, or plans again with or without changes of
// memberships. If the file has problems, it may be read again once they are mended.
func (i *importDialog) pressReview(msg tea.KeyPressMsg) dialog.Outcome {
	if msg.String() == "o" && i.canOnlyAdd() {
		i.known.onlyAdd = !i.known.onlyAdd
		i.review = nil
		return dialog.Outcome{Cmd: i.read()}
	}
	out := i.review.Press(msg)
	if r := i.review.Content.(review); out.Done && r.plan.Problems.Count > 0 {
		i.review = nil
		i.forget()
		return dialog.Outcome{}
	}
	return out
}

// canOnlyAdd reports whether it makes a difference to leave memberships as they are.
func (i *importDialog) canOnlyAdd() bool {
	plan := i.review.Content.(review).plan
	return i.known.onlyAdd || plan.Problems.Count == 0 && plan.Links.Change > 0
}

// Receive handles a key, a paste, or a result of reading.
func (i *importDialog) Receive(msg tea.Msg) tea.Cmd {
	if p, ok := msg.(planned); ok && p.to == i && p.asked == i.asked {
		i.take(p)
		return nil
	}
	if c, ok := msg.(completed); ok && c.to == i && c.asked == i.asked {
		i.takeCompleted(c)
		return nil
	}
	if i.review != nil || i.mapping != nil || i.asking != nil || i.cancel != nil {
		return nil
	}
	switch msg := msg.(type) {
	case tea.PasteMsg:
		return i.paste(msg)
	case tea.KeyPressMsg:
		i.wrong = ""
		if i.pasted == "" && !i.pasteOnly {
			return i.path.Typed(msg)
		}
		if msg.String() == "backspace" {
			i.pasted = ""
		}
	}
	return nil
}

// paste treats a text of several lines, or one in braces, as the contents of a file. Terminals
// paste a carriage return at the end of a line.
func (i *importDialog) paste(msg tea.PasteMsg) tea.Cmd {
	i.wrong, i.pasted = "", ""
	if strings.ContainsRune(msg.Content, terminput.Lost) {
		i.wrong = "The pasted text is not valid UTF-8: set the terminal to UTF-8, and paste it again."
		return nil
	}
	text := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(msg.Content)
	if i.pasteOnly {
		i.takePaste(text)
		return nil
	}
	if within := strings.TrimSpace(text); strings.Contains(within, "\n") || strings.HasPrefix(within, "{") {
		i.pasted = text
		return nil
	}
	if path := droppedPath(msg.Content); path != "" {
		i.path.SetValue(path)
		i.path.CursorEnd()
		return nil
	}
	return i.path.Typed(msg)
}

// maxGuestPaste is how many bytes a guest may paste: their client sends a file with
// roster import -.
const maxGuestPaste = 1 << 20

// takePaste takes any text for that of a file, if it is not too long.
func (i *importDialog) takePaste(text string) {
	if len(text) > maxGuestPaste {
		i.wrong = "The pasted text is longer than a megabyte: import a file with ssh, as in ssh roster@HOST import - < FILE."
		return
	}
	i.pasted = text
}

// read reads the file and plans its import, in a command.
func (i *importDialog) read() tea.Cmd {
	src := importSource{path: strings.TrimSpace(i.path.Value()), text: i.pasted}
	if src == (importSource{}) {
		i.wrong = "Type the path of a file, or paste its text."
		if i.pasteOnly {
			i.wrong = "Paste the text of a file first."
		}
		return nil
	}
	ctx, cancel := context.WithCancel(context.Background())
	i.cancel, i.wrong = cancel, ""
	i.asked++
	asked, store, st, reading := i.asked, i.store, i.style, i.reading(src)
	return func() tea.Msg {
		p, err := reading.run(ctx, store)
		r := review{
			style: st, plan: p.plan, changed: store.ChangedMemberships(p.plan, maxReviewed), details: store.History().Details(p.plan.Change, maxReviewed),
			ids: reading.match == importer.MatchID, added: p.added, again: reading, remembered: p.remembered,
		}
		return planned{i, asked, src.name(), p, r, err}
	}
}

// stop ends the reading. What it may answer yet is not waited for.
func (i *importDialog) stop() {
	i.cancel()
	i.cancel = nil
	i.asked++
}

// take handles the result of reading.
func (i *importDialog) take(p planned) {
	i.stop()
	if p.err != nil {
		i.wrong = i.style.Clean(p.err.Error())
		return
	}
	i.show(p)
}

func (i *importDialog) Layout(width, height int) dialog.Box {
	if i.review != nil {
		return i.reviewBox(width, height)
	}
	if i.cancel == nil && (i.mapping != nil || i.asking != nil) {
		return i.step(width, height)
	}
	wide := min(60, width-6)
	const label = "File  "
	b := dialog.Box{Title: "Import", Typed: true}
	text, x := i.path.Line(i.style, wide-len(label), false)
	hint, by, other := "Or paste the text of a file here.", "name", "id"
	if i.match == importer.MatchID {
		by, other = other, by
	}
	b.Keys = "enter read  tab complete  ctrl+t match by " + other + "  esc cancel"
	if safetext.Width(b.Keys) > wide+2 || i.pasted != "" {
		b.Keys = strings.Replace(b.Keys, "  tab complete", "", 1)
	}
	if i.pasteOnly || safetext.Width(b.Keys) > wide+2 {
		b.Keys = strings.TrimSuffix(b.Keys, " cancel")
	}
	if i.pasteOnly {
		b.Typed, text, hint = false, safetext.Fit("paste its text", wide-len(label)), "roster understands tables, lists of names, CSV and JSON."
	}
	if i.pasted != "" {
		text = safetext.Fit("pasted text, "+style.Plural(lineCount(i.pasted), "line"), wide-len(label))
		b.Typed, hint = false, "Press backspace to remove the pasted text."
	}
	if i.cancel != nil {
		b.Typed, hint, b.Keys = false, "Reading…", "esc stop"
	}
	b.X = len(label) + x
	b.Lines = []string{i.style.Theme.Text(style.Accent, label) + i.style.Theme.Text(style.Entry, text)}
	if i.wrong != "" {
		for _, line := range style.Wrap(i.wrong, wide-len(label)) {
			b.Lines = append(b.Lines, strings.Repeat(" ", len(label))+i.style.Theme.Text(style.Failure, line))
		}
	}
	b.Lines = append(b.Lines, "", "Existing rows are matched by "+by+".", i.style.Theme.Text(style.Muted, hint))
	b.Focus(height - 5)
	return b
}

// reviewBox draws what would come of the file.
func (i *importDialog) reviewBox(width, height int) dialog.Box {
	b := i.review.Layout(width, height)
	switch {
	case i.known.onlyAdd:
		b.Keys += "  o change too"
	case i.canOnlyAdd():
		b.Keys += "  o only add"
	}
	return b
}

// lineCount returns how many lines a text has.
func lineCount(text string) int64 {
	return int64(strings.Count(strings.TrimSuffix(text, "\n"), "\n") + 1)
}
