package cli

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"roster/internal/outfile"
)

// newConfig returns the command that prints the settings in force.
func newConfig(s *shell) *cobra.Command {
	return &cobra.Command{
		Use:   "config",
		Short: "Print the settings, and where each comes from",
		Long: `config prints the settings in force, each with where it comes from: the command
line, the file of settings, or roster's default. The file is config.toml, in the
folder roster of your XDG config folder.`,
		Example: `  # What is in force, and why
  roster config

  # What --ascii would change
  roster config --ascii`,
		GroupID: groupSetUp,
		Run: s.taking(nil, func(cmd *cobra.Command, _ []string) error {
			if err := s.flags.check(nil); err != nil {
				return err
			}
			settings, err := effective(s.flags)
			if err != nil {
				return err
			}
			_, err = fmt.Fprint(outfile.Outlet{Writer: cmd.OutOrStdout(), Name: "standard output"}, settings)
			return err
		}),
	}
}

// effective returns the settings in force. With an error they are those that could be
// read.
func effective(f flags) (settings, error) {
	s, err := loadSettings(settingsPath())
	s.override(f, os.Getenv)
	return s, err
}
