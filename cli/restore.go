package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"

	"roster/cli/command"
	"roster/cli/usage"
	"roster/data"
	"roster/data/address"
	"roster/data/model"
	"roster/internal/outfile"
)

const restoreDescription = `restore checks a backup, and replaces the database with it, after asking. The database is
replaced completely or not at all, and the old one is kept in a file beside it.

First quit every roster that has the database open: restore waits five seconds for them,
and then gives up. Don't copy a backup over an open database with cp or other programs.

restore is for files only. For a database on a server, use roster import with an export,
or pg_restore with the output of pg_dump.`

// newRestore returns the command that goes back to a backup.
func newRestore(s *command.Env) *cobra.Command {
	yes := false
	cmd := &cobra.Command{
		Use:   "restore FILE",
		Short: "Replace the database with a backup",
		Long:  restoreDescription,
		Example: `  # Restore Monday's backup
  roster restore --db heroes.db heroes-monday.db`,
		GroupID: command.GroupExchange,
		Run: s.WithArgs([]string{"FILE"}, func(cmd *cobra.Command, args []string) error {
			if err := command.CheckAskable(yes, "restore"); err != nil {
				return err
			}
			return s.Interruptible(cmd.Context(), func(ctx context.Context) error {
				return restore(ctx, s, cmd, args[0], yes)
			})
		}),
	}
	cmd.Flags().BoolVar(&yes, "yes", false, "restore without asking")
	return cmd
}

// restore replaces the database that the flags name by the backup at from.
func restore(ctx context.Context, s *command.Env, cmd *cobra.Command, from string, yes bool) (err error) {
	cfg, err := s.Flags.Settings()
	if err != nil {
		return err
	}
	if err := s.Flags.Check(nil); err != nil {
		return err
	}
	path, err := command.DatabasePath(s.Flags, nil)
	switch {
	case err != nil:
		return err
	case address.IsURL(path):
		return usage.Errorf("restore is for files only: for a database on a server, use roster import or pg_restore")
	case address.IsURL(from):
		return usage.Errorf("FILE must be a file: roster backup creates one from a database on a server")
	case address.IsPartOf(from, path):
		return fmt.Errorf("%s belongs to the database itself: choose another file", from)
	}
	backup, err := openBackup(ctx, from, cfg.NamesOf(path))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, backup.Close()) }()
	w := command.NewSession(cmd, backup, cfg)
	question := fmt.Sprintf("Replace %s with %s? The old database is kept in a file beside it.", path, from)
	if sure, err := w.Confirmed(ctx, yes, question, "Nothing was restored."); !sure {
		return err
	}
	kept, err := replaceBy(ctx, backup, path)
	if err != nil {
		return err
	}
	if err := w.Say("Restored %s from %s.", path, from); err != nil || kept == "" {
		return err
	}
	return w.Say("The old database is in %s: delete it when you no longer need it.", kept)
}

// openBackup opens a backup, and refuses one that is damaged.
func openBackup(ctx context.Context, path string, names model.Names) (*data.Store, error) {
	backup, err := data.Open(ctx, path, data.Options{ReadOnce: true, Names: names})
	if err != nil {
		return nil, err
	}
	damaged, err := backup.IsDamaged(ctx)
	if err == nil && damaged {
		err = fmt.Errorf("%s is damaged: nothing was restored; choose another backup", path)
	}
	if err != nil {
		return nil, errors.Join(err, backup.Close())
	}
	return backup, nil
}

// replaceBy replaces the database at path with a copy of the backup, and returns the place
// where the replaced file is kept, "" if there was none.
func replaceBy(ctx context.Context, backup *data.Store, path string) (kept string, err error) {
	target, err := outfile.NewTarget(path, backup.Path())
	if err != nil {
		return "", err
	}
	held, err := data.LockForReplacing(ctx, target.Path)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, held.Release()) }()
	ending := ".replaced-" + time.Now().Format("20060102-150405")
	err = target.Fill(func(file *os.File) error {
		err := copyInto(ctx, backup, file, target.Name)
		if err == nil {
			err = held.Fit(ctx, file.Name())
		}
		if err == nil {
			err = outfile.Error(path+ending, held.Keep(target.Path+ending))
		}
		return err
	})
	switch {
	case err != nil:
		return "", errors.Join(err, held.Drop())
	case !held.Kept():
		return "", nil
	}
	return path + ending, nil
}
