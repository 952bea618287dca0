package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"roster/cli/command"
)

// newConfig returns the command that prints the settings in force.
func newConfig(s *command.Env) *cobra.Command {
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
		GroupID: command.GroupSetUp,
		Run: s.WithArgs(nil, func(cmd *cobra.Command, _ []string) error {
			if err := s.Flags.Check(nil); err != nil {
				return err
			}
			w, cfg, err := s.WithoutDatabase(cmd)
			switch {
			case err != nil:
				return err
			case keys:
				_, err = fmt.Fprint(w.Out, cfg.Keys)
				return err
			}
			_, err = fmt.Fprint(w.Out, cfg)
			return err
		}),
	}
	cmd.Flags().BoolVar(&keys, "keys", false, "print all actions with their keys")
	return cmd
}
