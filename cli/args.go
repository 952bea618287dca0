package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"roster/data/address"
	"roster/data/model"
)

// taking returns what runs a command with an argument for each of these names.
// Cobra would check them too, but its error would go through fang; see
// [shell.settled].
func (s *commands) taking(names []string, run func(cmd *cobra.Command, args []string) error) func(*cobra.Command, []string) {
	return s.settled(func(cmd *cobra.Command, args []string) error {
		if err := checkArgs(cmd.CommandPath(), names, args); err != nil {
			return err
		}
		return run(cmd, args)
	})
}

// checkArgs returns what is wrong with the arguments of a command, which has these.
func checkArgs(command string, names, args []string) error {
	switch {
	case len(args) < len(names):
		return usageError{fmt.Errorf("%s needs %s: %s is missing", command, strings.Join(names, " and "), names[len(args)])}
	case len(args) > len(names) && len(names) == 0:
		return usageError{fmt.Errorf("%s takes no arguments, but got %q%s", command, address.Redacted(args[0]), databaseHint(args[0]))}
	case len(args) > len(names):
		return usageError{fmt.Errorf("%s needs %s, but got %d arguments: put names with spaces in quotes", command, strings.Join(names, " and "), len(args))}
	}
	if at := slices.Index(args, ""); at >= 0 {
		return usageError{fmt.Errorf("%s is empty", names[at])}
	}
	return nil
}

// databaseHint explains how to name the database, if a word looks like one.
func databaseHint(word string) string {
	if !strings.ContainsAny(word, `./\`) {
		return ""
	}
	return "; to choose the database, use --db " + address.Redacted(word)
}

// family returns a command that groups others: by itself it only lists them.
func (s *commands) family(parent *cobra.Command, children ...*cobra.Command) *cobra.Command {
	parent.AddCommand(children...)
	var names []string
	for _, child := range children {
		names = append(names, child.Name())
	}
	parent.Run = s.settled(func(cmd *cobra.Command, args []string) error {
		what := fmt.Sprintf("%s what? Type %s %s", cmd.CommandPath(), cmd.CommandPath(), strings.Join(names, ", or "+cmd.CommandPath()+" "))
		if len(args) > 0 {
			return usageError{fmt.Errorf("there is no command \"%s %s\": use %s %s", cmd.CommandPath(), args[0], cmd.CommandPath(), strings.Join(names, " or "))}
		}
		return usageError{errors.New(what)}
	})
	return parent
}

// oneOf returns an error unless a value is among these. It begins with what, such
// as "--format must be".
func oneOf(what, value string, choices []string) error {
	if slices.Contains(choices, value) {
		return nil
	}
	return usageError{fmt.Errorf("%s %s, not %q%s", what, model.Alternatives(choices), value, databaseHint(value))}
}

// either names flags: "--a, --b or --c".
func either(names []string) string {
	last := len(names) - 1
	if last == 0 {
		return "--" + names[0]
	}
	return "--" + strings.Join(names[:last], ", --") + " or --" + names[last]
}
