package cli

import (
	"context"

	"github.com/spf13/cobra"

	"roster/cli/command"
	"roster/data/change"
)

// newUndo returns the command that takes the newest change back.
func newUndo(s *command.Env) *cobra.Command {
	return &cobra.Command{
		Use:   "undo",
		Short: "Undo your latest change",
		Long: `undo undoes your latest change in this database, made in the app or with a command. Use it
again to undo the one before.`,
		Example: `  roster undo`,
		GroupID: command.GroupChange,
		Run: s.OnDatabase(nil, func(ctx context.Context, w *command.Session, _ []string) error {
			return stepHistory(ctx, w, "Undone", w.History().NextUndo, w.Undo)
		}),
	}
}

// newRedo returns the command that does again what undo took back last.
func newRedo(s *command.Env) *cobra.Command {
	return &cobra.Command{
		Use:   "redo",
		Short: "Redo what you undid",
		Long: `redo redoes the change that you undid last in this database, in the app or with a command.
Use it again to redo the one before. Once you make another change, there is nothing to redo.`,
		Example: `  roster redo`,
		GroupID: command.GroupChange,
		Run: s.OnDatabase(nil, func(ctx context.Context, w *command.Session, _ []string) error {
			return stepHistory(ctx, w, "Redone", w.History().NextRedo, w.Redo)
		}),
	}
}

// stepHistory takes one step through the user's changes, and prints which.
func stepHistory(
	ctx context.Context, w *command.Session, word string,
	next func(context.Context) (change.Change, error),
	take func(context.Context, change.Ref) (change.Change, error),
) error {
	found, err := next(ctx)
	if err != nil {
		return err
	}
	taken, err := take(ctx, found.Ref())
	if err != nil {
		return err
	}
	return w.Done("%s: %s", word, taken.Label)
}
