package cli

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"roster/cli/command"
	"roster/cli/output"
	"roster/cli/usage"
	"roster/data/access"
	"roster/data/change"
	"roster/data/query"
)

const historyDescription = `history prints the changes by all users, made in the app and with commands, the newest
first. An undone change can be redone. A dropped change was undone too, but can't be redone
because of a later change. A final change, such as a new field, can't be undone. Secret
names are left out. Tables cut values after 40 characters; other formats don't.

--about, --by, --others and --since choose which changes to print. Case and accents don't
matter.`

const clearDescription = `

--clear empties the history, after asking. After that, you can't undo any of the changes
or restore what was deleted. The database is rewritten, so that nothing deleted is left
in its bytes, or in the statistics of a server (pg_stats). Copies and backups keep what
they contain. On a server, only the owner of the tables can do this, and the server's
own log stays as it is.`

// newHistory returns the command that prints the history, or empties it.
func newHistory(s *command.Env) *cobra.Command {
	var format string
	var clear, yes bool
	var choice historyChoice
	cmd := &cobra.Command{
		Use:   "history",
		Short: "Print the changes",
		Long:  historyDescription,
		Example: `  roster history
  roster history --others --since monday
  roster history --about Jonas --by ana
  roster history --format json | jq -r '.[0].change'`,
		GroupID: command.GroupLook,
		Run: s.WithArgs(nil, func(cmd *cobra.Command, _ []string) error {
			q, err := choice.query(time.Now())
			if err := cmp.Or(err, checkHistoryFlags(format, clear, yes, cmd.Flags().Changed)); err != nil {
				return err
			}
			return s.WithSession(cmd, command.Existing, func(ctx context.Context, w *command.Session) error {
				if clear {
					return clearHistory(ctx, w, yes)
				}
				return listHistory(ctx, w, format, q)
			})
		}),
	}
	command.FormatFlag(cmd, &format)
	choice.flags(cmd)
	if !s.May(access.Machine) {
		return cmd
	}
	cmd.Short += ", or erase them for good"
	cmd.Long += clearDescription
	cmd.Example += "\n\n  # Nothing that was deleted can be restored after this\n  roster history --clear"
	cmd.Flags().BoolVar(&clear, "clear", false, "erase the history for good")
	cmd.Flags().BoolVar(&yes, "yes", false, "clear without asking")
	return cmd
}

func checkHistoryFlags(format string, clear, yes bool, isSet func(flag string) bool) error {
	switch {
	case clear && slices.ContainsFunc(historyFlags(), isSet):
		return usage.Errorf("--clear erases the whole history: leave out --%s", strings.Join(historyFlags(), ", --"))
	case yes && !clear:
		return usage.Errorf("--yes can only be used with --clear")
	case clear:
		return command.CheckAskable(yes, "clear the history")
	}
	return command.CheckFormat(format)
}

// listHistory prints the changes of a query. Times are in UTC, but local in a table.
func listHistory(ctx context.Context, w *command.Session, format string, q query.Query) error {
	columns := []output.Column{
		w.Number("id", "ID"), w.Column("at", "When"), w.Column("actor", "Who"),
		w.Column("state", "State"), w.Number("rows", "Rows"), w.Column("change", "Change"),
	}
	return w.Print(format, output.Sheet{Columns: columns}, func(row func(...output.Cell) error) error {
		return w.History().EachChange(ctx, q, func(c change.Change) error {
			return row(output.Number(c.ID), output.Time(c.At), output.Text(c.Actor),
				output.Text(string(c.State)), output.Number(int64(c.Count)), output.Text(c.Label))
		})
	})
}

// clearHistory empties the history, after saying what that means, unless yes is
// given.
func clearHistory(ctx context.Context, w *command.Session, yes bool) error {
	n, err := w.Reader().Count(ctx, query.Query{List: query.History})
	if err != nil {
		return err
	}
	question := fmt.Sprintf("Clear the history of %s? No one will be able to undo %s, or to restore what was deleted.", w.Path(), changes(n))
	if sure, err := w.Confirmed(ctx, yes, question, "Nothing was cleared."); !sure {
		return err
	}
	n, err = w.ClearHistory(ctx)
	if err != nil && w.HasWritten() {
		return command.Partly(err)
	}
	if err != nil {
		return err
	}
	return w.Done("Cleared the history of %s: %s erased", w.Path(), changes(n))
}

// changes returns "1 change" or "5 changes".
func changes(n int64) string {
	if n == 1 {
		return "1 change"
	}
	return fmt.Sprintf("%d changes", n)
}
