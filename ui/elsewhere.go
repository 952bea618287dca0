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

// maxElsewhere is the maximum number of matches that are counted in the other list.
const maxElsewhere = 100

// elsewhere is what a filter that matches no team finds among the heroes, or the other
// way round.
type elsewhere struct {
	list   query.List
	terms  []string
	isRead bool
	found  int
	more   bool
	err    error // the other list could not be read
}

// elsewhereRead is the result of searching the other list.
type elsewhereRead elsewhere

// noting is a view that can show a remark about a filter that matches nothing.
type noting interface{ Note(line string) }

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

// lookElsewhere searches the other list once the filter that is being typed has matched
// nothing.
func (a *App) lookElsewhere() tea.Cmd {
	list, ok := a.otherList()
	if !ok {
		return nil
	}
	pane := a.prompt.pane
	terms := pane.Query().Filter
	if len(terms) == 0 || pane.IsReading() || !pane.IsEmpty() || slices.Equal(terms, a.prompt.elsewhere.terms) {
		return nil
	}
	a.prompt.cancel()
	var ctx context.Context
	ctx, a.prompt.cancel = context.WithCancel(context.Background())
	a.prompt.elsewhere = elsewhere{list: list, terms: terms}
	reader, q := a.store.Reader(), query.Query{List: list, Filter: terms}
	return func() tea.Msg {
		e := elsewhereRead{list: q.List, terms: q.Filter, isRead: true}
		if q.List == query.Heroes {
			p, err := reader.Heroes(ctx, q, query.Seek{Limit: maxElsewhere})
			e.found, e.more, e.err = len(p.Rows), p.After, err
		} else {
			p, err := reader.Teams(ctx, q, query.Seek{Limit: maxElsewhere})
			e.found, e.more, e.err = len(p.Rows), p.After, err
		}
		return e
	}
}

// takeElsewhere shows what was found in the other list.
func (a *App) takeElsewhere(msg elsewhereRead) {
	if a.prompt == nil || a.prompt.elsewhere.list != msg.list || !slices.Equal(a.prompt.elsewhere.terms, msg.terms) {
		return
	}
	a.prompt.elsewhere = elsewhere(msg)
	a.noteElsewhere(a.elsewhereLine(a.prompt.elsewhere))
}

// noteElsewhere puts a line into the place of the rows that there are not.
func (a *App) noteElsewhere(line string) {
	if v, ok := a.view().(noting); ok {
		v.Note(line)
	}
}

// elsewhereLine returns how many match, and which key shows them; "" if none does. If the server
// is gone, the header says so.
func (a *App) elsewhereLine(e elsewhere) string {
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

// awaitsElsewhere reports whether enter has to wait for what the filter finds.
func (a *App) awaitsElsewhere() bool {
	if _, ok := a.otherList(); !ok || len(a.prompt.pane.Query().Filter) == 0 {
		return false
	}
	return a.prompt.pane.IsReading() || a.prompt.pane.IsEmpty() && !a.prompt.foundElsewhere().isRead
}

// foundElsewhere returns what the filter as it is finds there, as far as that is known.
func (p *prompt) foundElsewhere() elsewhere {
	if !slices.Equal(p.elsewhere.terms, p.pane.Query().Filter) {
		return elsewhere{}
	}
	return p.elsewhere
}

// showElsewhere goes to what the filter found, with the filter. The list that had no match
// shows all its rows again.
func (a *App) showElsewhere() tea.Cmd {
	e := a.prompt.foundElsewhere()
	a.prompt.pane.ClearFilter()
	a.prompt = nil
	return a.Visit(views.Matches(e.list, e.terms))
}
