package cli

import (
	"fmt"
	"strings"

	"roster/data/importer"
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
