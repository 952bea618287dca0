package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"

	"roster/data"
)

const historyDescription = `history prints the changes that were made in this database, the newest first: in
the app and with commands, by everybody. One that is undone can be redone; dropped
is one that was undone, and can't be redone any more, because of what was changed
after that. Secret names are not in it. A table cuts
what is longer than 40 characters; JSON and CSV don't.

With --clear it empties the history, after asking. Then none of these changes can
be undone any more, by anybody, and what was deleted can't be brought back. The
database is written anew, so that nothing of what was deleted is left in its
bytes; on a server, nor in what that knows of its columns (pg_stats). Copies and
backups keep what they have. On a server it takes the owner of the tables, and the
server's own log is left.`

// newHistory returns the command that prints the history, or empties it.
func newHistory(s *shell) *cobra.Command {
	var format string
	var clear, yes bool
	cmd := &cobra.Command{
		Use:   "history",
		Short: "Print the changes that were made, or forget them",
		Long:  historyDescription,
		Example: `  roster history
  roster history --format json | jq -r '.[0].change'

  # Nothing that was deleted can be brought back after this
  roster history --clear`,
		GroupID: groupLook,
		Run: s.taking(nil, func(cmd *cobra.Command, _ []string) error {
			if err := checkHistoryFlags(format, clear, yes); err != nil {
				return err
			}
			return s.session(cmd, exist, func(ctx context.Context, w *session) error {
				if clear {
					return w.clearHistory(ctx, yes)
				}
				return w.listHistory(ctx, format)
			})
		}),
	}
	formatFlag(cmd, &format)
	cmd.Flags().BoolVar(&clear, "clear", false, "empty the history, for good")
	cmd.Flags().BoolVar(&yes, "yes", false, "clear without asking")
	return cmd
}

func checkHistoryFlags(format string, clear, yes bool) error {
	switch {
	case yes && !clear:
		return usageError{errors.New("--yes is for --clear: add that, or leave it out")}
	case clear:
		return checkAskable(yes, "clear the history")
	}
	return checkFormat(format)
}

// listHistory prints the changes. Times are UTC but in a table, which is for
// people.
func (w *session) listHistory(ctx context.Context, format string) error {
	columns := []column{{"id", "ID", true}, {"at", "When", false}, {"actor", "Who", false}, {"state", "State", false}, {"rows", "Rows", true}, {"change", "Change", false}}
	return w.print(format, sheet{columns: columns}, func(row func(...cell) error) error {
		return w.EachChange(ctx, func(c data.Change) error {
			at := cell{c.At.Format(time.RFC3339Nano), c.At.Local().Format(time.DateTime)}
			if c.At.IsZero() {
				at = cell{nil, "-"}
			}
			return row(whole(c.ID), at, words(c.Actor), words(string(c.State)), whole(int64(c.Count)), words(c.Label))
		})
	})
}

// clearHistory empties the history, after saying what that means, unless yes is
// given.
func (w *session) clearHistory(ctx context.Context, yes bool) error {
	n, err := w.Count(ctx, data.Query{List: data.History})
	if err != nil {
		return err
	}
	question := fmt.Sprintf("Empty the history of %s? %s can't be undone any more, by anybody; what was deleted can't be brought back.", w.Path(), changes(n))
	if !yes && !confirm(ctx, os.Stdin, w.err, w.clean(question)) {
		if err := ctx.Err(); err != nil {
			return err
		}
		w.note("Nothing was cleared.")
		return nil
	}
	n, err = w.ClearHistory(ctx)
	if err != nil && w.HasWritten() {
		return partlyDone{err}
	}
	if err != nil {
		return err
	}
	return w.done("The history of %s is empty: %s forgotten", w.Path(), changes(n))
}

// changes returns "1 change" or "5 changes".
func changes(n int64) string {
	if n == 1 {
		return "1 change"
	}
	return fmt.Sprintf("%d changes", n)
}
