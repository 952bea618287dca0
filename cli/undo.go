package cli

import (
	"context"

	"github.com/spf13/cobra"

	"roster/data/change"
)

// newUndo returns the command that takes the newest change back.
func newUndo(s *commands) *cobra.Command {
	return &cobra.Command{
		Use:   "undo",
		Short: "Undo your latest change",
		Long: `undo undoes your latest change in this database, made in the app or with a command. Use it
again to undo the one before.`,
		Example: `  roster undo`,
		GroupID: groupChange,
		Run: s.onDatabase(nil, func(ctx context.Context, w *session, _ []string) error {
			return w.step(ctx, "Undone", w.History().NextUndo, w.Undo)
		}),
	}
}

// newRedo returns the command that does again what undo took back last.
func newRedo(s *commands) *cobra.Command {
	return &cobra.Command{
		Use:   "redo",
		Short: "Redo what you undid",
		Long: `redo redoes the change that you undid last in this database, in the app or with a command.
Use it again to redo the one before. Once you make another change, there is nothing to redo.`,
		Example: `  roster redo`,
		GroupID: groupChange,
		Run: s.onDatabase(nil, func(ctx context.Context, w *session, _ []string) error {
			return w.step(ctx, "Redone", w.History().NextRedo, w.Redo)
		}),
	}
}

// step takes one step through the user's changes, and prints which.
func (w *session) step(ctx context.Context, word string, next func(context.Context) (change.Change, error), take func(context.Context, change.Ref) (change.Change, error)) error {
	found, err := next(ctx)
	if err != nil {
		return err
	}
	taken, err := take(ctx, found.Ref())
	if err != nil {
		return err
	}
	return w.done("%s: %s", word, taken.Label)
}
