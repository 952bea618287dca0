package cli

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"roster/data"
	"roster/internal/exchange"
)

const exportDescription = `export writes all teams, heroes and memberships, as of one moment, to standard output
or to a file.

JSON and CSV give back the same rows when they are imported. If they could not,
nothing is written, and the rows in question are listed. In CSV, text that a
spreadsheet would run as a formula gets a ' in front, which import removes; also
after each ; tab or line break in a cell. Custom fields have their own names in JSON,
and are team.NAME, hero.NAME and link.NAME in CSV. Markdown is for people to read:
it leaves out secret names and can't be imported.`

const exportExamples = `  # Everything, as JSON
  roster export --db heroes.db > heroes.json

  # The format follows the name of the file, which is replaced as a whole
  roster export --db heroes.db --output heroes.csv

  # A page to read
  roster export --db heroes.db --format markdown`

// newExport returns the command that writes everything in another format.
func newExport(s *shell) *cobra.Command {
	var format, output string
	var names []string // of the formats
	cmd := &cobra.Command{
		Use:     "export",
		Short:   "Write everything as JSON, CSV or Markdown",
		Long:    exportDescription,
		Example: exportExamples,
		GroupID: groupExchange,
		Run: s.taking(nil, func(cmd *cobra.Command, _ []string) error {
			as, err := exportFormat(format, output, cmd.Flags().Changed("output"))
			if err != nil {
				return usageError{err}
			}
			return s.session(cmd, exist, func(ctx context.Context, session *session) error {
				write := func(w io.Writer) error { return exchange.Write(ctx, w, session.Store, as) }
				if output == "" || output == "-" {
					return session.printable(write)
				}
				return exportFile(output, session.Store, write)
			})
		}),
	}
	cmd.Flags().StringVar(&format, "format", "", "json, csv or markdown (default: by the ending of FILE, else json)")
	cmd.Flags().StringVar(&output, "output", "", "write to this FILE, readable only by you")
	for _, format := range exchange.Formats() {
		names = append(names, string(format))
	}
	completeFlag(cmd, "format", names...)
	return cmd
}

// exportFormat returns the format that was named, else that of the file's name.
func exportFormat(name, output string, named bool) (exchange.Format, error) {
	if named && output == "" {
		return "", errNoFile
	}
	if name != "" {
		return exchange.ParseFormat(name)
	}
	if format := exchange.FormatOf(output); format != "" {
		return format, nil
	}
	return exchange.JSON, nil
}

// exportFile writes to the file at path. It takes the place of no database.
func exportFile(path string, store *data.Store, write func(io.Writer) error) error {
	target, err := newTarget(path, store)
	if err != nil {
		return err
	}
	switch is, err := target.isDatabase(); {
	case err != nil:
		return err
	case is:
		return fmt.Errorf("%s is a database: choose another file", path)
	}
	return target.write(write)
}
