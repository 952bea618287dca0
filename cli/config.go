package cli

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"roster/internal/outfile"
)

// newConfig returns the command that prints the settings in force.
func newConfig(s *commands) *cobra.Command {
	var keys bool
	cmd := &cobra.Command{
		Use:   "config",
		Short: "Print the settings in use",
		Long: `config prints the settings in use, and where each comes from: the command line, the
settings file, or the defaults. The settings file is roster/config.toml in your config
folder (XDG_CONFIG_HOME). It does not exist until you create it.

--keys prints all actions with their keys, as in the table [keys] of the settings file. Copy
the lines you want to change.`,
		Example: `  # Print the settings in use
  roster config

  # See the effect of a flag
  roster config --ascii

  # Print the keys
  roster config --keys`,
		GroupID: groupSetUp,
		Run: s.taking(nil, func(cmd *cobra.Command, _ []string) error {
			if err := s.flags.check(nil); err != nil {
				return err
			}
			settings, err := effective(s.flags)
			if err != nil {
				return err
			}
			out := outfile.Outlet{Writer: cmd.OutOrStdout(), Name: "standard output"}
			if keys {
				_, err = fmt.Fprint(out, settings.keys)
				return err
			}
			_, err = fmt.Fprint(out, settings)
			return err
		}),
	}
	cmd.Flags().BoolVar(&keys, "keys", false, "print all actions with their keys")
	return cmd
}

// effective returns the settings in force. With an error they are those that could be
// read.
func effective(f globalFlags) (activeSettings, error) {
	s, err := loadSettings(settingsPath())
	s.override(f, os.Getenv)
	return s, err
}
