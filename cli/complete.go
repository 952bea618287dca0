package cli

import (
	"context"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"roster/cli/find"
	"roster/cli/settings"
	"roster/data"
	"roster/data/model"
	"roster/internal/safetext"
)

const (
	maxCompletions = 100                    // how many names are offered
	maxThinking    = 500 * time.Millisecond // a user who presses tab waits no longer
)

// nameCompletion is a team or a hero that can be offered to a user who presses tab.
type nameCompletion struct {
	id          model.ID
	kind        string
	name, about string
}

// namesOf reads the teams or heroes whose names begin with prefix.
type namesOf func(ctx context.Context, store *data.Store, prefix string) ([]nameCompletion, error)

func teamNames(ctx context.Context, store *data.Store, prefix string) ([]nameCompletion, error) {
	teams, err := store.Reader().TeamsBeginning(ctx, prefix, maxCompletions)
	names := make([]nameCompletion, len(teams))
	for i, t := range teams {
		names[i] = nameCompletion{t.ID, store.Words().Say("team"), t.Name, find.AboutTeam(t)}
	}
	return names, err
}

func heroNames(ctx context.Context, store *data.Store, prefix string) ([]nameCompletion, error) {
	heroes, err := store.Reader().HeroesBeginning(ctx, prefix, maxCompletions)
	names := make([]nameCompletion, len(heroes))
	for i, h := range heroes {
		names[i] = nameCompletion{h.ID, store.Words().Say("hero"), h.Name, "age " + h.Age.Text}
		if !h.Age.Set {
			names[i].about = "no age"
		}
	}
	return names, err
}

func anyNames(ctx context.Context, store *data.Store, prefix string) ([]nameCompletion, error) {
	teams, err := teamNames(ctx, store, prefix)
	if err != nil {
		return nil, err
	}
	heroes, err := heroNames(ctx, store, prefix)
	return append(teams, heroes...), err
}

// completing completes each argument with names of the database.
func (s *commands) completing(args ...namesOf) cobra.CompletionFunc {
	return func(cmd *cobra.Command, given []string, prefix string) ([]cobra.Completion, cobra.ShellCompDirective) {
		if len(given) >= len(args) {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		s.flags.read(cmd)
		return s.complete(cmd.Context(), args[len(given)], prefix), cobra.ShellCompDirectiveNoFileComp
	}
}

// complete returns the completions of prefix. On any error there are none: this is not the
// time for messages.
func (s *commands) complete(ctx context.Context, read namesOf, prefix string) []cobra.Completion {
	path, err := databasePath(s.flags, nil)
	if err != nil {
		return nil
	}
	cfg, err := settings.Load(settings.Path())
	if err != nil {
		return nil
	}
	ctx, stop := context.WithTimeout(ctx, maxThinking)
	defer stop()
	store, err := openFile(ctx, path, data.Options{Schema: s.program.Schema, ReadOnce: true, Names: cfg.NamesOf(path)})
	if err != nil {
		return nil
	}
	defer store.Close()
	begins := prefix
	if isID(prefix) {
		begins = ""
	}
	names, err := read(ctx, store, begins)
	if err != nil {
		return nil
	}
	return offer(names, prefix)
}

// offer returns the completions of prefix: a name, or the ID if that is requested, if the name
// is ambiguous, or if it can't be typed. A word is offered once, whatever it may mean.
func offer(names []nameCompletion, prefix string) []cobra.Completion {
	count := map[string]int{}
	for _, n := range names {
		count[n.kind+n.name]++
	}
	var words []string
	about := map[string]string{}
	for _, n := range names {
		word, what := n.name, n.kind+" "+n.about
		if isID(prefix) || count[n.kind+n.name] > 1 || !speakable(n.name) {
			word, what = "id:"+n.id.String(), n.kind+" "+n.name+", "+n.about
		}
		if !typeable(word) {
			continue
		}
		switch before, there := about[word]; {
		case there:
			about[word] = before + " or " + what
		case !isID(prefix) || strings.HasPrefix(word, prefix):
			words, about[word] = append(words, word), what
		}
	}
	words = words[:min(len(words), maxCompletions)]
	for i, word := range words {
		words[i] = cobra.CompletionWithDesc(word, safetext.Line(about[word]))
	}
	return words
}

func isID(prefix string) bool { return strings.HasPrefix(prefix, "id:") }

// speakable reports whether a name can be used on a command line.
func speakable(name string) bool {
	return name != "" && typeable(name) && !strings.HasPrefix(name, "-") && !strings.HasPrefix(name, "id:") && !strings.HasPrefix(name, "_activeHelp_")
}

// typeable reports whether a shell takes a word as it is. One that inserts what several words
// have in common may insert it unquoted, so nothing that a shell would act on is offered.
func typeable(word string) bool {
	return word == strings.TrimSpace(word) && word == safetext.Line(word) && !strings.ContainsAny(word, "$`\\!;|&<>")
}

// fixedArgs completes the one argument with these words.
func fixedArgs(choices []string) cobra.CompletionFunc {
	return func(_ *cobra.Command, given []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
		if len(given) > 0 {
			choices = nil
		}
		return choices, cobra.ShellCompDirectiveNoFileComp
	}
}

// completeFlag completes the value of a flag with these words, and never with
// the name of a file.
func completeFlag(cmd *cobra.Command, flag string, choices ...string) {
	if err := cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(choices, cobra.ShellCompDirectiveNoFileComp)); err != nil {
		panic(err) // there is no such flag: every start would show it
	}
}

// completeTeam completes the value of the flag --team.
func (s *commands) completeTeam(cmd *cobra.Command) {
	err := cmd.RegisterFlagCompletionFunc("team", func(cmd *cobra.Command, _ []string, prefix string) ([]cobra.Completion, cobra.ShellCompDirective) {
		return s.completing(teamNames)(cmd, nil, prefix)
	})
	if err != nil {
		panic(err) // there is no such flag: every start would show it
	}
}
