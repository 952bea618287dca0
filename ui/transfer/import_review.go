package transfer

import (
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"roster/data/change"
	"roster/data/field"
	"roster/data/importer"
	"roster/data/model"
	"roster/internal/exchange"
	"roster/internal/safetext"
	"roster/ui/dialog"
	"roster/ui/list"
	"roster/ui/style"
	"roster/ui/write"
)

// maxReviewed is how many changes of an import are listed.
const maxReviewed = 1000

// review is what a confirmation asks about before an import.
type review struct {
	style   *style.Style
	plan    importer.Plan
	changed []change.Detail // the memberships that change
	details []change.Detail
	ids     bool                 // rows are known by their id, so it is shown
	added   []exchange.NewColumn // that become fields
	again   tableReading         // that made the plan
	remembered
}

// Head counts what becomes of the rows.
func (r review) Head(width int) []string {
	if r.plan.Problems.Count > 0 {
		return append(style.Wrap("Fix these first; nothing was imported:", width), "")
	}
	rows := [][]string{{"", "add", "change", "same"}}
	for _, kind := range r.plan.Outcomes() {
		row := []string{kind.Many}
		for _, n := range []int{kind.Add, kind.Change, kind.Same} {
			row = append(row, countText(int64(n), width))
		}
		rows = append(rows, row)
	}
	lines := make([]string, 0, len(rows)+1)
	for _, row := range rows {
		line := safetext.Fit(row[0], 11)
		for _, cell := range row[1:] {
			line += strings.Repeat(" ", max(1, min(10, (width-11)/3)-len(cell))) + cell
		}
		lines = append(lines, line)
	}
	return append(lines, "")
}

// countText returns a number, which is shortened if the table has no room.
func countText(n int64, width int) string {
	if width < 45 {
		return style.ShortNumber(n)
	}
	return style.Number(n)
}

// Body lists the problems of the file, or else the notes on it and what would change.
func (r review) Body(width int) []string {
	var lines []string
	if problems := r.plan.Problems; problems.Count > 0 {
		for _, p := range problems.List {
			text := p.Text
			if p.Line > 0 {
				text = "line " + strconv.Itoa(p.Line) + ": " + text
			}
			lines = append(lines, r.wrapped(text, width)...)
		}
		return append(lines, andMore(problems.Count-len(problems.List))...)
	}
	for _, note := range r.plan.Notes {
		lines = append(lines, r.signed("!", note, width)...)
	}
	lines = append(lines, andMore(r.plan.Noted-len(r.plan.Notes))...)
	switch {
	case r.plan.Empty() && len(r.added) > 0:
		return lines
	case r.plan.Empty():
		return append(lines, style.Wrap("Nothing to import: everything is there already.", width)...)
	case len(r.details) == 0:
		return append(lines, style.Wrap("Changes "+style.Plural(int64(r.plan.Change.Count), "row")+", too many to list.", width)...)
	}
	others := slices.DeleteFunc(slices.Clone(r.details), func(d change.Detail) bool {
		return d.Verb == "changed" && d.Team != ""
	})
	listed := slices.Concat(r.changed, others)
	for _, d := range listed {
		lines = append(lines, r.change(d, width)...)
	}
	return append(lines, andMore(r.plan.Change.Count-len(listed))...)
}

func (r review) Foot(int) []string {
	if r.Yes() == nil || r.plan.Change.Kept() {
		return nil
	}
	return []string{"", dialog.CannotUndo(r.style)}
}

func (r review) Yes() dialog.Answer {
	if r.plan.Problems.Count > 0 || r.plan.Empty() && len(r.added) == 0 {
		return nil
	}
	job := write.Import(r.plan)
	if len(r.added) > 0 {
		fields := list.Map(r.added, func(c exchange.NewColumn) field.New { return c.Field })
		job = write.ImportWithFields(fields, r.again.planAgain(r.added))
	}
	return func(h dialog.Host) tea.Cmd { return tea.Batch(h.Write(nil, job), r.keep) }
}

// andMore returns how many are not listed.
func andMore(n int) []string {
	if n <= 0 {
		return nil
	}
	return []string{"and " + style.Number(int64(n)) + " more"}
}

// maxListed is how many bytes of a line's text are shown: a file may have a name
// of megabytes.
const maxListed = 1000

// wrapped makes a text safe, and breaks it into lines.
func (r review) wrapped(text string, width int) []string {
	if len(text) > maxListed {
		text = text[:maxListed] + "…"
	}
	return style.Wrap(r.style.Clean(text), width)
}

// signed wraps a text after a sign.
func (r review) signed(sign, text string, width int) []string {
	lines := r.wrapped(text, width-2)
	for i, line := range lines {
		lines[i] = "  " + line
	}
	lines[0] = sign + lines[0][1:]
	return lines
}

// change describes the change of a row, after a sign that distinguishes new rows from changed
// ones. An import deletes nothing.
func (r review) change(d change.Detail, width int) []string {
	switch {
	case d.Verb == "added" && d.Team != "":
		return r.signed("+", withValues(d.Hero+" joins "+d.Team+" "+r.style.Words.As(standingOf(d)), r.fields(d)), width)
	case d.Verb == "added":
		return r.signed("+", withValues(r.style.Say(d.Table)+" "+r.known(d), r.fields(d)), width)
	case d.Team != "":
		return r.signed("~", withValues(d.Hero, r.fields(d))+" in "+d.Team, width)
	}
	return r.signed("~", withValues(r.known(d), r.fields(d)), width)
}

// isStanding reports whether a value is whether a member is in training.
func isStanding(d change.Detail, f change.FieldChange) bool {
	return d.Team != "" && strings.EqualFold(f.Column, "is_training")
}

// standingOf returns the standing of a new member.
func standingOf(d change.Detail) model.Standing {
	if slices.ContainsFunc(d.Fields, func(f change.FieldChange) bool { return isStanding(d, f) && f.After == model.Training.String() }) {
		return model.Training
	}
	return model.Active
}

// known returns a team or a hero as it is known in the file.
func (r review) known(d change.Detail) string {
	if r.ids && !d.ID.IsZero() {
		return d.Who + " " + r.style.ID(d.ID)
	}
	return d.Who
}

// withValues returns who it is about, and the values after that.
func withValues(who string, values []string) string {
	if len(values) == 0 {
		return who
	}
	return who + ": " + strings.Join(values, ", ")
}

// fields describes what would be written to a row, besides its name.
func (r review) fields(d change.Detail) []string {
	naming := []string{"id", "name"}
	if d.Team != "" {
		naming = []string{"team", "hero", "is_training"}
	}
	var texts []string
	for _, f := range d.Fields {
		isNamed := d.Verb == "added" && (slices.Contains(naming, strings.ToLower(f.Column)) || f.After == "")
		switch {
		case isNamed:
		case isStanding(d, f):
			texts = append(texts, r.style.Say(r.values(d, f)))
		default:
			texts = append(texts, strings.ReplaceAll(f.Column, "_", " ")+" "+r.values(d, f))
		}
	}
	return texts
}

// values returns what a column would hold, after what it holds now. Secret names
// are masked as everywhere.
func (r review) values(d change.Detail, f change.FieldChange) string {
	shown := func(text string) string {
		switch {
		case text == "":
			return r.style.Glyphs.Unknown
		case f.Secret && !r.style.Revealed:
			return r.style.Glyphs.Secret
		}
		return text
	}
	if d.Verb == "added" {
		return shown(f.After)
	}
	return shown(f.Before) + " → " + shown(f.After)
}
