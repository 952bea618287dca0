package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"syscall"

	"github.com/spf13/cobra"

	"roster/cli/command"
	"roster/data"
	"roster/data/address"
	"roster/data/model"
	"roster/internal/outfile"
	"roster/internal/userfile"
)

// newBackup returns the command that copies the database.
func newBackup(s *command.Env) *cobra.Command {
	var force bool
	cmd := &cobra.Command{
		Use:   "backup FILE",
		Short: "Copy the database, even while others write to it",
		Long: `backup copies the database and its history to FILE, as of one moment. Other programs can
continue to write. The copy is a database like any other: you can open it, or restore it
with roster restore.

From a server, backup copies teams, heroes and memberships, but not the history. pg_dump
copies everything.`,
		Example: `  # Keep today's state
  roster backup --db heroes.db heroes-monday.db

  # Replace the same file every night
  roster backup --db heroes.db --force last-night.db`,
		GroupID: command.GroupExchange,
		Run: s.OnDatabase([]string{"FILE"}, func(ctx context.Context, w *command.Session, args []string) error {
			if err := backUp(ctx, w.Store, args[0], force); err != nil {
				return err
			}
			return w.Done("Copied %s to %s.", w.Path(), args[0])
		}),
	}
	cmd.Flags().BoolVar(&force, "force", false, "replace FILE if it exists")
	return cmd
}

// backUp copies the database into the file at path.
func backUp(ctx context.Context, store *data.Store, path string, force bool) error {
	target, err := outfile.NewTarget(path, store.Path())
	if err != nil {
		return err
	}
	if userfile.Exists(target.Path) && !force {
		return fmt.Errorf("%s exists: choose another file, or use --force to replace it", path)
	}
	for _, ending := range address.FilesBeside() {
		if userfile.Exists(target.Path + ending) {
			// It would be taken for a part of the copy.
			return fmt.Errorf("%s is in use, or was left by a program that crashed, because %s exists: choose another file", path, path+ending)
		}
	}
	return target.Fill(func(file *os.File) error { return copyInto(ctx, store, file, target.Name) })
}

// copyInto copies the database into an empty file that is to become the one of that
// name.
func copyInto(ctx context.Context, store *data.Store, file *os.File, name string) error {
	err := store.Backup(ctx, file.Name())
	if model.ErrorCode(err) == model.Full { // the disk of the copy: the database is only read
		return outfile.Error(name, syscall.ENOSPC)
	}
	if err != nil {
		return err
	}
	if info, err := file.Stat(); err != nil || info.Size() == 0 { // SQLite goes by the name
		return errors.Join(err, fmt.Errorf("%s can't be written: another program moved its temporary file", name))
	}
	return nil
}
