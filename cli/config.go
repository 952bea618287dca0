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
settings file, or roster's defaults. The file is roster/config.toml in your XDG
config folder.

--keys prints which keys do what, as the table [keys] of that file takes it: copy the
lines you want to change.`,
		Example: `  # The settings in use
  roster config

  # The same with --ascii
  roster config --ascii

  # What the keys do
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
	cmd.Flags().BoolVar(&keys, "keys", false, "print what the keys do")
	return cmd
}
