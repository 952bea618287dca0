package cli

import (
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"roster/data/model"
)

// formats are the values that --format may have.
func formats() []string { return []string{"table", "json", "csv", "markdown"} }

// outputColumn is a column of the output of a command.
type outputColumn struct {
	name  string // in JSON and CSV, as the models call it
	title string // in a table
	right bool   // aligned to the right in a table
}

// cell is a value for JSON and CSV (nil, bool, int64 or string), and its text in a table.
type cell struct {
	value any
	text  string
}

// fact is a labeled value printed above the rows.
type fact struct {
	outputColumn
	cell
	csv string // the column in CSV, "" if it has none
}

// output is the output of a command: rows, optionally preceded by facts.
type output struct {
	facts   []fact
	list    string // the name of the list in JSON, beside facts
	columns []outputColumn
}

// printer prints the rows of a sheet. It may print nothing before end.
type printer interface {
	row(cells []cell) error
	end() error
}

// formatFlag adds the flag for the output format.
func formatFlag(cmd *cobra.Command, format *string) {
	cmd.Flags().StringVar(format, "format", "table", "table, json, csv or markdown")
	completeFlag(cmd, "format", formats()...)
}

func checkFormat(format string) error { return oneOf("--format must be", format, formats()) }

// print prints a sheet with the rows that each yields.
func (w *session) print(format string, r output, each func(row func(...cell) error) error) error {
	if w.Store != nil {
		r, each = w.without(r, each)
		r = r.said(w.Words())
	}
	switch format {
	case "json":
		return printAll(newJSONPrinter(w.out, r), each)
	case "csv":
		return w.printable(func(out io.Writer) error { return printAll(newCSVPrinter(out, r), each) })
	case "markdown":
		return w.printable(func(out io.Writer) error { return printAll(newMarkdownPrinter(out, r), each) })
	}
	return printAll(&tablePrinter{output: r, out: w.out, clean: w.clean}, each)
}

// said returns a sheet with the titles of the standard columns in the words of the roster.
func (r output) said(words model.Words) output {
	say := func(c outputColumn) outputColumn {
		if slices.Contains([]string{"name", "team", "hero", "active", "training", "team_id"}, c.name) && slices.Contains([]string{"Team", "Hero", "Active", "Training", "Team ID"}, c.title) {
			c.title = words.Say(c.title)
		}
		return c
	}
	r.facts, r.columns = slices.Clone(r.facts), slices.Clone(r.columns)
	for i, f := range r.facts {
		r.facts[i].outputColumn = say(f.outputColumn)
	}
	for i, c := range r.columns {
		r.columns[i] = say(c)
	}
	return r
}

// without returns a sheet without the standard columns that this database lacks.
func (w *session) without(r output, each func(row func(...cell) error) error) (output, func(row func(...cell) error) error) {
	lacks := func(c outputColumn) bool {
		switch c.title {
		case "Headquarters":
			return c.name == "headquarters" && !w.Reader().Has(model.TeamTable, c.name)
		case "Secret name", "Age":
			return (c.name == "secret_name" || c.name == "age") && !w.Reader().Has(model.HeroTable, c.name)
		}
		return false
	}
	var kept []int
	for i, c := range r.columns {
		if !lacks(c) {
			kept = append(kept, i)
		}
	}
	all := r.columns
	r.facts = slices.DeleteFunc(r.facts, func(f fact) bool { return lacks(f.outputColumn) })
	if len(kept) == len(all) {
		return r, each
	}
	r.columns = nil
	for _, i := range kept {
		r.columns = append(r.columns, all[i])
	}
	return r, func(row func(...cell) error) error {
		return each(func(cells ...cell) error {
			some := make([]cell, len(kept))
			for i, at := range kept {
				some[i] = cells[at]
			}
			return row(some...)
		})
	}
}

func printAll(p printer, each func(row func(...cell) error) error) error {
	if err := each(func(cells ...cell) error { return p.row(cells) }); err != nil {
		return err // without an end the output shows that it is incomplete
	}
	return p.end()
}

func whole(n int64) cell { return cell{n, strconv.FormatInt(n, 10)} }

// idCell returns an id: a number if it is stored as one, else a text.
func idCell(id model.ID) cell {
	if n, ok := id.Number(); ok {
		return whole(n)
	}
	return textCell(id.String())
}

// standing returns the standing, in a table as a word: screen readers would spell out the sign
// of a badge.
func (w *session) standing(s model.Standing) cell {
	return cell{s == model.Training, w.Words().Standing(s)}
}

// textCell returns text. In a table an empty text is a dash, so that no column is empty.
func textCell(text string) cell {
	if strings.TrimSpace(text) == "" {
		return cell{text, "-"}
	}
	return cell{text, text}
}

// years returns an age. In a table an unknown age is a dash.
func years(age model.Age) cell {
	n, err := strconv.ParseInt(age.Text, 10, 64)
	switch {
	case !age.Set:
		return cell{nil, "-"}
	case err != nil: // a dirty database may have any text as an age
		return textCell(age.Text)
	}
	return whole(n)
}
