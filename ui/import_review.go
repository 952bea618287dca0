package ui

import (
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"roster/data"
	"roster/internal/safetext"
)

// maxReviewed is how many changes of an import are listed.
const maxReviewed = 1000

// review is what a confirmation asks about before an import.
type review struct {
	look    *look
	plan    data.ImportPlan
	changed []data.Detail // the memberships that change
	details []data.Detail
	ids     bool // rows are known by their id, so it is shown
}

// head counts what becomes of the rows.
func (r review) head(width int) []string {
	if r.plan.Problems.Count > 0 {
		return append(wrap("Nothing can be imported until these are mended:", width), "")
	}
	rows := [][]string{{"", "add", "change", "same"}}
	for _, kind := range r.plan.Outcomes() {
		row := []string{kind.Many}
		for _, n := range []int{kind.Add, kind.Change, kind.Same} {
			row = append(row, counts(int64(n), width))
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

// counts returns a number, which is cut short where the table has no room.
func counts(n int64, width int) string {
	if width < 45 {
		return short(n)
	}
	return number(n)
}

// body lists what is wrong with the file, else what is to be noted of it and
// what would change.
func (r review) body(width int) []string {
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
	case r.plan.Empty():
		return append(lines, wrap("Nothing to do: all of it is there already.", width)...)
	case len(r.details) == 0:
		return append(lines, wrap("That is "+plural(int64(r.plan.Change.Count), "row")+", too many to list.", width)...)
	}
	others := slices.DeleteFunc(slices.Clone(r.details), func(d data.Detail) bool { return d.Verb == "changed" && d.Team != "" })
	listed := slices.Concat(r.changed, others)
	for _, d := range listed {
		lines = append(lines, r.change(d, width)...)
	}
	return append(lines, andMore(r.plan.Change.Count-len(listed))...)
}

func (r review) foot(int) []string {
	if r.yes() == nil || r.plan.Change.Kept() {
		return nil
	}
	return []string{"", r.look.unkept()}
}

func (r review) yes() answer {
	if r.plan.Problems.Count > 0 || r.plan.Empty() {
		return nil
	}
	return func(a *App) tea.Cmd { return a.write(nil, importJob(r.plan)) }
}

// andMore says how many are not listed.
func andMore(n int) []string {
	if n <= 0 {
		return nil
	}
	return []string{"and " + number(int64(n)) + " more"}
}

// maxListed is how many bytes of a line's text are shown: a file may have a name
// of megabytes.
const maxListed = 1000

// wrapped makes a text safe, and breaks it into lines.
func (r review) wrapped(text string, width int) []string {
	if len(text) > maxListed {
		text = text[:maxListed] + "…"
	}
	return wrap(r.look.clean(text), width)
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

// change says what would become of a row, after a sign that tells what is added
// from what changes. An import deletes nothing.
func (r review) change(d data.Detail, width int) []string {
	switch {
	case d.Verb == "added" && d.Team != "":
		return r.signed("+", followed(d.Hero+" joins "+d.Team+" "+joinsAs(d), r.fields(d)), width)
	case d.Verb == "added":
		return r.signed("+", followed(d.Table+" "+r.known(d), r.fields(d)), width)
	case d.Team != "":
		return r.signed("~", followed(d.Hero, r.fields(d))+" in "+d.Team, width)
	}
	return r.signed("~", followed(r.known(d), r.fields(d)), width)
}

// isStanding tells whether a value is whether a member is in training.
func isStanding(d data.Detail, f data.FieldChange) bool {
	return d.Team != "" && strings.EqualFold(f.Column, "is_training")
}

// joinsAs says how a new member joins.
func joinsAs(d data.Detail) string {
	isTraining := slices.ContainsFunc(d.Fields, func(f data.FieldChange) bool { return isStanding(d, f) && f.After == data.Training.String() })
	if isTraining {
		return "in training"
	}
	return "as active"
}

// known returns a team or a hero as it is known in the file.
func (r review) known(d data.Detail) string {
	if r.ids && d.ID != 0 {
		return d.Who + " id:" + strconv.FormatInt(d.ID, 10)
	}
	return d.Who
}

// followed returns who it is about, and the values after that.
func followed(who string, values []string) string {
	if len(values) == 0 {
		return who
	}
	return who + ": " + strings.Join(values, ", ")
}

// fields says what would be written of a row, beside what names it.
func (r review) fields(d data.Detail) []string {
	naming := []string{"id", "name"}
	if d.Team != "" {
		naming = []string{"team_id", "hero_id", "is_training"}
	}
	var texts []string
	for _, f := range d.Fields {
		isNamed := d.Verb == "added" && (slices.Contains(naming, strings.ToLower(f.Column)) || f.After == "")
		switch {
		case isNamed:
		case isStanding(d, f):
			texts = append(texts, r.values(d, f))
		default:
			texts = append(texts, strings.ReplaceAll(f.Column, "_", " ")+" "+r.values(d, f))
		}
	}
	return texts
}

// values returns what a column would hold, after what it holds now. Secret names
// are masked as everywhere.
func (r review) values(d data.Detail, f data.FieldChange) string {
	shown := func(text string) string {
		switch {
		case text == "":
			return r.look.glyphs.unknown
		case f.Secret && !r.look.revealed:
			return r.look.glyphs.secret
		}
		return text
	}
	if d.Verb == "added" {
		return shown(f.After)
	}
	return shown(f.Before) + " → " + shown(f.After)
}
