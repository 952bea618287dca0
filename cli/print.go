package cli

import (
	"errors"
	"io"
	"os"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"roster/cli/output"
	"roster/cli/usage"
	"roster/data/model"
	"roster/internal/safetext"
)

// formatFlag adds the flag for the output format.
func formatFlag(cmd *cobra.Command, format *string) {
	cmd.Flags().StringVar(format, "format", "table", "table, json, csv or markdown")
	completeFlag(cmd, "format", output.Formats()...)
}

func checkFormat(format string) error {
	return usage.Value("--format must be", format, output.Formats())
}

// print prints a sheet. JSON and tables are safe for a terminal as they are.
func (w *session) print(format string, s output.Sheet, rows output.Rows) error {
	do := func(out io.Writer) error { return output.Print(out, format, s, w.clean, rows) }
	if format == "csv" || format == "markdown" {
		return w.printable(do)
	}
	return do(w.out)
}

// printable hands do where to write what is for machines. In a terminal, what
// that would act upon is shown instead.
func (w *session) printable(do func(io.Writer) error) error {
	if !term.IsTerminal(os.Stdout.Fd()) {
		return do(w.out)
	}
	safe := safetext.NewWriter(w.out)
	return errors.Join(do(safe), safe.Close())
}

// column returns a column of texts, with its title in the words of the roster.
func (w *session) column(name, title string) output.Column {
	return output.Column{Name: name, Title: w.Words().Say(title)}
}

// number returns a column of numbers, with its title in the words of the roster.
func (w *session) number(name, title string) output.Column {
	return output.Column{Name: name, Title: w.Words().Say(title), Right: true}
}

// headquarters, secretName and age return the columns that a database may lack.
func (w *session) headquarters() output.Column {
	c := w.column("headquarters", "Headquarters")
	c.Absent = !w.Reader().Has(model.TeamTable, c.Name)
	return c
}

func (w *session) secretName() output.Column {
	c := w.column("secret_name", "Secret name")
	c.Absent = !w.Reader().Has(model.HeroTable, c.Name)
	return c
}

func (w *session) age() output.Column {
	c := w.number("age", "Age")
	c.Absent = !w.Reader().Has(model.HeroTable, c.Name)
	return c
}

// standing returns the standing, in a table as a word: screen readers would spell out the sign
// of a badge.
func (w *session) standing(s model.Standing) output.Cell {
	return output.Cell{Value: s == model.Training, Text: w.Words().Standing(s)}
}
