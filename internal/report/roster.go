package report

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"roster/data/field"
	"roster/data/model"
	"roster/data/snapshot"
	"roster/internal/fold"
	"roster/internal/safetext"
)

// Roster is a part of a roster in the order of names. Its texts are as they are stored;
// those of fields are one safe line each.
type Roster struct {
	Words           model.Words
	Source          string    // what the database is called
	At              time.Time // when it was read
	Coverage        int64     // how many actives a team needs whose field does not say it
	Selection       Selection
	HasSecrets      bool // heroes have their secret names
	HasAges         bool // the database has ages
	HasHeadquarters bool // it has headquarters
	Teams           []*Team
	Heroes          []*Hero
	Fields          map[string][]string // the names of the fields, by the table
	Kinds           map[string][]field.Kind
	Lost            int // memberships of teams that do not exist, which are left out
}

// Team is a team with its members in the order of names.
type Team struct {
	model.Team
	SameName bool // another one has the same name
	Tally    model.Tally
	Members  []Member
	Fields   []string
	sortKey  string
	at       int // among the teams
}

// Hero is a hero with the teams they are in.
type Hero struct {
	model.Hero
	SameName    bool         // another one has the same name
	Missing     bool         // memberships name a hero that does not exist
	Memberships []Membership // in the order of the teams
	Fields      []string
	sortKey     string
}

// Member is a membership as its team has it.
type Member struct {
	*Hero
	Standing   model.Standing
	LinkFields []string // what the membership has in its fields
}

// Membership is a membership as its hero has it.
type Membership struct {
	*Team
	Standing model.Standing
}

// Options say what a roster is read for.
type Options struct {
	Selection
	Secrets  bool
	Coverage int64 // how many actives a team needs whose field does not say it; 0 is 1
	Source   string
	At       time.Time
}

// Read reads the part of a snapshot that the options choose. The errors are those of
// reading.
func Read(ctx context.Context, s *snapshot.Snapshot, o Options) (*Roster, error) {
	r := &Roster{
		Words: s.DB.Words, Source: o.Source, At: o.At, Coverage: max(1, o.Coverage), Selection: o.Selection,
		HasSecrets: o.Secrets, HasAges: s.Has(model.HeroTable, "age"), HasHeadquarters: s.Has(model.TeamTable, "headquarters"),
		Fields: map[string][]string{}, Kinds: map[string][]field.Kind{},
	}
	for _, table := range []string{model.TeamTable, model.HeroTable, model.LinkTable} {
		for _, f := range s.Fields(table) {
			r.Fields[table] = append(r.Fields[table], safetext.Line(f.Name))
			r.Kinds[table] = append(r.Kinds[table], f.Kind)
		}
	}
	chosen, err := o.Choose(ctx, s)
	if err != nil {
		return nil, err
	}
	err = s.Teams(ctx, func(t model.Team, held []field.Stored) error {
		if chosen.HasTeam(t.ID) {
			r.Teams = append(r.Teams, &Team{
				Team: t, Tally: model.Tally{Minimum: r.minimum(held)}, Fields: fieldTexts(held), sortKey: sortKey(t.Name),
			})
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = s.Heroes(ctx, func(h model.Hero, held []field.Stored) error {
		if chosen.HasHero(h.ID) {
			if !o.Secrets {
				h.SecretName = ""
			}
			r.Heroes = append(r.Heroes, &Hero{Hero: h, Fields: fieldTexts(held), sortKey: sortKey(h.Name)})
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if err := r.addMembers(ctx, s, chosen); err != nil {
		return nil, err
	}
	r.sort()
	return r, nil
}

// addMembers reads the memberships.
func (r *Roster) addMembers(ctx context.Context, s *snapshot.Snapshot, chosen *Chosen) error {
	// The database may order texts by its locale.
	slices.SortFunc(r.Teams, func(a, b *Team) int { return a.ID.Compare(b.ID) })
	slices.SortFunc(r.Heroes, func(a, b *Hero) int { return a.ID.Compare(b.ID) })
	missing := map[model.ID]*Hero{}
	err := s.Links(ctx, func(l snapshot.Link) error {
		key, standing := l.LinkKey, l.Standing
		if !chosen.HasLink(key, standing) {
			return nil
		}
		at, found := slices.BinarySearchFunc(r.Teams, key.TeamID, func(t *Team, id model.ID) int {
			return t.ID.Compare(id)
		})
		if !found {
			r.Lost++
			return nil
		}
		team, hero := r.Teams[at], missing[key.HeroID]
		at, found = slices.BinarySearchFunc(r.Heroes, key.HeroID, func(h *Hero, id model.ID) int {
			return h.ID.Compare(id)
		})
		if found {
			hero = r.Heroes[at]
		} else if hero == nil {
			noFields := make([]string, len(r.Fields[model.HeroTable]))
			hero = &Hero{Hero: model.Hero{ID: key.HeroID}, Missing: true, Fields: noFields}
			missing[key.HeroID] = hero
		}
		team.Members = append(team.Members, Member{hero, standing, fieldTexts(l.Fields)})
		if standing == model.Training {
			team.Tally.Training++
		} else {
			team.Tally.Active++
		}
		return nil
	})
	for _, hero := range missing {
		r.Heroes = append(r.Heroes, hero)
	}
	return err
}

// sort puts everything in the order of names, and finds the names that are not unique.
func (r *Roster) sort() {
	slices.SortFunc(r.Teams, func(a, b *Team) int {
		return cmp.Or(cmp.Compare(a.sortKey, b.sortKey), cmp.Compare(a.Name, b.Name), a.ID.Compare(b.ID))
	})
	slices.SortFunc(r.Heroes, byName)
	for i, t := range r.Teams {
		t.at = i
		if i > 0 && t.sortKey == r.Teams[i-1].sortKey {
			t.SameName, r.Teams[i-1].SameName = true, true
		}
		slices.SortFunc(t.Members, func(a, b Member) int { return byName(a.Hero, b.Hero) })
		for _, m := range t.Members {
			m.Memberships = append(m.Memberships, Membership{t, m.Standing})
		}
	}
	for i, h := range r.Heroes {
		if i > 0 && h.sortKey == r.Heroes[i-1].sortKey {
			h.SameName, r.Heroes[i-1].SameName = true, true
		}
	}
}

func byName(a, b *Hero) int {
	return cmp.Or(cmp.Compare(a.sortKey, b.sortKey), cmp.Compare(a.Name, b.Name), a.ID.Compare(b.ID))
}

// sortKey returns what a name sorts by.
func sortKey(name string) string { return fold.PadNumbers(fold.Name(name)) }

// fieldTexts returns the values of fields formatted for display.
func fieldTexts(held []field.Stored) []string {
	var all []string
	for _, h := range held {
		all = append(all, safetext.Line(h.Value().Text))
	}
	return all
}

// Label returns what a team is called, on one safe line: with its id if that is needed.
func (t *Team) Label() string { return label("team", t.Name, t.ID, t.SameName) }

// minimum returns how many actives a team needs, by its fields.
func (r *Roster) minimum(held []field.Stored) int64 {
	for _, h := range held {
		if h.Field.IsMinimum() {
			return h.Value().Minimum(r.Coverage)
		}
	}
	return r.Coverage
}

// Understaffed reports whether a team has fewer active members than it needs. That is known only
// if all its members are in the roster.
func (r *Roster) Understaffed(t *Team) bool {
	return !t.Covered() && !r.Selection.Training && len(r.Selection.Filter) == 0
}

// Covered reports whether a team has as many actives as it needs.
func (t *Team) Covered() bool { return t.Tally.Lacking() == 0 }

// Label returns what a hero is called, on one safe line: with their id if that is needed.
func (h *Hero) Label() string {
	text := label("hero", h.Name, h.ID, h.SameName)
	if h.Missing {
		text += " (does not exist)"
	}
	return text
}

func label(kind, name string, id model.ID, twin bool) string {
	text := safetext.Line(name)
	switch {
	case strings.TrimSpace(text) == "":
		return kind + " " + safetext.Line(id.String())
	case twin:
		return text + " (id " + safetext.Line(id.String()) + ")"
	}
	return text
}

// Standings returns the standing of a hero in each team of the roster.
func (r *Roster) Standings(h *Hero) []model.Standing {
	cells := make([]model.Standing, len(r.Teams))
	for _, in := range h.Memberships {
		cells[in.at] = in.Standing
	}
	return cells
}

// maxMatrixCells is how large a matrix is beside the rest of a roster: 1,000 heroes and 200
// teams.
const maxMatrixCells = 200_000

// MatrixFits reports whether the matrix is small enough to be read beside the rest of the
// roster.
func (r *Roster) MatrixFits() bool { return len(r.Heroes)*len(r.Teams) <= maxMatrixCells }

// Trainees returns how many memberships are in training.
func (r *Roster) Trainees() (n int64) {
	for _, t := range r.Teams {
		n += t.Tally.Training
	}
	return n
}

// Unassigned returns the heroes on no team.
func (r *Roster) Unassigned() []*Hero {
	var free []*Hero
	for _, h := range r.Heroes {
		if len(h.Memberships) == 0 {
			free = append(free, h)
		}
	}
	return free
}

// Date returns when the roster was read, in local time with its zone.
func (r *Roster) Date() string { return r.At.Local().Format("2 January 2006, 15:04 MST") }

// Title returns what the roster is called: after the team if there is one only.
func (r *Roster) Title() string {
	title := "Roster"
	if r.Selection.Training {
		title = r.Words.Say("In training")
	}
	if len(r.Selection.Teams) == 1 && len(r.Teams) == 1 {
		title += " · " + r.Teams[0].Label()
	}
	if len(r.Selection.Filter) > 0 {
		title += " · " + safetext.Line(strings.Join(r.Selection.Filter, " "))
	}
	return title
}
