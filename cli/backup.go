package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"roster/data"
	"roster/internal/safetext"
)

// newBackup returns the command that copies the database.
func newBackup(s *shell) *cobra.Command {
	var force bool
	cmd := &cobra.Command{
		Use:   "backup FILE",
		Short: "Copy the database, while others may write",
		Long: `backup copies the database as it is at one moment, with its history, into FILE.
Other programs may go on writing. The copy is a database like any other: to go
back to it, open it.`,
		Example: `  # A copy for today
  roster backup --db heroes.db heroes-monday.db

  # The same file every night
  roster backup --db heroes.db --force last-night.db`,
		GroupID: groupExchange,
		Args:    cobra.ExactArgs(1),
		Run: s.settled(func(cmd *cobra.Command, args []string) error {
			if args[0] == "" {
				return usageError{errNoFile}
			}
			return s.withStore(cmd.Context(), exist, func(ctx context.Context, store *data.Store) error {
				if err := backUp(ctx, store, args[0], force); err != nil {
					return err
				}
				_, err := fmt.Fprintf(outlet{cmd.OutOrStdout(), "standard output"}, "%s is copied to %s.\n", safetext.Line(store.Path()), safetext.Line(args[0]))
				return err
			})
		}),
	}
	cmd.Flags().BoolVar(&force, "force", false, "replace FILE where it exists")
	return cmd
}

// backUp copies the database into the file at path.
func backUp(ctx context.Context, store *data.Store, path string, force bool) error {
	target, err := newTarget(path, store)
	if err != nil {
		return err
	}
	if exists(target.path) && !force {
		return fmt.Errorf("%s exists: name another file, or replace it with --force", path)
	}
	for _, ending := range besideDatabase() {
		if exists(target.path + ending) {
			// It would be taken for a part of the copy.
			return fmt.Errorf("%s is in use, or was left by a program that crashed: %s is beside it; name another file", path, path+ending)
		}
	}
	return target.fill(func(temporary string) error { return store.Backup(ctx, temporary) })
}
