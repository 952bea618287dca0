package cli

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"roster/cli/command"
	"roster/internal/sqlmodel"
)

// newModels returns the command that prints the classes of the database in
// Python.
func newModels(s *command.Env) *cobra.Command {
	return &cobra.Command{
		Use:   "models",
		Short: "Print the SQLModel classes that match the database",
		Long: `models prints SQLModel classes that match the tables of the database, with their names,
custom fields, keys and unique constraints. Paste them into a Python program with SQLModel
0.0.8 or later. Without custom fields, the classes are those of the tutorial.`,
		Example: "  roster models --db heroes.db > models.py",
		GroupID: command.GroupExchange,
		Run: s.OnDatabase(nil, func(_ context.Context, w *command.Session, _ []string) error {
			return w.Printable(func(out io.Writer) error {
				_, err := io.WriteString(out, sqlmodel.Classes(w.Declared, w.IsSince))
				return err
			})
		}),
	}
}
