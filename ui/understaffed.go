package ui

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"roster/data/change"
	"roster/data/field"
	"roster/data/model"
	"roster/data/query"
	"roster/ui/style"
)

// understaffed is the number of teams with fewer active members than their minimum, for the
// header.
type understaffed struct {
	teams  int64
	gen    int                // counts of an older one are dropped
	cancel context.CancelFunc // ends the counting that is under way
}

// understaffedCounted is the answer to how many there are.
type understaffedCounted struct {
	gen   int
	teams int64
	err   error
}

// countUnderstaffed counts the teams again, if the user has set a minimum for any.
func (a *App) countUnderstaffed() tea.Cmd {
	a.understaffed.gen++
	if a.understaffed.cancel != nil {
		a.understaffed.cancel()
	}
	if a.style.Coverage <= 1 && !slices.ContainsFunc(a.store.Reader().Fields(model.TeamTable), field.Field.IsMinimum) {
		a.understaffed.teams = 0
		return nil
	}
	var ctx context.Context
	ctx, a.understaffed.cancel = context.WithCancel(context.Background())
	reader, gen := a.store.Reader(), a.understaffed.gen
	return func() tea.Msg {
		n, err := reader.Count(ctx, query.Query{List: query.Teams, Status: query.Understaffed})
		return understaffedCounted{gen, n, err}
	}
}

// receiveUnderstaffed handles the count. If counting failed the old count stays: the next
// refresh tries again, and the log has the error.
func (a *App) receiveUnderstaffed(msg understaffedCounted) {
	if msg.gen == a.understaffed.gen && msg.err == nil {
		a.understaffed.teams = msg.teams
	}
}

// words returns the text in the header, and a shorter one if that has no room.
func (u understaffed) words(say func(string) string) []string {
	switch u.teams {
	case 0:
		return nil
	case 1:
		return []string{say("1 team below its minimum"), "1 below its minimum"}
	}
	return []string{say(style.Plural(u.teams, "team") + " below their minimum"), style.Number(u.teams) + " below their minimum"}
}

// patch brings the screen up to date after a write of our own.
func (a *App) patch(effect change.Effect) tea.Cmd {
	return tea.Batch(a.view().Patch(effect), a.countUnderstaffed())
}
