package cli

import (
	"fmt"
	"os"
	"roster/cli/settings"

	"github.com/spf13/cobra"
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
			w, cfg, err := s.withoutDatabase(cmd)
			switch {
			case err != nil:
				return err
			case keys:
				_, err = fmt.Fprint(w.out, cfg.Keys)
				return err
			}
			_, err = fmt.Fprint(w.out, cfg)
			return err
		}),
	}
	cmd.Flags().BoolVar(&keys, "keys", false, "print all actions with their keys")
	return cmd
}

// effective returns the settings in force. With an error they are those that could be
// read.
func effective(f globalFlags) (settings.Settings, error) {
	s, err := settings.Load(settings.Path())
	s.Override(settings.Flags{Theme: f.theme, ASCII: f.ascii, GivenASCII: f.asciiSaid}, os.Getenv)
	return s, err
}
