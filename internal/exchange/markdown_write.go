package exchange

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"roster/data/model"
	"roster/internal/report"
	"roster/internal/safetext"
)

// writeMarkdown writes the matrix, or a table for each team, and one of the heroes on no team,
// in the order of names.
func writeMarkdown(out io.Writer, r *report.Roster, matrixOnly bool) error {
	w := &markdownWriter{Roster: r, out: out, text: MarkdownEscaper()}
	w.printf("# %s\n\n%s · %s\n", w.text(w.Title()), w.text(w.Source), w.text(w.Date()))
	if matrixOnly {
		w.matrix()
		return w.err
	}
	for _, t := range r.Teams {
		w.team(t)
	}
	w.unassigned()
	switch {
	case r.Lost > 0:
		w.printf(w.Words.Say("\nMemberships of teams that do not exist, left out here: %d.")+" `roster check` names them.\n", r.Lost)
	case len(r.Teams)+len(r.Heroes) == 0:
		w.printf("%s", w.Words.Say("\nThere are no teams and no heroes yet.\n"))
	}
	return w.err
}

// markdownWriter writes until there is an error, which it keeps.
type markdownWriter struct {
	*report.Roster
	out  io.Writer
	text func(string) string
	err  error
}

func (w *markdownWriter) printf(format string, args ...any) {
	if w.err == nil {
		_, w.err = fmt.Fprintf(w.out, format, args...)
	}
}

// matrix writes a table with the heroes down and the teams across.
func (w *markdownWriter) matrix() {
	head, lines := w.Words.Say("| Hero |"), "|:-----|"
	for _, t := range w.Teams {
		head, lines = head+" "+w.text(t.Label())+" |", lines+":---|"
	}
	w.printf("\n%s\n%s\n", head, lines)
	for _, h := range w.Heroes {
		w.printf("| %s |", w.text(h.Label()))
		for _, s := range w.Standings(h) {
			if s == model.Absent {
				w.printf("  |")
			} else {
				w.printf(" %s |", w.Words.Standing(s))
			}
		}
		w.printf("\n")
	}
}

func (w *markdownWriter) team(t *report.Team) {
	w.printf("\n## %s\n\n", w.text(t.Label()))
	if t.Headquarters != "" {
		w.printf("Headquarters: %s · ", w.text(t.Headquarters))
	}
	w.printf(w.Words.Say("%d active · %d training\n"), t.Tally.Active, t.Tally.Training)
	if w.Understaffed(t) {
		w.printf(w.Words.Say("\n▲ understaffed: %d of %d active\n"), t.Tally.Active, t.Tally.Minimum)
	}
	for i, name := range w.Fields[model.TeamTable] {
		w.printf("\n%s: %s\n", w.text(name), w.text(t.Fields[i]))
	}
	if len(t.Members) == 0 {
		return
	}
	w.header("Status", slices.Concat(w.Fields[model.HeroTable], w.Fields[model.LinkTable]))
	for _, m := range t.Members {
		w.row(m.Hero, slices.Concat([]string{w.Words.Standing(m.Standing)}, m.Hero.Fields, m.LinkFields))
	}
}

func (w *markdownWriter) unassigned() {
	free := w.Unassigned()
	if len(free) == 0 {
		return
	}
	w.printf("%s", w.Words.Say("\n## Heroes on no team\n"))
	w.header("", w.Fields[model.HeroTable])
	for _, h := range free {
		w.row(h, h.Fields)
	}
}

// header begins a table of heroes, with a status unless that is "", and further columns.
func (w *markdownWriter) header(status string, more []string) {
	heads, lines := w.Words.Say("| Hero |"), "|:-----|"
	if w.HasSecrets {
		heads, lines = heads+" Secret name |", lines+":---|"
	}
	if w.HasAges {
		heads, lines = heads+" Age |", lines+"----:|"
	}
	if status != "" {
		heads, lines = heads+" "+status+" |", lines+":-------|"
	}
	for _, name := range more {
		heads, lines = heads+" "+w.text(name)+" |", lines+":---|"
	}
	w.printf("\n%s\n%s\n", heads, lines)
}

func (w *markdownWriter) row(h *report.Hero, more []string) {
	w.printf("| %s |", w.text(h.Label()))
	if w.HasSecrets {
		w.printf(" %s |", w.text(h.SecretName))
	}
	if w.HasAges {
		w.printf(" %s |", w.text(h.Age.Text))
	}
	for _, text := range more {
		w.printf(" %s |", w.text(text))
	}
	w.printf("\n")
}

// MarkdownEscaper returns what makes Markdown of text from the database that shows it as
// it is, in one line.
func MarkdownEscaper() func(text string) string {
	escapes := markdownEscapes()
	return func(text string) string { return escapes.Replace(safetext.Line(text)) }
}

// markdownEscapes returns what puts a \ before all that could be Markdown within
// a line: emphasis, code, links, HTML, entities, the cells of a table, and what
// GitHub takes for an address.
func markdownEscapes() *strings.Replacer {
	var pairs []string
	for _, sign := range "\\`*_[]<>#|~&$:@" {
		pairs = append(pairs, string(sign), "\\"+string(sign))
	}
	return strings.NewReplacer(append(pairs, "www.", `www\.`)...)
}
