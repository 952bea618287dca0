package cli

import (
	"fmt"
	"strings"

	"roster/data/importer"
	"roster/data/model"
	"roster/internal/exchange"
)

// outcomes prints what becomes of the rows, as a table.
func (s *session) outcomes(name string, p importer.Plan) error {
	const row = "%-12s %9v %9v %9v"
	lines := []string{name, fmt.Sprintf(row, "", "add", "change", "same")}
	for _, kind := range p.Outcomes() {
		lines = append(lines, fmt.Sprintf(row, kind.Many, kind.Add, kind.Change, kind.Same))
	}
	for _, line := range lines {
		if err := s.say("%s", line); err != nil {
			return err
		}
	}
	return nil
}

// maxChanged is how many changed memberships a plan lists.
const maxChanged = 1000

// changedMemberships prints what becomes of the memberships that change, a line each:
// those that go from active to training first.
func (s *session) changedMemberships(p importer.Plan) error {
	changed := s.ChangedMemberships(p, maxChanged)
	for _, d := range changed {
		var fields []string
		for _, f := range d.Fields {
			value := f.Before + " → " + f.After
			isStanding := f.Before == model.Training.String() || f.Before == model.Active.String()
			switch {
			case f.Secret:
				value = "changed"
			case isStanding:
				value = s.Words().Say(value)
			default:
				value = f.Column + " " + value
			}
			fields = append(fields, value)
		}
		if err := s.say("  %s in %s: %s", d.Hero, d.Team, strings.Join(fields, ", ")); err != nil {
			return err
		}
	}
	if more := p.Links.Change - len(changed); more > 0 {
		return s.say("  and %d more memberships that change", more)
	}
	return nil
}

// doubts are the questions whom names of a file mean.
func doubts(p importer.Plan) openQuestions {
	q := openQuestions{questions: exchange.Questions(p)}
	if more := p.Doubtful - len(q.questions); more > 0 {
		q.hints = append(q.hints, fmt.Sprintf("and %d more like that", more))
	}
	q.hints = append(q.hints, "--same or --new answer for all such names.")
	return q
}

// problemList is a file that can't be imported.
type problemList struct {
	file string
	importer.Problems
}

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
