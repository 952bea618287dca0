package dialog

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"roster/data"
	"roster/data/model"
	"roster/data/query"
	"roster/internal/safetext"
	"roster/ui/list"
	"roster/ui/style"
	"roster/ui/write"
)

// teamMenu asks in which of their teams the training of heroes is toggled, or in all; or
// from which of them heroes move.
type teamMenu struct {
	style   *style.Style
	moves   bool // they move; else their training is toggled
	store   *data.Store
	heroes  []model.Name
	cancel  context.CancelFunc // ends the reading
	gen     int                // counts the readings: older answers are dropped
	isRead  bool
	err     error
	choices []teamChoice
	at, top int // the line under the cursor; the first line on screen
}

// teamChoice is a team that heroes are in, or all of their teams.
type teamChoice struct {
	team     model.Name // the zero one for all teams
	members  []model.MembershipRef
	standing map[model.LinkKey]model.Standing
	trainees int
}

// teamsRead is the answer to which teams the heroes are in.
type teamsRead struct {
	of    *teamMenu
	gen   int
	found []query.TeamStanding
	err   error
}

// NewTeamMenu returns a dialog that asks in which of their teams the training of these
// heroes is toggled, and the command that reads which those are.
func NewTeamMenu(s *data.Store, st *style.Style, heroes []model.Name) (Dialog, tea.Cmd) {
	m := &teamMenu{store: s, style: st, heroes: heroes, cancel: func() {}}
	return m, m.Refresh(s)
}

// NewMoveMenu returns a dialog that asks from which of their teams these heroes move, and
// the command that reads which those are.
func NewMoveMenu(s *data.Store, st *style.Style, heroes []model.Name) (Dialog, tea.Cmd) {
	m := &teamMenu{store: s, style: st, moves: true, heroes: heroes, cancel: func() {}}
	return m, m.Refresh(s)
}

// Refresh reads the teams again.
func (m *teamMenu) Refresh(s *data.Store) tea.Cmd {
	m.cancel()
	m.gen++
	var ctx context.Context
	ctx, m.cancel = context.WithCancel(context.Background())
	gen, ids := m.gen, list.IDs(m.heroes, func(hero model.Name) model.ID { return hero.ID })
	return func() tea.Msg {
		found, err := s.Reader().StandingsOf(ctx, ids)
		return teamsRead{m, gen, found, err}
	}
}

// Receive handles the teams that were read. The cursor stays on its team.
func (m *teamMenu) Receive(msg tea.Msg) tea.Cmd {
	read, ok := msg.(teamsRead)
	if !ok || read.of != m || read.gen != m.gen {
		return nil
	}
	before := m.choices
	m.isRead, m.err, m.choices = true, read.err, teamChoices(m.heroes, read.found)
	if last := len(m.choices) - 1; m.moves && last > 0 {
		m.choices = m.choices[:last] // no one moves from all teams at once
	}
	if m.at < len(before) {
		m.at = max(0, slices.IndexFunc(m.choices, func(c teamChoice) bool { return c.team == before[m.at].team }))
	}
	return nil
}

// teamChoices returns the teams in their order, and all of them last if there are several.
func teamChoices(heroes []model.Name, found []query.TeamStanding) []teamChoice {
	names := make(map[model.ID]string, len(heroes))
	for _, hero := range heroes {
		names[hero.ID] = hero.Name
	}
	var choices []teamChoice
	all := teamChoice{standing: map[model.LinkKey]model.Standing{}}
	for _, s := range found {
		team := model.Name{Table: model.TeamTable, ID: s.TeamID, Name: s.Team}
		if len(choices) == 0 || choices[len(choices)-1].team != team {
			choices = append(choices, teamChoice{team: team, standing: all.standing})
		}
		for _, c := range []*teamChoice{&choices[len(choices)-1], &all} {
			c.add(model.MembershipRef{LinkKey: model.LinkKey{TeamID: s.TeamID, HeroID: s.HeroID}, Team: s.Team, Hero: names[s.HeroID]}, s.Standing)
		}
	}
	if len(choices) > 1 {
		choices = append(choices, all)
	}
	return choices
}

func (c *teamChoice) add(member model.MembershipRef, standing model.Standing) {
	c.members = append(c.members, member)
	c.standing[member.LinkKey] = standing
	if standing == model.Training {
		c.trainees++
	}
}

// Awaits reports whether the teams are still being read.
func (m *teamMenu) Awaits(tea.Msg) bool { return !m.isRead }

// Press takes a key. The one that opened the menu does nothing.
func (m *teamMenu) Press(msg tea.KeyPressMsg) Outcome {
	last := len(m.choices) - 1
	switch key := msg.String(); key {
	case "esc":
		m.cancel()
		return Outcome{Done: true}
	case "enter":
		if m.at <= last {
			return m.take(m.choices[m.at])
		}
	default:
		m.at = movedCursor(key, m.at, last)
	}
	return Outcome{}
}

// take does with a choice what the menu is for.
func (m *teamMenu) take(c teamChoice) Outcome {
	if !m.moves {
		return Outcome{Done: true, Writes: true, Answer: c.toggle(m.style)}
	}
	return Outcome{Done: true, Answer: func(h Host) tea.Cmd {
		d, cmd := NewMovePicker(m.store, m.style, c.members)
		h.Ask(d)
		return cmd
	}}
}

// toggle gives the memberships the other standing; if they differ it asks which.
func (c teamChoice) toggle(st *style.Style) Answer {
	want, trainees := write.ToggleIntent(c.members, c.standing)
	return func(h Host) tea.Cmd {
		if trainees > 0 {
			h.Ask(AskStanding(st, c.members, trainees, 0))
			return nil
		}
		return h.Want(want)
	}
}

// pick moves the cursor to a line.
func (m *teamMenu) pick(line int) tea.Cmd {
	m.at = max(0, min(m.top+line, len(m.choices)-1))
	return nil
}

func (m *teamMenu) Layout(width, height int) Box {
	title, verb := m.style.Say("Toggle training of ")+m.style.Names(m.heroes), "toggle"
	if m.moves {
		title, verb = "Move "+m.style.Names(m.heroes)+" from", "choose the new team"
	}
	wide := min(60, width-6)
	if why := m.nothing(); why != "" {
		return Box{Title: title, Lines: style.Wrap(why, wide), Keys: "esc close"}
	}
	lines := make([]string, len(m.choices))
	for i, c := range m.choices {
		lines[i] = m.line(c, i == m.at, wide)
	}
	room := max(1, min(len(lines), height-6))
	m.top = min(max(min(m.top, m.at), m.at-room+1), len(lines)-room) // there may be more room, or fewer teams
	return Box{Title: title, Lines: lines[m.top : m.top+room], Keys: "↑ ↓ choose  enter " + verb + "  esc cancel", Pick: m.pick}
}

// nothing returns why there is no team to choose, or "".
func (m *teamMenu) nothing() string {
	switch {
	case !m.isRead:
		return m.style.Say("Reading their teams…")
	case m.err != nil:
		return m.style.Clean(m.err.Error())
	case len(m.choices) > 0:
		return ""
	case len(m.heroes) == 1:
		return m.style.Names(m.heroes) + m.style.Say(" is on no team yet.")
	}
	return m.style.Say("None of them is on a team yet.")
}

// line draws a choice: the team, and the standings of the heroes in it.
func (m *teamMenu) line(c teamChoice, isChosen bool, width int) string {
	on, sign := style.Ground, " "
	if isChosen {
		on, sign = style.Selected, m.style.Glyphs.Cursor
	}
	name := m.style.Say("All of these teams")
	if c.team != (model.Name{}) {
		name = m.style.Name(c.team.Name, c.team.Table, c.team.ID)
	}
	stand := m.style.Badge(model.StandingOf(c.trainees == 1))
	if len(c.members) > 1 {
		stand = style.Cell{Text: m.style.Tally(model.Tally{Active: int64(len(c.members) - c.trainees), Training: int64(c.trainees)}), Role: style.Muted}
	}
	right := safetext.Width(stand.Text)
	styles := &m.style.Theme.Styles[on]
	return styles[style.Accent].On(sign+" ") + styles[style.Plain].On(safetext.Fit(name, width-right-4)+"  ") + styles[stand.Role].On(stand.Text)
}
