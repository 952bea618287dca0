package transfer

import (
	tea "charm.land/bubbletea/v2"

	"roster/data/importer"
	"roster/internal/safetext"
	"roster/internal/tabular"
	"roster/ui/dialog"
	"roster/ui/style"
)

// asking is the step of an import that asks questions in turn.
type asking struct {
	style     *style.Style
	questions []tabular.Question // the first one is asked
	of        int                // how many there were
	cursor    int
	// When it was drawn last: the first choice on screen, and the lines above it.
	top, above int
}

// pick moves the cursor to a line.
func (q *asking) pick(line int) tea.Cmd {
	if at := q.top + line - q.above; line >= q.above && at < len(q.questions[0].Choices) {
		q.cursor = at
	}
	return nil
}

// canAll reports whether the chosen answer can apply to all questions of this kind.
func (q *asking) canAll() bool {
	answer := q.choice()
	return answer == importer.AnswerSame || answer == importer.AnswerNew
}

func (q *asking) choice() string { return q.questions[0].Choices[q.cursor].Answer }

// move moves the cursor.
func (q *asking) move(key string) {
	switch key {
	case "up", "k":
		q.cursor--
	case "down", "j":
		q.cursor++
	}
	q.cursor = max(0, min(q.cursor, len(q.questions[0].Choices)-1))
}

func (q *asking) lines(width, height int) []string {
	lines := append(style.Wrap(q.style.Clean(q.questions[0].Text), width), "")
	shown := max(1, height-len(lines))
	choices := q.questions[0].Choices
	top := max(0, min(q.cursor-shown/2, len(choices)-shown))
	q.top, q.above = top, len(lines)
	for at := top; at < min(len(choices), top+shown); at++ {
		mark := "  "
		if at == q.cursor {
			mark = q.style.Glyphs.Cursor + " "
		}
		line := safetext.Fit(mark+q.style.Clean(choices[at].Text), width)
		if at == q.cursor {
			line = q.style.Theme.Styles[style.Selected][style.Plain].On(line)
		}
		lines = append(lines, line)
	}
	return lines
}

// sheetQuestion is the id of the question which sheet of a workbook is read.
const sheetQuestion = "sheet"

// askSheet asks which sheet of a workbook is read, the one that is shown being chosen.
func (m *mapping) askSheet() *asking {
	q := tabular.Question{ID: sheetQuestion, Text: "Which sheet?"}
	a := &asking{style: m.style, of: 1}
	for at, name := range m.table.Sheets {
		if name == m.table.Name {
			a.cursor = at
		}
		q.Choices = append(q.Choices, tabular.Choice{Answer: name, Text: name})
	}
	a.questions = []tabular.Question{q}
	return a
}

// pressAsking takes a key while something is asked.
func (i *importDialog) pressAsking(msg tea.KeyPressMsg) dialog.Outcome {
	q := i.asking
	switch key := msg.String(); {
	case key == "esc":
		i.forget()
	case key == "a" && q.canAll():
		i.known.otherwise = q.choice()
		i.asking = nil
		return dialog.Outcome{Cmd: i.read()}
	case key == "enter" && q.questions[0].ID == sheetQuestion:
		i.known = fileAnswers{sheet: q.choice(), answers: map[string]string{}}
		i.asking = nil
		return dialog.Outcome{Cmd: i.read()}
	case key == "enter":
		i.known.answers[q.questions[0].ID] = q.choice()
		q.questions, q.cursor = q.questions[1:], 0
		if len(q.questions) == 0 {
			i.asking = nil
			return dialog.Outcome{Cmd: i.read()}
		}
	default:
		q.move(key)
	}
	return dialog.Outcome{}
}
