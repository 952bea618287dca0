package ui

import (
	"context"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"roster/data"
	"roster/data/intent"
	"roster/data/model"
	"roster/data/query"
)

// candidate is somebody, or a team, that can be picked.
type candidate struct {
	model.Name
	note  string // what tells those of one name apart, beside the id
	stand model.Standing
	in    int // of how many targets it is a membership already
}

// picker searches the database while one types, and takes as many as are
// marked: heroes for teams, or teams for heroes.
type picker struct {
	look     *look
	title    string
	targets  []model.Name // who gets what is picked
	heroes   bool         // heroes are picked; else teams
	training bool         // how they join: in training, else as active
	search   textfield
	list     *list[candidate, int64]
	held     bool // a new one was wanted while some are marked
}

// newPicker returns a picker of heroes for these teams, or of teams for these
// heroes.
func newPicker(s *data.Store, look *look, title string, targets []model.Name, heroes bool) *picker {
	p := &picker{
		look: look, title: title, targets: targets, heroes: heroes, training: true,
		search: newTextfield("", maxFilter),
	}
	p.list = newList(s, look, p.spec(s))
	return p
}

// spec is how candidates are listed.
func (p *picker) spec(s *data.Store) listSpec[candidate, int64] {
	spec := listSpec[candidate, int64]{
		list:  query.Teams,
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
		spec.list, spec.fetch = query.Heroes, fetchHeroes(s)
	}
	targets, heroes := ids(p.targets, func(n model.Name) int64 { return n.ID }), p.heroes
	spec.enrich = func(ctx context.Context, _ query.Query, rows []candidate) (map[int64]candidate, error) {
		return standings(ctx, s, rows, targets, heroes)
	}
	return spec
}

func fetchTeams(s *data.Store) func(context.Context, query.Query, query.Seek) (query.Page[candidate], error) {
	return func(ctx context.Context, q query.Query, at query.Seek) (query.Page[candidate], error) {
		page, err := s.Reader().Teams(ctx, q, at)
		return paged(page, err, func(t model.Team) candidate {
			return candidate{Name: teamName(t), note: t.Headquarters}
		})
	}
}

func fetchHeroes(s *data.Store) func(context.Context, query.Query, query.Seek) (query.Page[candidate], error) {
	return func(ctx context.Context, q query.Query, at query.Seek) (query.Page[candidate], error) {
		page, err := s.Reader().Heroes(ctx, q, at)
		return paged(page, err, func(h model.Hero) candidate {
			note := ""
			if h.Age.Set {
				note = fmt.Sprintf("age %2s", h.Age.Text)
			}
			return candidate{Name: heroName(h), note: note}
		})
	}
}

func teamName(t model.Team) model.Name { return model.Name{Table: "team", ID: t.ID, Name: t.Name} }

func heroName(h model.Hero) model.Name { return model.Name{Table: "hero", ID: h.ID, Name: h.Name} }

// standings completes the candidates with where they stand already.
func standings(ctx context.Context, s *data.Store, rows []candidate, targets []int64, heroes bool) (map[int64]candidate, error) {
	mine := ids(rows, func(c candidate) int64 { return c.ID })
	teams, members := mine, targets
	if heroes {
		teams, members = targets, mine
	}
	found, err := s.Reader().Standings(ctx, teams, members)
	out := tallied(rows, func(c candidate) (int64, candidate) {
		c.stand, c.in = model.Absent, 0 // it may have been counted before
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
		return p.look.badge(c.stand == model.Training)
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
		if p.list.err == nil {
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
	p.list.query.Filter = query.Terms(p.search.Value())
	return tea.Batch(cmd, p.list.load(query.Seek{Place: query.First}))
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
	if p.list.err != nil { // the rows are hidden: enter reads them again
		return outcome{cmd: p.list.reload()}
	}
	picked := p.list.picked()
	if len(picked) == 0 {
		if p.list.ready && len(query.Terms(p.search.Value())) > 0 {
			return p.create()
		}
		return outcome{}
	}
	var members []model.MembershipRef
	for _, target := range p.targets {
		for _, c := range picked {
			members = append(members, pair(target, c.Name, p.heroes))
		}
	}
	intent := intent.Assign{Members: members, Standing: model.StandingOf(p.training)}
	return outcome{done: true, writes: true, answer: func(a *App) tea.Cmd { return assign(a, a.store, p.look, intent) }}
}

// pair makes a membership of a target and what was picked for it.
func pair(target, picked model.Name, heroes bool) model.MembershipRef {
	team, hero := picked, target
	if heroes {
		team, hero = target, picked
	}
	return model.MembershipRef{LinkKey: model.LinkKey{TeamID: team.ID, HeroID: hero.ID}, Team: team.Name, Hero: hero.Name}
}

// create opens the form of a new one, under the name that was searched for.
func (p *picker) create() outcome {
	name := strings.TrimSpace(p.search.Value())
	f := newTeamForm
	if p.heroes {
		f = newHeroForm
	}
	d := f(p.list.store, p.look, name, p.targets, p.training)
	return outcome{done: true, answer: func(a *App) tea.Cmd { a.ask(d); return nil }}
}
