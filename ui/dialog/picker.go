package dialog

import (
	"context"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"roster/data"
	"roster/data/intent"
	"roster/data/model"
	"roster/data/query"
	"roster/ui/list"
	"roster/ui/style"
)

// candidate is a hero or a team that can be picked.
type candidate struct {
	model.Name
	note  string // what distinguishes rows of one name, besides the ID
	stand model.Standing
	in    int         // of how many targets it is a membership already
	tally model.Tally // of a team, once it is known
}

// picker searches the database while the user types, and takes as many as are
// marked: heroes for teams, or teams for heroes.
type picker struct {
	store    *data.Store
	style    *style.Style
	title    string
	targets  []model.Name          // those that the picked rows are assigned to
	heroes   bool                  // heroes are picked; else teams
	moving   []model.MembershipRef // the members who move to the one team that is picked
	standing model.Standing        // how they join
	search   Textfield
	list     *list.List[candidate, model.ID]
	held     bool // a new one was wanted while some are marked
}

// NewPicker returns a picker of heroes for these teams, or of teams for these
// heroes, and the command that reads the first candidates.
func NewPicker(s *data.Store, st *style.Style, title string, targets []model.Name, heroes bool) (Dialog, tea.Cmd) {
	p := newPicker(s, st, title, targets, heroes)
	return p, p.load()
}

func newPicker(s *data.Store, st *style.Style, title string, targets []model.Name, heroes bool) *picker {
	p := &picker{
		store: s, style: st, title: title, targets: targets, heroes: heroes, standing: model.Training,
		search: NewTextfield("", MaxFilter),
	}
	p.list = list.New(s, st, p.spec(s))
	return p
}

// load reads the first candidates.
func (p *picker) load() tea.Cmd { return p.list.Load(query.Seek{Place: query.First}) }

// spec is how candidates are listed.
func (p *picker) spec(s *data.Store) list.Spec[candidate, model.ID] {
	spec := list.Spec[candidate, model.ID]{
		Kind:  query.Teams,
		Fetch: fetchTeams(s),
		Merge: func(into *candidate, from candidate) {
			into.stand, into.in, into.tally = from.stand, from.in, from.tally
		},
		Key: func(c candidate) model.ID { return c.ID },
		ID:  func(c candidate) model.ID { return c.ID },
		Columns: func() []style.Column[candidate] {
			return []style.Column[candidate]{
				{Span: style.Span{Min: 12, Max: 40}, Cell: func(c candidate) style.Cell {
					return style.Cell{Text: p.style.Name(c.Name.Name, c.Table, c.ID), Role: style.Plain}
				}},
				{Span: style.Span{Min: 10, Max: 12}, Cell: p.already},
				{Span: style.Span{Max: 10, Drop: 1}, Right: true, Cell: p.lacking},
				{Span: style.Span{Min: 8, Drop: 2}, Cell: func(c candidate) style.Cell { return style.Cell{Text: p.style.Clean(c.note), Role: style.Muted} }},
			}
		},
	}
	if p.heroes {
		spec.Kind, spec.Fetch = query.Heroes, fetchHeroes(s)
	}
	targets, heroes := list.IDs(p.targets, func(n model.Name) model.ID { return n.ID }), p.heroes
	spec.Enrich = func(ctx context.Context, _ query.Query, rows []candidate) (map[model.ID]candidate, error) {
		return standings(ctx, s, rows, targets, heroes)
	}
	return spec
}

func fetchTeams(s *data.Store) func(context.Context, query.Query, query.Seek) (query.Page[candidate], error) {
	return func(ctx context.Context, q query.Query, at query.Seek) (query.Page[candidate], error) {
		page, err := s.Reader().Teams(ctx, q, at)
		return list.MapPage(page, err, func(t model.Team) candidate {
			return candidate{Name: TeamName(t), note: t.Headquarters}
		})
	}
}

func fetchHeroes(s *data.Store) func(context.Context, query.Query, query.Seek) (query.Page[candidate], error) {
	return func(ctx context.Context, q query.Query, at query.Seek) (query.Page[candidate], error) {
		page, err := s.Reader().Heroes(ctx, q, at)
		return list.MapPage(page, err, func(h model.Hero) candidate {
			note := ""
			if h.Age.Set {
				note = fmt.Sprintf("age %2s", h.Age.Text)
			}
			return candidate{Name: HeroName(h), note: note}
		})
	}
}

// TeamName names a team.
func TeamName(t model.Team) model.Name {
	return model.Name{Table: model.TeamTable, ID: t.ID, Name: t.Name}
}

// HeroName names a hero.
func HeroName(h model.Hero) model.Name {
	return model.Name{Table: model.HeroTable, ID: h.ID, Name: h.Name}
}

// standings completes the candidates with the standing that they have already.
func standings(ctx context.Context, s *data.Store, rows []candidate, targets []model.ID, heroes bool) (map[model.ID]candidate, error) {
	mine := list.IDs(rows, func(c candidate) model.ID { return c.ID })
	teams, members := mine, targets
	if heroes {
		teams, members = targets, mine
	}
	found, err := s.Reader().Standings(ctx, teams, members)
	var tallies map[model.ID]model.Tally
	if err == nil && !heroes {
		tallies, err = s.Reader().TeamTallies(ctx, mine)
	}
	out := list.Keyed(rows, func(c candidate) (model.ID, candidate) {
		c.stand, c.in, c.tally = model.Absent, 0, tallies[c.ID] // it may have been counted before
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

// already returns the standing that a candidate has, if any.
func (p *picker) already(c candidate) style.Cell {
	switch {
	case c.in == 0:
		return style.Cell{Text: "", Role: style.Muted}
	case len(p.targets) == 1:
		return p.style.Badge(c.stand)
	}
	return style.Cell{Text: "in " + style.Number(int64(c.in)) + " of " + style.Number(int64(len(p.targets))), Role: style.Muted}
}

// lacking returns how many active members a team has if it lacks some.
func (p *picker) lacking(c candidate) style.Cell {
	if c.tally.Lacking() == 0 {
		return style.Cell{Text: "", Role: style.Muted}
	}
	return p.style.ActiveCell(c.tally)
}

func (p *picker) Press(msg tea.KeyPressMsg) Outcome {
	p.held = false
	if len(p.moving) > 0 && isForMany(msg.String()) {
		return Outcome{}
	}
	switch msg.String() {
	case "esc":
		return Outcome{Done: true}
	case "up":
		p.list.Move(-1)
	case "down":
		p.list.Move(1)
	case "pgup":
		p.list.Move(-p.list.Screenful())
	case "pgdown":
		p.list.Move(p.list.Screenful())
	case "tab":
		if p.list.Err() == nil {
			p.list.ToggleMark()
			p.list.Move(1)
		}
	case "ctrl+t":
		p.standing = p.standing.Toggled()
	case "ctrl+n":
		if p.list.Marked() == 0 {
			return p.create()
		}
		p.held = true
	case "enter":
		return p.take()
	default:
		return Outcome{Cmd: p.Receive(msg)}
	}
	return Outcome{Cmd: p.list.Extend()}
}

// Refresh reads the rows again.
func (p *picker) Refresh(*data.Store) tea.Cmd { return p.list.Refresh() }

// Receive handles a key or a paste for the search, and the pages of the list.
func (p *picker) Receive(msg tea.Msg) tea.Cmd {
	switch msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
	default:
		cmd, _ := p.list.Update(msg)
		return cmd
	}
	before := p.search.Value()
	cmd := p.search.Typed(msg)
	if p.search.Value() == before {
		return cmd
	}
	p.list.Query().Filter = query.Terms(p.search.Value())
	return tea.Batch(cmd, p.load())
}

// Awaits reports whether a key needs rows that are still being read. Typing never waits.
func (p *picker) Awaits(msg tea.Msg) bool {
	switch KeyName(msg) {
	case "up", "pgup":
		return p.list.IsPending(-1)
	case "down", "pgdown":
		return p.list.IsPending(1)
	case "tab", "enter":
		return p.list.IsPending(0)
	}
	return false
}

// IsTyping reports that letters are searched for.
func (p *picker) IsTyping() bool { return true }

// take assigns the marked rows, or else the row under the cursor. If the search found none, a
// new one can be created.
func (p *picker) take() Outcome {
	if p.list.Err() != nil { // the rows are hidden: enter reads them again
		return Outcome{Cmd: p.list.Reload()}
	}
	picked := p.list.Selected()
	if len(p.moving) > 0 {
		return p.move(picked)
	}
	if len(picked) == 0 {
		if p.list.WasRead() && len(query.Terms(p.search.Value())) > 0 {
			return p.create()
		}
		return Outcome{}
	}
	var members []model.MembershipRef
	for _, target := range p.targets {
		for _, c := range picked {
			members = append(members, MembershipOf(target, c.Name, p.heroes))
		}
	}
	want := intent.Assign{Members: members, Standing: p.standing}
	return Outcome{Done: true, Writes: true, Answer: func(h Host) tea.Cmd { return Assign(h, p.store, p.style, want) }}
}

// MembershipOf makes a membership of a target and what was picked for it.
func MembershipOf(target, picked model.Name, heroes bool) model.MembershipRef {
	team, hero := picked, target
	if heroes {
		team, hero = target, picked
	}
	return model.MembershipRef{LinkKey: model.LinkKey{TeamID: team.ID, HeroID: hero.ID}, Team: team.Name, Hero: hero.Name}
}

// create opens the form of a new one, under the name that was searched for.
func (p *picker) create() Outcome {
	name := strings.TrimSpace(p.search.Value())
	f := NewTeamForm
	if p.heroes {
		f = NewHeroForm
	}
	d := f(p.store, p.style, name, p.targets, p.standing)
	return Outcome{Done: true, Answer: func(h Host) tea.Cmd { h.Ask(d); return nil }}
}
