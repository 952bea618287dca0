package exchange

import (
	"bufio"
	"context"
	"fmt"
	"strings"

	"roster/data/field"
	"roster/data/model"
	"roster/data/snapshot"
	"roster/internal/safetext"
)

// writeMarkdown writes a table for each team, and one of the heroes on no team,
// all by their ids. Secret names are left out.
func writeMarkdown(ctx context.Context, out *bufio.Writer, s *snapshot.Snapshot) error {
	w := markdownWriter{out: out, escape: markdownEscapes(), of: s}
	if err := w.say("# Roster\n"); err != nil {
		return err
	}
	err := s.Visit(ctx, snapshot.Visitor{Team: w.team, Member: w.member, Lost: w.lose, Free: w.free})
	switch {
	case err != nil:
		return err
	case w.lost > 0:
		return w.say("\nMemberships of teams that do not exist, left out here: %d. `roster check` names them.\n", w.lost)
	case !w.any:
		return w.say("\nThere are no teams and no heroes yet.\n")
	}
	return nil
}

type markdownWriter struct {
	out    *bufio.Writer
	escape *strings.Replacer
	any    bool // a team or a hero was written
	frees  bool // a hero on no team was written
	of     *snapshot.Snapshot
	lost   int // how many memberships were left out
}

func (w *markdownWriter) say(format string, args ...any) error {
	_, err := fmt.Fprintf(w.out, format, args...)
	return err
}

func (w *markdownWriter) team(t model.Team, tally model.Tally, fields []field.Stored) error {
	w.any = true
	if err := w.say("\n## %s\n\nHeadquarters: %s · %d active · %d training\n", w.named(t.Name, "team", t.ID), w.text(t.Headquarters), tally.Active, tally.Training); err != nil {
		return err
	}
	for _, h := range fields {
		if err := w.say("\n%s: %s\n", w.text(h.Field.Name), w.text(h.Value().Text)); err != nil {
			return err
		}
	}
	if tally.Total() == 0 {
		return nil
	}
	heads, lines := w.heads("hero", "heroteamlink")
	return w.say("\n| Hero | Age | Status |%s\n|:-----|----:|:-------|%s\n", heads, lines)
}

// heads returns the custom columns of a table, for the fields of these tables.
func (w *markdownWriter) heads(tables ...string) (heads, lines string) {
	for _, table := range tables {
		for _, f := range w.of.Fields(table) {
			heads += " " + w.text(f.Name) + " |"
			lines += ":---|"
		}
	}
	return heads, lines
}

// cells returns what fills such columns.
func (w *markdownWriter) cells(table string, held []field.Stored) string {
	if len(held) == 0 { // a hero that does not exist
		return strings.Repeat("  |", len(w.of.Fields(table)))
	}
	cells := ""
	for _, h := range held {
		cells += " " + w.text(h.Value().Text) + " |"
	}
	return cells
}

func (w *markdownWriter) member(m snapshot.Member) error {
	name := w.named(m.Hero.Name, "hero", m.Hero.ID)
	if m.Missing {
		name += " (does not exist)"
	}
	return w.say("| %s | %s | %s |%s%s\n", name, w.text(m.Hero.Age.Text), m.Standing, w.cells("hero", m.HeroFields), w.cells("heroteamlink", m.Fields))
}

func (w *markdownWriter) lose(snapshot.Member) error {
	w.lost++
	return nil
}

func (w *markdownWriter) free(h model.Hero, fields []field.Stored) error {
	if !w.frees {
		heads, lines := w.heads("hero")
		if err := w.say("\n## Heroes on no team\n\n| Hero | Age |%s\n|:-----|----:|%s\n", heads, lines); err != nil {
			return err
		}
	}
	w.any, w.frees = true, true
	return w.say("| %s | %s |%s\n", w.named(h.Name, "hero", h.ID), w.text(h.Age.Text), w.cells("hero", fields))
}

// named returns the name as Markdown, or the kind and the id of what has none.
func (w *markdownWriter) named(name, kind string, id int64) string {
	if text := w.text(name); strings.TrimSpace(text) != "" {
		return text
	}
	return fmt.Sprintf("%s %d", kind, id)
}

// text returns text from the database as Markdown that shows it as it is, in one
// line.
func (w *markdownWriter) text(text string) string { return w.escape.Replace(safetext.Line(text)) }

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
