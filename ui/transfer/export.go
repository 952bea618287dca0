package transfer

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"roster/data"
	"roster/data/query"
	"roster/internal/exchange"
	"roster/internal/report"
	"roster/internal/safetext"
	"roster/ui/dialog"
	"roster/ui/style"
)

// exportDialog is the dialog of an export: what, in which format, into which file.
type exportDialog struct {
	dialog.NoRefresh
	style   *style.Style
	store   *data.Store
	source  string // what the database is called
	parts   []ExportPart
	part    int
	format  exchange.Format
	secrets bool
	row     exportRow
	file    dialog.Textfield
	own     bool   // the person typed the name of the file
	working bool   // in a command
	asked   int    // counts the commands: what comes late is dropped
	exists  bool   // it asks whether to replace the file
	wrong   string // why nothing was written
	done    string // the path of the written file
}

// ExportPart is a part of the roster that can be exported.
type ExportPart struct {
	Label, Name string // as the dialog has it, and as the file is called
	report.Selection
	Matrix bool
	Shown  *query.Query // only the teams that it lists; nil for those of the selection
}

// exportRow is a line of the dialog that the arrows lead to.
type exportRow int

const (
	exportWhat exportRow = iota
	exportFormat
	exportSecrets
	exportFile
	exportRows
)

// NewExport returns the dialog of an export, of a database that is called source. It
// offers the parts, the first one first.
func NewExport(store *data.Store, st *style.Style, source string, parts []ExportPart) dialog.Dialog {
	e := &exportDialog{
		style: st, store: store, source: source, parts: parts, format: exchange.HTML,
		file: dialog.NewTextfield("", maxPath),
	}
	e.rename()
	return e
}

// rename names the file after what is exported, unless the user named it.
func (e *exportDialog) rename() {
	name := e.parts[e.part].Name
	if e.own {
		name = e.file.Value()
		if format := exchange.FormatOf(name); format != "" {
			name = name[:strings.LastIndexByte(name, '.')]
		}
	}
	e.file.SetValue(name + e.format.Extension())
	e.file.CursorEnd()
}

// formats returns what the part can be written as.
func (e *exportDialog) formats() []exchange.Format {
	formats := []exchange.Format{exchange.HTML, exchange.XLSX, exchange.CSV, exchange.Markdown} // the usual ones first
	for _, f := range exchange.Formats() {
		if !slices.Contains(formats, f) && (f.HasMatrix() || !e.parts[e.part].Matrix) {
			formats = append(formats, f)
		}
	}
	return formats
}

func (e *exportDialog) Press(msg tea.KeyPressMsg) dialog.Outcome {
	key := msg.String()
	switch {
	case e.working:
		return dialog.Outcome{}
	case e.done != "":
		return dialog.Outcome{Done: key == "enter" || key == "esc"}
	case e.exists:
		return e.pressExists(key)
	}
	switch key {
	case "esc":
		return dialog.Outcome{Done: true}
	case "enter":
		return dialog.Outcome{Cmd: e.write(false)}
	case "up", "shift+tab":
		e.row = (e.row + exportRows - 1) % exportRows
	case "down":
		e.row = (e.row + 1) % exportRows
	case "tab":
		if e.row == exportFile {
			return dialog.Outcome{Cmd: e.complete()}
		}
		e.row++
	default:
		return dialog.Outcome{Cmd: e.pressRow(msg)}
	}
	return dialog.Outcome{}
}

// pressExists takes the answer to whether to replace the file.
func (e *exportDialog) pressExists(key string) dialog.Outcome {
	switch key {
	case "y":
		e.exists = false
		return dialog.Outcome{Cmd: e.write(true)}
	case "n", "esc":
		e.exists, e.row = false, exportFile
	}
	return dialog.Outcome{}
}

// pressRow gives a key to the line under the cursor.
func (e *exportDialog) pressRow(msg tea.KeyPressMsg) tea.Cmd {
	step := map[string]int{"left": -1, "right": 1, "space": 1}[msg.String()]
	switch {
	case e.row == exportFile:
		e.wrong, e.own = "", true
		return e.file.Typed(msg)
	case step == 0:
		return nil
	case e.row == exportWhat:
		e.part = (e.part + len(e.parts) + step) % len(e.parts)
		if e.parts[e.part].Matrix && !e.format.HasMatrix() {
			e.format = exchange.HTML
		}
		e.rename()
	case e.row == exportFormat:
		e.format = turn(e.formats(), e.format, step)
		e.rename()
	case e.row == exportSecrets:
		e.secrets = !e.secrets
	}
	e.wrong = ""
	return nil
}

// turn returns the choice one step away from now, cyclically.
func turn[T comparable](choices []T, now T, step int) T {
	for i, c := range choices {
		if c == now {
			return choices[(i+len(choices)+step)%len(choices)]
		}
	}
	return choices[0]
}

// IsTyping reports whether letters go into the name of the file.
func (e *exportDialog) IsTyping() bool {
	return e.row == exportFile && !e.working && !e.exists && e.done == ""
}

// Awaits reports whether a file is being written, or its name completed.
func (e *exportDialog) Awaits(tea.Msg) bool { return e.working }

// Answers returns the keys that answer whether to replace a file, nil before that is
// asked.
func (e *exportDialog) Answers() []string {
	if !e.exists {
		return nil
	}
	return []string{"y", "n", "esc"}
}

func (e *exportDialog) Receive(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case exported:
		if msg.to == e && msg.asked == e.asked {
			e.working, e.exists = false, msg.exists
			switch {
			case msg.err != nil:
				e.wrong = e.style.Clean(msg.err.Error())
			case !msg.exists:
				e.done = msg.path
			}
		}
	case completed:
		if msg.to == e && msg.asked == e.asked {
			e.working = false
			e.take(msg)
		}
	case tea.PasteMsg:
		if !e.working && !e.exists && e.done == "" && e.row == exportFile {
			e.own, e.wrong = true, ""
			return e.file.Typed(msg)
		}
	}
	return nil
}

func (e *exportDialog) Layout(width, height int) dialog.Box {
	const label = "Secrets  "
	wide := min(60, width-6)
	b := dialog.Box{Title: "Export", Keys: "↑ ↓ line  ← → change  enter write  esc cancel", Pick: e.pick}
	if e.done != "" || e.exists {
		return e.told(wide)
	}
	text, x := e.file.Line(e.style, wide-len(label), false)
	secrets := "left out"
	if e.secrets {
		secrets = "written"
	}
	values := [exportRows]string{e.parts[e.part].Label, e.format.Label(), secrets, text}
	for i, name := range [exportRows]string{"What", "Format", "Secrets", "File"} {
		value := safetext.Fit(values[i], wide-len(label))
		if exportRow(i) == e.row {
			value = e.style.Theme.Text(style.Entry, value)
		}
		b.Lines = append(b.Lines, e.style.Theme.Text(style.Accent, safetext.Fit(name, len(label)))+value)
	}
	if e.row == exportFile {
		b.Typed, b.X, b.Y = true, len(label)+x, int(exportFile)
		b.Keys = "tab complete  enter write  esc cancel"
	}
	switch {
	case e.working:
		b.Typed, b.Keys = false, ""
		b.Lines = append(b.Lines, "", e.style.Theme.Text(style.Muted, "Writing…"))
	case e.wrong != "":
		b.Lines = append(b.Lines, "")
		for _, line := range style.Wrap(e.wrong, wide) {
			b.Lines = append(b.Lines, e.style.Theme.Text(style.Failure, line))
		}
	}
	return b
}

// pick moves the cursor to a line.
func (e *exportDialog) pick(line int) tea.Cmd {
	if line < int(exportRows) && !e.working {
		e.row = exportRow(line)
	}
	return nil
}

// told reports that the file is written, or asks whether to replace it.
func (e *exportDialog) told(wide int) dialog.Box {
	if e.exists {
		lines := append(style.Wrap(e.style.Clean(e.file.Value()), wide), "exists. Replace it?")
		return dialog.Box{Title: "Export", Lines: lines, Keys: "y replace  n don't"}
	}
	return dialog.Box{Title: "Export", Lines: style.Wrap("Written to "+e.style.Clean(e.done), wide), Keys: "enter close"}
}
