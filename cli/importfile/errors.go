package importfile

import (
	"fmt"
	"strings"

	"roster/data/importer"
	"roster/internal/exchange"
	"roster/internal/shellwords"
	"roster/internal/tabular"
)

// Doubts returns the error that asks whom names of a file mean.
func Doubts(p importer.Plan) error {
	q := openQuestions{questions: exchange.Questions(p)}
	if more := p.Doubtful - len(q.questions); more > 0 {
		q.hints = append(q.hints, fmt.Sprintf("and %d more like that", more))
	}
	q.hints = append(q.hints, "--same or --new answer for all such names.")
	return q
}

// problemList is the error of a file that can't be imported.
type problemList struct {
	file string
	importer.Problems
}

// Problems returns the error of what is wrong with a file of this name.
func Problems(name string, p importer.Problems) error { return problemList{name, p} }

// Error returns the lines as one.
func (l problemList) Error() string { return strings.Join(l.Lines(), "; ") }

// Lines returns what is wrong, a line each.
func (l problemList) Lines() []string {
	var lines []string
	for _, p := range l.List {
		where := l.file
		if p.Line > 0 {
			where += fmt.Sprintf(", line %d", p.Line)
		}
		lines = append(lines, where+": "+p.Text)
	}
	if more := l.Count - len(l.List); more > 0 {
		lines = append(lines, fmt.Sprintf("and %d more", more))
	}
	return append(lines, "Fix these first; nothing was imported.")
}

// openQuestions is the error of what has to be answered before a table can be imported.
type openQuestions struct {
	notes     []string
	questions []tabular.Question
	hints     []string // the lines below them
}

// Error returns the lines as one.
func (q openQuestions) Error() string { return strings.Join(q.Lines(), "; ") }

// Lines returns what was understood, and the questions with the flags that answer them.
func (q openQuestions) Lines() []string {
	lines := q.notes
	for _, question := range q.questions {
		lines = append(lines, question.Text)
		for _, c := range question.Choices {
			lines = append(lines, fmt.Sprintf("  --answer %s   %s", shellwords.Quote(question.ID+"="+c.Answer), c.Text))
		}
	}
	lines = append(lines, q.hints...)
	return append(lines, "Nothing was imported. Run it again with the flags of your answers.")
}
