package cli

import (
	"io"

	"github.com/spf13/cobra"

	"roster/cli/command"
	"roster/cli/manpage"
)

// newMan returns the command that prints the manual page.
func newMan(s *command.Env) *cobra.Command {
	return &cobra.Command{
		Use:   "man",
		Short: "Print the manual page",
		Long:  "man prints the manual page in the format of man and mandoc, with the keys of your settings.",
		Example: `  # Install it for your account
  roster man > ~/.local/share/man/man1/roster.1`,
		GroupID: command.GroupSetUp,
		Run: s.WithArgs(nil, func(cmd *cobra.Command, _ []string) error {
			w, cfg, err := s.WithoutDatabase(cmd)
			if err != nil {
				return err
			}
			_, err = io.WriteString(w.Out, manpage.Text(cmd.Root(), cfg.Keys))
			return err
		}),
	}
}
