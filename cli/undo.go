package cli

import (
	"context"

	"github.com/spf13/cobra"
)

// newUndo returns the command that takes the newest change back.
func newUndo(s *shell) *cobra.Command {
	return &cobra.Command{
		Use:   "undo",
		Short: "Take back your latest change",
		Long: `undo takes back your latest change in this database, made with a command or in the app.
Use it again to take back the one before.`,
		Example: `  roster undo`,
		GroupID: groupChange,
		Run: s.taking(nil, func(cmd *cobra.Command, _ []string) error {
			return s.session(cmd, exist, func(ctx context.Context, w *session) error {
				next, err := w.NextUndo(ctx)
				if err != nil {
					return err
				}
				undone, err := w.Undo(ctx, next.Ref())
				if err != nil {
					return err
				}
				return w.done("Undone: %s", undone.Label)
			})
		}),
	}
}
