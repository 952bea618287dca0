// Package complete completes command lines in the shell.
package complete

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"roster/cli/find"
	"roster/data"
	"roster/data/model"
	"roster/internal/safetext"
)

// maxCompletions is how many names are offered.
const maxCompletions = 100

// Name is a team or a hero that can be offered to a user who presses tab.
type Name struct {
	id          model.ID
	kind        string
	name, about string
}

// Names reads the teams or heroes whose names begin with prefix.
type Names func(ctx context.Context, store *data.Store, prefix string) ([]Name, error)

// Teams reads teams.
func Teams(ctx context.Context, store *data.Store, prefix string) ([]Name, error) {
	teams, err := store.Reader().TeamsBeginning(ctx, prefix, maxCompletions)
	names := make([]Name, len(teams))
	for i, t := range teams {
		names[i] = Name{t.ID, store.Words().Say("team"), t.Name, find.AboutTeam(t)}
	}
	return names, err
}

// Heroes reads heroes.
func Heroes(ctx context.Context, store *data.Store, prefix string) ([]Name, error) {
	heroes, err := store.Reader().HeroesBeginning(ctx, prefix, maxCompletions)
	names := make([]Name, len(heroes))
	for i, h := range heroes {
		names[i] = Name{h.ID, store.Words().Say("hero"), h.Name, "age " + h.Age.Text}
		if !h.Age.Set {
			names[i].about = "no age"
		}
	}
	return names, err
}

// Any reads teams and heroes.
func Any(ctx context.Context, store *data.Store, prefix string) ([]Name, error) {
	teams, err := Teams(ctx, store, prefix)
	if err != nil {
		return nil, err
	}
	heroes, err := Heroes(ctx, store, prefix)
	return append(teams, heroes...), err
}

// Offer returns the completions of prefix: a name, or the ID if that is requested, if the name
// is ambiguous, or if it can't be typed. A word is offered once, whatever it may mean.
func Offer(names []Name, prefix string) []cobra.Completion {
	count := map[string]int{}
	for _, n := range names {
		count[n.kind+n.name]++
	}
	var words []string
	about := map[string]string{}
	for _, n := range names {
		word, what := n.name, n.kind+" "+n.about
		if IsID(prefix) || count[n.kind+n.name] > 1 || !speakable(n.name) {
			word, what = "id:"+n.id.String(), n.kind+" "+n.name+", "+n.about
		}
		if !typeable(word) {
			continue
		}
		switch before, there := about[word]; {
		case there:
			about[word] = before + " or " + what
		case !IsID(prefix) || strings.HasPrefix(word, prefix):
			words, about[word] = append(words, word), what
		}
	}
	words = words[:min(len(words), maxCompletions)]
	for i, word := range words {
		words[i] = cobra.CompletionWithDesc(word, safetext.Line(about[word]))
	}
	return words
}

// IsID reports whether an id is being typed, and no name.
func IsID(prefix string) bool { return strings.HasPrefix(prefix, "id:") }

// speakable reports whether a name can be used on a command line.
func speakable(name string) bool {
	return name != "" && typeable(name) && !strings.HasPrefix(name, "-") && !strings.HasPrefix(name, "id:") && !strings.HasPrefix(name, "_activeHelp_")
}

// typeable reports whether a shell takes a word as it is. One that inserts what several words
// have in common may insert it unquoted, so nothing that a shell would act on is offered.
func typeable(word string) bool {
	return word == strings.TrimSpace(word) && word == safetext.Line(word) && !strings.ContainsAny(word, "$`\\!;|&<>")
}

// Args completes the one argument with these words.
func Args(choices []string) cobra.CompletionFunc {
	return func(_ *cobra.Command, given []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
		if len(given) > 0 {
			choices = nil
		}
		return choices, cobra.ShellCompDirectiveNoFileComp
	}
}

// Flag completes the value of a flag with these words, and never with
// the name of a file.
func Flag(cmd *cobra.Command, flag string, choices ...string) {
	if err := cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(choices, cobra.ShellCompDirectiveNoFileComp)); err != nil {
		panic(err) // there is no such flag: every start would show it
	}
}
