package ui

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"roster/data/query"
	"roster/ui/list"
	"roster/ui/style"
	"roster/ui/views"
)

// maxOtherMatches is the maximum number of matches that are counted in the other list.
const maxOtherMatches = 100

// otherMatches is what a filter that matches no team finds among the heroes, or the other
// way round.
type otherMatches struct {
	list   query.List
	terms  []string
	isRead bool
	found  int
	more   bool
	err    error // the other list could not be read
}

// otherMatchesRead is the result of searching the other list.
type otherMatchesRead otherMatches

// noteSetter is a view that can show a remark about a filter that matches nothing.
type noteSetter interface{ Note(line string) }

// otherList returns the list that a filter of the view searches if its own has no match.
func (a *App) otherList() (list query.List, ok bool) {
	if a.prompt == nil || a.prompt.pane.Query().List != a.view().Query().List {
		return 0, false
	}
	switch a.open {
	case views.TeamsView:
		return query.Heroes, true
	case views.HeroesView:
		return query.Teams, true
	}
	return 0, false
}

// searchOtherList searches the other list once the filter that is being typed has matched
// nothing.
func (a *App) searchOtherList() tea.Cmd {
	list, ok := a.otherList()
	if !ok {
		return nil
	}
	pane := a.prompt.pane
	terms := pane.Query().Filter
	if len(terms) == 0 || pane.IsReading() || !pane.IsEmpty() || slices.Equal(terms, a.prompt.otherMatches.terms) {
		return nil
	}
	a.prompt.cancel()
	var ctx context.Context
	ctx, a.prompt.cancel = context.WithCancel(context.Background())
	a.prompt.otherMatches = otherMatches{list: list, terms: terms}
	reader, q := a.store.Reader(), query.Query{List: list, Filter: terms}
	return func() tea.Msg {
		e := otherMatchesRead{list: q.List, terms: q.Filter, isRead: true}
		if q.List == query.Heroes {
			p, err := reader.Heroes(ctx, q, query.Seek{Limit: maxOtherMatches})
			e.found, e.more, e.err = len(p.Rows), p.After, err
		} else {
			p, err := reader.Teams(ctx, q, query.Seek{Limit: maxOtherMatches})
			e.found, e.more, e.err = len(p.Rows), p.After, err
		}
		return e
	}
}

// receiveOtherMatches shows what was found in the other list.
func (a *App) receiveOtherMatches(msg otherMatchesRead) {
	if a.prompt == nil {
		return
	}
	if asked := a.prompt.otherMatches; asked.list != msg.list || !slices.Equal(asked.terms, msg.terms) {
		return
	}
	a.prompt.otherMatches = otherMatches(msg)
	a.setFilterNote(a.otherMatchesLine(a.prompt.otherMatches))
}

// setFilterNote puts a line into the place of the rows that there are not.
func (a *App) setFilterNote(line string) {
	if v, ok := a.view().(noteSetter); ok {
		v.Note(line)
	}
}

// otherMatchesLine returns how many match, and which key shows them; "" if none does. If the server
// is gone, the header says so.
func (a *App) otherMatchesLine(e otherMatches) string {
	one, many, other := "1 person matches", "people match", "heroes"
	if e.list == query.Teams {
		one, many, other = "1 team matches", "teams match", "teams"
	}
	one, many, other = a.style.Say(one), a.style.Say(many), a.style.Say(other)
	switch {
	case e.err != nil && !list.IsUnavailable(e.err):
		return "The " + other + " could not be searched: " + a.style.Clean(e.err.Error())
	case e.found == 0:
		return ""
	case e.found == 1:
		return one + ": enter shows it"
	case e.more:
		return "More than " + style.Number(int64(e.found)) + " " + many + ": enter shows them"
	}
	return style.Number(int64(e.found)) + " " + many + ": enter shows them"
}

// awaitsOtherMatches reports whether enter has to wait for what the filter finds.
func (a *App) awaitsOtherMatches() bool {
	if _, ok := a.otherList(); !ok || len(a.prompt.pane.Query().Filter) == 0 {
		return false
	}
	return a.prompt.pane.IsReading() || a.prompt.pane.IsEmpty() && !a.prompt.currentOtherMatches().isRead
}

// currentOtherMatches returns what the filter as it is finds there, as far as that is known.
func (p *prompt) currentOtherMatches() otherMatches {
	if !slices.Equal(p.otherMatches.terms, p.pane.Query().Filter) {
		return otherMatches{}
	}
	return p.otherMatches
}

// showOtherMatches goes to what the filter found, with the filter. The list that had no match
// shows all its rows again.
func (a *App) showOtherMatches() tea.Cmd {
	e := a.prompt.currentOtherMatches()
	a.prompt.pane.ClearFilter()
	a.prompt = nil
	return a.Visit(views.Matches(e.list, e.terms))
}
