package command

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"roster/cli/complete"
	"roster/cli/settings"
	"roster/data"
)

// maxThinking is how long completion may take: a user who presses tab waits no longer.
const maxThinking = 500 * time.Millisecond

// Completing completes each argument with names of the database.
func (s *Env) Completing(args ...complete.Names) cobra.CompletionFunc {
	return func(cmd *cobra.Command, given []string, prefix string) ([]cobra.Completion, cobra.ShellCompDirective) {
		if len(given) >= len(args) {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		s.Flags.NoteGiven(cmd)
		return s.complete(cmd.Context(), args[len(given)], prefix), cobra.ShellCompDirectiveNoFileComp
	}
}

// complete returns the completions of prefix. On any error there are none: this is not the
// time for messages.
func (s *Env) complete(ctx context.Context, read complete.Names, prefix string) []cobra.Completion {
	path, err := DatabasePath(s.Flags, nil)
	if err != nil {
		return nil
	}
	cfg, err := settings.Load(settings.Path())
	if err != nil {
		return nil
	}
	ctx, stop := context.WithTimeout(ctx, maxThinking)
	defer stop()
	store, err := OpenFile(ctx, path, data.Options{Schema: s.Program.Schema, ReadOnce: true, Names: cfg.NamesOf(path)})
	if err != nil {
		return nil
	}
	defer store.Close()
	begins := prefix
	if complete.IsID(prefix) {
		begins = ""
	}
	names, err := read(ctx, store, begins)
	if err != nil {
		return nil
	}
	return complete.Offer(names, prefix)
}

// CompleteTeam completes the value of the flag --team.
func (s *Env) CompleteTeam(cmd *cobra.Command) {
	names := s.Completing(complete.Teams)
	err := cmd.RegisterFlagCompletionFunc("team",
		func(cmd *cobra.Command, _ []string, prefix string) ([]cobra.Completion, cobra.ShellCompDirective) {
			return names(cmd, nil, prefix)
		})
	if err != nil {
		panic(err) // there is no such flag: every start would show it
	}
}
