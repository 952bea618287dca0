package command

import (
	"errors"
	"io"
	"os"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"roster/cli/complete"
	"roster/cli/output"
	"roster/cli/usage"
	"roster/internal/safetext"
)

// FormatFlag adds the flag for the output format.
func FormatFlag(cmd *cobra.Command, format *string) {
	cmd.Flags().StringVar(format, "format", "table", "table, json, csv or markdown")
	complete.Flag(cmd, "format", output.Formats()...)
}

// CheckFormat returns what is wrong with an output format.
func CheckFormat(format string) error {
	return usage.Value("--format must be", format, output.Formats())
}

// Print prints a sheet. JSON and tables are safe for a terminal as they are.
func (w *Session) Print(format string, s output.Sheet, rows output.Rows) error {
	do := func(out io.Writer) error { return output.Print(out, format, s, w.Clean, rows) }
	if format == "csv" || format == "markdown" {
		return w.Printable(do)
	}
	return do(w.Out)
}

// Printable hands do where to write what is for machines. In a terminal, what
// that would act upon is shown instead.
func (w *Session) Printable(do func(io.Writer) error) error {
	if !term.IsTerminal(os.Stdout.Fd()) {
		return do(w.Out)
	}
	safe := safetext.NewWriter(w.Out)
	return errors.Join(do(safe), safe.Close())
}
