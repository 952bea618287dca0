package ui

import (
	"context"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"roster/data"
)

// candidate is somebody, or a team, that can be picked.
type candidate struct {
	data.Name
	note  string // what tells those of one name apart, beside the id
	stand data.Standing
	in    int // of how many targets it is a membership already
}

// picker searches the database while one types, and takes as many as are
// marked: heroes for teams, or teams for heroes.
type picker struct {
	store    *data.Store
	look     *look
	title    string
	targets  []data.Name // who gets what is picked
	heroes   bool        // heroes are picked; else teams
	training bool        // how they join: in training, else as active
	search   textfield
	list     *list[candidate, int64]
	held     bool // a new one was wanted while some are marked
}

// newPicker returns a picker of heroes for these teams, or of teams for these
// heroes.
func newPicker(s *data.Store, look *look, title string, targets []data.Name, heroes bool) *picker {
	p := &picker{
		store: s, look: look, title: title, targets: targets, heroes: heroes, training: true,
		search: newTextfield("", maxFilter),
	}
	p.list = newList(s, look, p.spec(s))
	return p
}

// load reads the first candidates.
func (p *picker) load() tea.Cmd { return p.list.load(data.Seek{Place: data.First}) }

// spec is how candidates are listed.
func (p *picker) spec(s *data.Store) listSpec[candidate, int64] {
	spec := listSpec[candidate, int64]{
		list:  data.Teams,
		fetch: fetchTeams(s),
		merge: func(into *candidate, from candidate) { into.stand, into.in = from.stand, from.in },
		key:   func(c candidate) int64 { return c.ID },
		id:    func(c candidate) int64 { return c.ID },
		columns: func() []column[candidate] {
			return []column[candidate]{
				{span: span{min: 12, max: 40}, cell: func(c candidate) cell {
					return cell{p.look.named(c.Name.Name, c.Table, c.ID), plain}
				}},
				{span: span{min: 10, max: 12}, cell: p.already},
				{span: span{min: 8, drop: 1}, cell: func(c candidate) cell { return cell{p.look.clean(c.note), muted} }},
			}
		},
	}
	if p.heroes {
		spec.list, spec.fetch = data.Heroes, fetchHeroes(s)
	}
	targets, heroes := ids(p.targets, func(n data.Name) int64 { return n.ID }), p.heroes
	spec.enrich = func(ctx context.Context, _ data.Query, rows []candidate) (map[int64]candidate, error) {
		return standings(ctx, s, rows, targets, heroes)
	}
	return spec
}

func fetchTeams(s *data.Store) func(context.Context, data.Query, data.Seek) (data.Page[candidate], error) {
	return func(ctx context.Context, q data.Query, at data.Seek) (data.Page[candidate], error) {
		page, err := s.Teams(ctx, q, at)
		return paged(page, err, func(t data.Team) candidate {
			return candidate{Name: teamName(t), note: t.Headquarters}
		})
	}
}

func fetchHeroes(s *data.Store) func(context.Context, data.Query, data.Seek) (data.Page[candidate], error) {
	return func(ctx context.Context, q data.Query, at data.Seek) (data.Page[candidate], error) {
		page, err := s.Heroes(ctx, q, at)
		return paged(page, err, func(h data.Hero) candidate {
			note := ""
			if h.Age.Set {
				note = fmt.Sprintf("age %2s", h.Age.Text)
			}
			return candidate{Name: heroName(h), note: note}
		})
	}
}

func teamName(t data.Team) data.Name { return data.Name{Table: "team", ID: t.ID, Name: t.Name} }

func heroName(h data.Hero) data.Name { return data.Name{Table: "hero", ID: h.ID, Name: h.Name} }

// standings completes the candidates with where they stand already.
func standings(ctx context.Context, s *data.Store, rows []candidate, targets []int64, heroes bool) (map[int64]candidate, error) {
	mine := ids(rows, func(c candidate) int64 { return c.ID })
	teams, members := mine, targets
	if heroes {
		teams, members = targets, mine
	}
	found, err := s.Standings(ctx, teams, members)
	out := tallied(rows, func(c candidate) (int64, candidate) {
		c.stand, c.in = data.Absent, 0 // it may have been counted before
		return c.ID, c
	})
	for key, standing := range found {
		id := key.TeamID
		if heroes {
			id = key.HeroID
		}
		c := out[id]
		if c.in++; len(targets) == 1 { // among several there is not one
			c.stand = standing
		}
		out[id] = c
	}
	return out, err
}

// already says where a candidate stands, if anywhere.
func (p *picker) already(c candidate) cell {
	switch {
	case c.in == 0:
		return cell{"", muted}
	case len(p.targets) == 1:
		return p.look.badge(c.stand == data.Training)
	}
	return cell{"in " + number(int64(c.in)) + " of " + number(int64(len(p.targets))), muted}
}

func (p *picker) press(msg tea.KeyPressMsg) outcome {
	p.held = false
	switch msg.String() {
	case "esc":
		return outcome{done: true}
	case "up":
		p.list.move(-1)
	case "down":
		p.list.move(1)
	case "pgup":
		p.list.move(-p.list.screenful())
	case "pgdown":
		p.list.move(p.list.screenful())
	case "tab":
		if p.list.failure() == nil {
			p.list.toggleMark()
			p.list.move(1)
		}
	case "ctrl+t":
		p.training = !p.training
	case "ctrl+n":
		if p.list.marked() == 0 {
			return p.create()
		}
		p.held = true
	case "enter":
		return p.take()
	default:
		return outcome{cmd: p.receive(msg)}
	}
	return outcome{cmd: p.list.extend()}
}

// refresh reads the rows anew.
func (p *picker) refresh(*data.Store) tea.Cmd { return p.list.refresh() }

// receive takes in a key or a paste for the search, and the pages of the list.
func (p *picker) receive(msg tea.Msg) tea.Cmd {
	switch msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
	default:
		cmd, _ := p.list.update(msg)
		return cmd
	}
	before := p.search.Value()
	cmd := p.search.typed(msg)
	if p.search.Value() == before {
		return cmd
	}
	p.list.asked().Filter = data.Terms(p.search.Value())
	return tea.Batch(cmd, p.load())
}

// awaits reports whether a key is about rows that have yet to come. Typing never waits.
func (p *picker) awaits(msg tea.Msg) bool {
	switch keyName(msg) {
	case "up", "pgup":
		return p.list.coming(-1)
	case "down", "pgdown":
		return p.list.coming(1)
	case "tab", "enter":
		return p.list.coming(0)
	}
	return false
}

// take assigns what is marked, else the row under the cursor. Where the search found
// nobody, that one can be made.
func (p *picker) take() outcome {
	if p.list.failure() != nil { // the rows are hidden: enter reads them again
		return outcome{cmd: p.list.reload()}
	}
	picked := p.list.picked()
	if len(picked) == 0 {
		if p.list.wasRead() && len(data.Terms(p.search.Value())) > 0 {
			return p.create()
		}
		return outcome{}
	}
	var members []data.Seen
	for _, target := range p.targets {
		for _, c := range picked {
			members = append(members, pair(target, c.Name, p.heroes))
		}
	}
	intent := data.Assign{Members: members, Training: p.training}
	return outcome{done: true, writes: true, answer: func(h dialogHost) tea.Cmd { return assign(h, p.store, p.look, intent) }}
}

// pair makes a membership of a target and what was picked for it.
func pair(target, picked data.Name, heroes bool) data.Seen {
	team, hero := picked, target
	if heroes {
		team, hero = target, picked
	}
	return data.Seen{LinkKey: data.LinkKey{TeamID: team.ID, HeroID: hero.ID}, Team: team.Name, Hero: hero.Name}
}

// create opens the form of a new one, under the name that was searched for.
func (p *picker) create() outcome {
	name := strings.TrimSpace(p.search.Value())
	f := newTeamForm
	if p.heroes {
		f = newHeroForm
	}
	d := f(p.store, p.look, name, p.targets, p.training)
	return outcome{done: true, answer: func(h dialogHost) tea.Cmd { h.ask(d); return nil }}
}
