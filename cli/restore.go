package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"

	"roster/data"
	"roster/data/address"
	"roster/internal/outfile"
)

const restoreDescription = `restore puts a backup in the place of the database, after asking. Quit every roster
that has the database open first: restore waits five seconds for them, and then
refuses. It checks the backup before that, which stays as it is. The database is
replaced as a whole or not at all, and what it held is kept in a file beside it.

Don't copy a backup over a database that is open, with cp or otherwise.

It is for files only: into a database on a server, roster import reads an export,
and pg_restore what pg_dump wrote.`

// newRestore returns the command that goes back to a backup.
func newRestore(s *shell) *cobra.Command {
	yes := false
	cmd := &cobra.Command{
		Use:   "restore FILE",
		Short: "Go back to a backup",
		Long:  restoreDescription,
		Example: `  # Go back to the copy of Monday
  roster restore --db heroes.db heroes-monday.db`,
		GroupID: groupExchange,
		Run: s.taking([]string{"FILE"}, func(cmd *cobra.Command, args []string) error {
			if err := checkAskable(yes, "restore"); err != nil {
				return err
			}
			return s.interruptible(cmd.Context(), func(ctx context.Context) error {
				return s.restore(ctx, cmd, args[0], yes)
			})
		}),
	}
	cmd.Flags().BoolVar(&yes, "yes", false, "restore without asking")
	return cmd
}

// restore replaces the database that the flags name by the backup at from.
func (s *shell) restore(ctx context.Context, cmd *cobra.Command, from string, yes bool) (err error) {
	settings, err := effective(s.flags)
	if err != nil {
		return err
	}
	if err := s.flags.check(nil); err != nil {
		return err
	}
	path, err := databasePath(s.flags, nil)
	switch {
	case err != nil:
		return err
	case address.IsURL(path):
		return usageError{errors.New("restore is for files only: into a database on a server, roster import reads an export, and pg_restore what pg_dump wrote")}
	case address.IsURL(from):
		return usageError{errors.New("FILE is a file: make one of a database on a server with roster backup")}
	case address.IsPartOf(from, path):
		return fmt.Errorf("%s belongs to the database itself: name another file", from)
	}
	backup, err := openBackup(ctx, from)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, backup.Close()) }()
	w := &session{Store: backup, out: outfile.Outlet{Writer: cmd.OutOrStdout(), Name: "standard output"}, err: cmd.ErrOrStderr(), ascii: settings.ascii.value}
	question := fmt.Sprintf("Replace %s by %s? What it holds now is kept in a file beside it.", path, from)
	if !yes && !confirm(ctx, os.Stdin, w.err, w.clean(question)) {
		if err := ctx.Err(); err != nil {
			return err
		}
		w.note("Nothing was restored.")
		return nil
	}
	kept, err := replaceBy(ctx, backup, path)
	if err != nil {
		return err
	}
	if err := w.say("%s is restored from %s.", path, from); err != nil || kept == "" {
		return err
	}
	return w.say("What it held before is in %s: remove that when nobody needs it any more.", kept)
}

// openBackup opens a backup, and refuses one that is damaged.
func openBackup(ctx context.Context, path string) (*data.Store, error) {
	backup, err := data.Open(ctx, path, data.Options{Glance: true})
	if err != nil {
		return nil, err
	}
	damaged, err := backup.IsDamaged(ctx)
	if err == nil && damaged {
		err = fmt.Errorf("%s is damaged: nothing was restored; name another backup", path)
	}
	if err != nil {
		return nil, errors.Join(err, backup.Close())
	}
	return backup, nil
}

// replaceBy puts a copy of the backup in the place of the database at path, and returns
// where what was there is kept, "" if nothing was.
func replaceBy(ctx context.Context, backup *data.Store, path string) (kept string, err error) {
	target, err := outfile.NewTarget(path, backup.Path())
	if err != nil {
		return "", err
	}
	held, err := data.Seize(ctx, target.Path)
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
