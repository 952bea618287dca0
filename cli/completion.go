package cli

import (
	"github.com/spf13/cobra"

	"roster/cli/command"
	"roster/cli/complete"
	"roster/cli/usage"
	"roster/internal/outfile"
)

// newCompletion returns the command that prints what a shell needs.
func newCompletion(s *command.Env) *cobra.Command {
	return &cobra.Command{
		Use:   "completion bash|zsh|fish|powershell",
		Short: "Print the completion script for your shell",
		Long: `completion prints a script for your shell. It completes commands, flags, formats,
and the names of teams and heroes in the database.`,
		Example: `  # bash: for this session, or for every session
  source <(roster completion bash)
  roster completion bash > ~/.local/share/bash-completion/completions/roster

  # zsh: in a folder of your fpath
  roster completion zsh > ~/.zfunc/_roster

  # fish
  roster completion fish > ~/.config/fish/completions/roster.fish`,
		GroupID:           command.GroupSetUp,
		ValidArgsFunction: complete.Args(complete.Shells()),
		Run: s.WithArgs([]string{"the name of a shell"}, func(cmd *cobra.Command, args []string) error {
			if err := usage.Value("the shell must be", args[0], complete.Shells()); err != nil {
				return err
			}
			out := outfile.NamedWriter{Writer: cmd.OutOrStdout(), Name: "standard output"}
			return complete.Script(cmd.Root(), args[0], out)
		}),
	}
}
