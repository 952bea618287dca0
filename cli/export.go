package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"roster/cli/command"
	"roster/cli/complete"
	"roster/cli/usage"
	"roster/data"
	"roster/data/access"
	"roster/data/address"
	"roster/data/model"
	"roster/data/query"
	"roster/internal/exchange"
	"roster/internal/outfile"
)

const exportDescription = `export writes teams, heroes and memberships, as of one moment, to standard output or
to a file.

HTML is a page to print or send, XLSX a spreadsheet, and Markdown a text document.
Matrix is a table with heroes down and teams across, in any format but JSON. They are
sorted by name, and leave out secret names unless you use --secrets. XLSX can be
imported again.

JSON and CSV restore the same rows when they are imported. If a row could not be
restored, nothing is written, and the rows are named. They contain secret names unless
you use --no-secrets. An import changes only what is in the file. In CSV, text that
a spreadsheet would run as a formula gets a ' in front, which import removes.

Custom fields have their own names in JSON, and are called team.NAME, hero.NAME and
link.NAME in CSV. --without leaves one out. Bytes are written as \x00ff.`

const exportExamples = `  # Everything, as JSON
  roster export --db heroes.db > heroes.json

  # The format follows the name of the file
  roster export --db heroes.db --output heroes.html

  # Everyone who is in training on one team, as a spreadsheet
  roster export --db heroes.db --team Preventers --training --output trainees.xlsx

  # Heroes down, teams across
  roster export --db heroes.db --format matrix --output matrix.xlsx`

var errNoFile = errors.New("the name of the file is empty")

// exportFlags are the values of the export flags.
type exportFlags struct {
	format, output     string
	teams, without     []string
	filter             string
	training           bool
	secrets, noSecrets bool
	bom                bool
}

// matrixFormat is the value of --format for the matrix.
const matrixFormat = "matrix"

// newExport returns the export command.
func newExport(s *command.Env) *cobra.Command {
	var f exportFlags
	cmd := &cobra.Command{
		Use:     "export",
		Short:   "Write the roster as JSON, CSV, Markdown, HTML or XLSX",
		Long:    exportDescription,
		Example: exportExamples,
		GroupID: command.GroupExchange,
		Run: s.WithArgs(nil, func(cmd *cobra.Command, _ []string) error {
			if !s.May(access.Machine) {
				f.output = "-"
			}
			f.noSecrets = f.noSecrets || !s.May(access.Secrets)
			o, err := f.options(cmd.Flags().Changed("output"))
			if err != nil {
				return usage.Wrap(err)
			}
			return s.WithSession(cmd, command.Existing, func(ctx context.Context, w *command.Session) error {
				o.Source, o.At = address.Title(w.Path()), time.Now()
				if o.Teams, err = teamIDs(ctx, w, f.teams); err != nil {
					return err
				}
				return writeExport(ctx, w, f, o)
			})
		}),
	}
	names := []string{matrixFormat}
	for _, format := range exchange.Formats() {
		names = append(names, string(format))
	}
	flags := cmd.Flags()
	flags.StringVar(&f.format, "format", "", "matrix, "+exchange.FormatNames()+" (default: by the name of FILE, or else json)")
	if s.May(access.Machine) {
		flags.StringVar(&f.output, "output", "", "write to this FILE, which only you can read; an existing one is replaced")
	}
	flags.StringArrayVar(&f.teams, "team", nil, "only this TEAM and its members (repeatable)")
	flags.BoolVar(&f.training, "training", false, "only members who are in training")
	flags.StringVar(&f.filter, "filter", "", "only heroes whose name contains these WORDS")
	if s.May(access.Secrets) {
		flags.BoolVar(&f.secrets, "secrets", false, "include secret names")
	}
	flags.BoolVar(&f.noSecrets, "no-secrets", false, "leave out secret names, also in JSON and CSV")
	flags.StringArrayVar(&f.without, "without", nil, "leave out this custom FIELD (repeatable)")
	flags.BoolVar(&f.bom, "bom", false, "start CSV with a byte order mark, for Excel")
	complete.Flag(cmd, "format", names...)
	complete.Flag(cmd, "filter")
	complete.Flag(cmd, "without")
	s.CompleteTeam(cmd)
	return cmd
}

// options returns the export options, except for the teams.
func (f exportFlags) options(named bool) (o exchange.Options, err error) {
	o.Matrix = f.format == matrixFormat
	o.Training, o.Filter, o.BOM, o.Without = f.training, query.Terms(f.filter), f.bom, f.without
	switch {
	case named && f.output == "":
		return o, errNoFile
	case f.secrets && f.noSecrets:
		return o, errors.New("--secrets and --no-secrets can't be used together")
	case f.format != "" && !o.Matrix:
		o.Format, err = exchange.ParseFormat(f.format)
	default:
		o.Format, err = exchange.OutputFormat(f.output)
	}
	switch {
	case err != nil:
		return o, err
	case o.Format == "" && o.Matrix:
		o.Format = exchange.Markdown
	case o.Format == "":
		o.Format = exchange.JSON
	}
	o.Secrets = f.secrets || o.RoundTrips() && !f.noSecrets
	switch {
	case o.Matrix && !o.HasMatrix():
		return o, fmt.Errorf("the matrix can't be written as %s: end the name of the file in .csv, .md, .html or .xlsx", strings.ToUpper(string(o.Format)))
	case o.BOM && o.Format != exchange.CSV:
		return o, errors.New("--bom is for CSV")
	case o.IsBinary() && f.output == "":
		return o, fmt.Errorf("%s is not text: name a file with --output FILE, or --output - for standard output", strings.ToUpper(string(o.Format)))
	}
	return o, nil
}

// teamIDs returns the IDs of the named teams.
func teamIDs(ctx context.Context, w *command.Session, named []string) ([]model.ID, error) {
	var ids []model.ID
	for _, said := range named {
		team, err := w.Teams().One(ctx, said)
		if err != nil {
			return nil, err
		}
		ids = append(ids, team.ID)
	}
	return ids, nil
}

// writeExport writes to the file or to standard output, and warns if the export contains secret
// names that were not asked for.
func writeExport(ctx context.Context, w *command.Session, f exportFlags, o exchange.Options) error {
	write := func(out io.Writer) error { return exchange.Write(ctx, out, w.Store, o) }
	var err error
	switch {
	case f.output != "" && f.output != "-":
		err = exportFile(f.output, w.Store, write)
	case o.IsBinary():
		err = write(w.Out)
	default:
		err = w.Printable(write)
	}
	if err == nil && o.Secrets && !f.secrets && w.Reader().Has(model.HeroTable, "secret_name") {
		_, err = fmt.Fprintln(w.Err, "It contains secret names: --no-secrets leaves them out.")
	}
	return err
}

// exportFile writes to the file at path. It refuses to overwrite a database.
func exportFile(path string, store *data.Store, write func(io.Writer) error) error {
	target, err := outfile.NewTarget(path, store.Path())
	if err != nil {
		return err
	}
	switch is, err := target.IsDatabase(); {
	case err != nil:
		return err
	case is:
		return fmt.Errorf("%s is a database: choose another file", path)
	}
	return target.Write(write)
}
