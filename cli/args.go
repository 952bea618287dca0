package cli

import (
	"roster/cli/usage"
	"strings"

	"github.com/spf13/cobra"
)

// taking returns what runs a command with an argument for each of these names.
// Cobra would check them too, but its error would go through fang; see
// [shell.settled].
func (s *commands) taking(names []string, run func(cmd *cobra.Command, args []string) error) func(*cobra.Command, []string) {
	return s.settled(func(cmd *cobra.Command, args []string) error {
		if err := usage.Args(cmd.CommandPath(), names, args); err != nil {
			return err
		}
		return run(cmd, args)
	})
}

// family returns a command that groups others: by itself it only lists them.
func (s *commands) family(parent *cobra.Command, children ...*cobra.Command) *cobra.Command {
	parent.AddCommand(children...)
	var names []string
	for _, child := range children {
		names = append(names, child.Name())
	}
	parent.Run = s.settled(func(cmd *cobra.Command, args []string) error {
		if len(args) > 0 {
			return usage.Errorf("there is no command \"%s %s\": use %s %s", cmd.CommandPath(), args[0], cmd.CommandPath(), strings.Join(names, " or "))
		}
		return usage.Errorf("%s what? Type %s %s", cmd.CommandPath(), cmd.CommandPath(), strings.Join(names, ", or "+cmd.CommandPath()+" "))
	})
	return parent
}
