package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"roster/data"
	"roster/internal/exchange"
	"roster/internal/handout"
	"roster/internal/safetext"
)

// exporter is the dialog of an export: what, in which format, into which file.
type exporter struct {
	fixed
	look    *look
	store   *data.Store
	source  string // what the database is called
	parts   []exportPart
	part    int
	format  exchange.Format
	secrets bool
	row     exportRow
	file    textfield
	own     bool   // the person typed the name of the file
	working bool   // in a command
	asked   int    // counts the commands: what comes late is dropped
	exists  bool   // it asks whether to replace the file
	wrong   string // why nothing was written
	done    string // where it was written
}

// exportPart is a part of the roster that can be exported.
type exportPart struct {
	label, name string // as the dialog has it, and as the file is called
	handout.Selection
	matrix bool
	teams  *data.Query // only the teams that it shows
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

// newExporter returns the dialog with what the screen offers to export.
func newExporter(a *App) *exporter {
	e := &exporter{look: &a.look, store: a.store, source: a.title(), format: exchange.HTML, file: newTextfield("", maxPath)}
	e.parts = []exportPart{{label: "all teams", name: "roster"}, {label: "the matrix", name: "matrix", matrix: true},
		{label: "who is in training", name: "training", Selection: handout.Selection{Training: true}}}
	if v, ok := a.view().(*split[teamRow, memberRow]); ok {
		if t, ok := v.master.current(); ok {
			e.parts = append(e.parts, exportPart{label: "the team " + a.look.named(t.Name, "team", t.ID), name: fileName(t.Name), Selection: handout.Selection{Teams: []int64{t.ID}}})
		}
	}
	if part, ok := filteredPart(*a.view().list().asked()); ok {
		e.parts = append(e.parts, part)
	}
	e.rename()
	return e
}

// filteredPart returns what a filter shows, and whether it is a part that can be exported.
func filteredPart(q data.Query) (exportPart, bool) {
	part := exportPart{label: "what the filter shows", name: "filtered"}
	part.Training = q.Status == data.OnlyTraining
	switch {
	case len(q.Filter) == 0, q.Status != data.AnyStatus && !part.Training:
		return part, false
	case q.List == data.Teams:
		part.teams = &q
	case q.List == data.Members:
		part.Teams, part.Filter = []int64{q.Of}, q.Filter
	case q.List == data.Heroes:
		part.Filter = q.Filter
	default:
		return part, false
	}
	return part, true
}

// fileName returns a name as the name of a file on any system, without ending.
func fileName(name string) string {
	name = strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`/\:*?"<>|.~`, r) {
			return '-'
		}
		return r
	}, safetext.Cut(safetext.Line(name), 60))
	if name = strings.Trim(name, " -"); name == "" {
		return "team"
	}
	return name
}

// rename names the file after what is exported, unless the person did.
func (e *exporter) rename() {
	name := e.parts[e.part].name
	if e.own {
		name = e.file.Value()
		if format := exchange.FormatOf(name); format != "" {
			name = name[:strings.LastIndexByte(name, '.')]
		}
	}
	e.file.SetValue(name + e.format.Ending())
	e.file.CursorEnd()
}

// formats returns what the part can be written as.
func (e *exporter) formats() []exchange.Format {
	formats := []exchange.Format{exchange.HTML, exchange.XLSX, exchange.CSV, exchange.Markdown}
	if e.parts[e.part].matrix {
		return formats
	}
	return append(formats, exchange.JSON)
}

func (e *exporter) press(msg tea.KeyPressMsg) outcome {
	key := msg.String()
	switch {
	case e.working:
		return outcome{}
	case e.done != "":
		return outcome{done: key == "enter" || key == "esc"}
	case e.exists:
		return e.pressExists(key)
	}
	switch key {
	case "esc":
		return outcome{done: true}
	case "enter":
		return outcome{cmd: e.write(false)}
	case "up", "shift+tab":
		e.row = (e.row + exportRows - 1) % exportRows
	case "down":
		e.row = (e.row + 1) % exportRows
	case "tab":
		if e.row == exportFile {
			return outcome{cmd: e.complete()}
		}
		e.row++
	default:
		return outcome{cmd: e.pressRow(msg)}
	}
	return outcome{}
}

// pressExists takes the answer to whether to replace the file.
func (e *exporter) pressExists(key string) outcome {
	switch key {
	case "y":
		e.exists = false
		return outcome{cmd: e.write(true)}
	case "n", "esc":
		e.exists, e.row = false, exportFile
	}
	return outcome{}
}

// pressRow gives a key to the line under the cursor.
func (e *exporter) pressRow(msg tea.KeyPressMsg) tea.Cmd {
	step := map[string]int{"left": -1, "right": 1, "space": 1}[msg.String()]
	switch {
	case e.row == exportFile:
		e.wrong, e.own = "", true
		return e.file.typed(msg)
	case step == 0:
		return nil
	case e.row == exportWhat:
		e.part = (e.part + len(e.parts) + step) % len(e.parts)
		if e.parts[e.part].matrix && e.format == exchange.JSON {
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

// turn returns what is a step away from now among the choices, round and round.
func turn[T comparable](choices []T, now T, step int) T {
	for i, c := range choices {
		if c == now {
			return choices[(i+len(choices)+step)%len(choices)]
		}
	}
	return choices[0]
}

// awaits reports whether a file is being written, or its name completed.
func (e *exporter) awaits(tea.Msg) bool { return e.working }

// answers returns the keys that answer whether to replace a file, nil before that is
// asked.
func (e *exporter) answers() []string {
	if !e.exists {
		return nil
	}
	return []string{"y", "n", "esc"}
}

func (e *exporter) receive(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case exported:
		if msg.to == e && msg.asked == e.asked {
			e.working, e.exists = false, msg.exists
			switch {
			case msg.err != nil:
				e.wrong = e.look.clean(msg.err.Error())
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
			return e.file.typed(msg)
		}
	}
	return nil
}

func (e *exporter) box(width, height int) box {
	const label = "Secrets  "
	wide := min(60, width-6)
	b := box{title: "Export", keys: "↑ ↓ line  ← → change  enter write  esc cancel"}
	if e.done != "" || e.exists {
		return e.told(wide)
	}
	text, x := e.file.line(e.look, wide-len(label), false)
	secrets := "left out"
	if e.secrets {
		secrets = "written"
	}
	values := [exportRows]string{e.parts[e.part].label, formatName(e.format), secrets, text}
	for i, name := range [exportRows]string{"What", "Format", "Secrets", "File"} {
		value := safetext.Fit(values[i], wide-len(label))
		if exportRow(i) == e.row {
			value = e.look.theme.text(entry, value)
		}
		b.lines = append(b.lines, e.look.theme.text(accent, safetext.Fit(name, len(label)))+value)
	}
	if e.row == exportFile {
		b.typed, b.x, b.y = true, len(label)+x, int(exportFile)
		b.keys = "tab complete  enter write  esc cancel"
	}
	switch {
	case e.working:
		b.typed, b.keys = false, ""
		b.lines = append(b.lines, "", e.look.theme.text(muted, "Writing…"))
	case e.wrong != "":
		b.lines = append(b.lines, "")
		for _, line := range wrap(e.wrong, wide) {
			b.lines = append(b.lines, e.look.theme.text(failure, line))
		}
	}
	return b
}

// told says that the file is written, or asks whether to replace it.
func (e *exporter) told(wide int) box {
	if e.exists {
		return box{title: "Export", lines: append(wrap(e.look.clean(e.file.Value()), wide), "exists. Replace it?"), keys: "y replace  n don't"}
	}
	return box{title: "Export", lines: wrap("Written to "+e.look.clean(e.done), wide), keys: "enter close"}
}

// formatName says what a format is for.
func formatName(f exchange.Format) string {
	return map[exchange.Format]string{exchange.HTML: "HTML, a page to print", exchange.XLSX: "XLSX, a workbook", exchange.CSV: "CSV, a table", exchange.Markdown: "Markdown, a text", exchange.JSON: "JSON, for programs"}[f]
}
