package cli

import (
	"fmt"
	"strings"

	"roster/cli/command"
	"roster/data/importer"
	"roster/data/model"
)

// printOutcomes prints what becomes of the rows, as a table.
func printOutcomes(w *command.Session, name string, p importer.Plan) error {
	const row = "%-12s %9v %9v %9v"
	lines := []string{name, fmt.Sprintf(row, "", "add", "change", "same")}
	for _, kind := range p.Outcomes() {
		lines = append(lines, fmt.Sprintf(row, kind.Many, kind.Add, kind.Change, kind.Same))
	}
	for _, line := range lines {
		if err := w.Say("%s", line); err != nil {
			return err
		}
	}
	return nil
}

// maxChanged is how many changed memberships a plan lists.
const maxChanged = 1000

// printChangedMemberships prints what becomes of the memberships that change, a line each:
// those that go from active to training first.
func printChangedMemberships(w *command.Session, p importer.Plan) error {
	changed := w.ChangedMemberships(p, maxChanged)
	for _, d := range changed {
		var fields []string
		for _, f := range d.Fields {
			value := f.Before + " → " + f.After
			isStanding := f.Before == model.Training.String() || f.Before == model.Active.String()
			switch {
			case f.Secret:
				value = "changed"
			case isStanding:
				value = w.Words().Say(value)
			default:
				value = f.Column + " " + value
			}
			fields = append(fields, value)
		}
		if err := w.Say("  %s in %s: %s", d.Hero, d.Team, strings.Join(fields, ", ")); err != nil {
			return err
		}
	}
	if more := p.Links.Change - len(changed); more > 0 {
		return w.Say("  and %d more memberships that change", more)
	}
	return nil
}
