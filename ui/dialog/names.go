package dialog

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"roster/data"
	"roster/data/model"
	"roster/data/query"
	"roster/ui/list"
	"roster/ui/style"
)

// maxNames is the maximum number of teams, and of heroes, that a search lists.
const maxNames = 20

// nameSearch searches the teams and the heroes together while the user types.
type nameSearch struct {
	store  *data.Store
	style  *style.Style
	terms  []string
	gen    int // counts the searches: older answers are dropped
	cancel context.CancelFunc
	busy   bool
	found  []foundName
	err    error
}

// foundName is a search result: a team or a hero, with what else is known about it.
type foundName struct {
	model.Name
	note string
}

// namesFound is the result of a search.
type namesFound struct {
	of    *nameSearch
	gen   int
	found []foundName
	err   error
}

func newNames(s *data.Store, st *style.Style) *nameSearch {
	return &nameSearch{store: s, style: st, cancel: func() {}}
}

// search starts a search for terms; without terms there are no results.
func (n *nameSearch) search(terms []string) tea.Cmd {
	if slices.Equal(terms, n.terms) {
		return nil
	}
	n.terms = terms
	return n.again()
}

// again repeats the search.
func (n *nameSearch) again() tea.Cmd {
	n.gen++
	n.cancel()
	n.busy = len(n.terms) > 0
	if !n.busy {
		n.found, n.err = nil, nil
		return nil
	}
	var ctx context.Context
	ctx, n.cancel = context.WithCancel(context.Background())
	gen, reader, st, terms := n.gen, n.store.Reader(), n.style, n.terms
	return func() tea.Msg {
		found, err := findNames(ctx, reader, st, terms)
		return namesFound{n, gen, found, err}
	}
}

// receive takes the result of the newest search.
func (n *nameSearch) receive(msg tea.Msg) {
	if m, ok := msg.(namesFound); ok && m.of == n && m.gen == n.gen {
		n.busy, n.found, n.err = false, m.found, m.err
	}
}

// findNames reads the first teams and heroes whose names contain all the terms, teams first.
func findNames(ctx context.Context, r *query.Reader, st *style.Style, terms []string) ([]foundName, error) {
	teams, err := r.Teams(ctx, query.Query{List: query.Teams, Filter: terms}, query.Seek{Limit: maxNames})
	if err != nil {
		return nil, err
	}
	found := list.Map(teams.Rows, func(t model.Team) foundName { return foundName{TeamName(t), t.Headquarters} })
	heroes, err := r.Heroes(ctx, query.Query{List: query.Heroes, Filter: terms}, query.Seek{Limit: maxNames})
	if err != nil {
		return nil, err
	}
	on, err := r.OtherTeams(ctx, list.IDs(heroes.Rows, func(h model.Hero) model.ID { return h.ID }), model.ID{})
	for _, h := range heroes.Rows {
		found = append(found, foundName{HeroName(h), st.TeamsOf(on[h.ID])})
	}
	return found, err
}

// entries returns the results, to be listed among the actions.
func (n *nameSearch) entries() []paletteEntry {
	entries := make([]paletteEntry, len(n.found))
	for i, f := range n.found {
		entries[i].to, entries[i].Group, entries[i].Name = &f.Name, nameGroup, f.Table
		entries[i].Help = n.style.Join(n.style.Name(f.Name.Name, f.Table, f.ID), n.style.Clean(f.note))
	}
	return entries
}
