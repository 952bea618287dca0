package data

import (
	"context"
	"fmt"
	"reflect"
	"strings"
)

// Match says by what the teams and heroes of a file are known.
type Match int

// The ways to match. By id, a name that differs is a change of the name.
const (
	MatchName Match = iota
	MatchID
)

// Import wants the database to hold what a draft says. Nothing is ever deleted.
type Import struct {
	Draft *Draft
	Match Match
	Name  string // of the file, for the label of the change

	OnlyAdd bool // memberships that are there stay as they are

	Answers   map[string]string // whom names mean, by [Doubt.ID]: of [Namesake.Answer], [AnswerSame], or [AnswerNew]
	Otherwise string            // the answer where there is none
}

// Outcome counts what becomes of the rows of a draft.
type Outcome struct{ Add, Change, Same int }

// ImportPlan is an import worked out against the rows as they are.
type ImportPlan struct {
	Teams, Heroes, Links Outcome
	Problems             Problems // while there are any, nothing can be imported
	Notes                []string // what breaks the rules for typed text and is taken, the first 20
	Noted                int
	Doubts               []Doubt // while there are any, nothing can be imported; the first 200
	Doubtful             int     // how many doubts there are
	Change               Change  // without its edits where it is too large to be kept
	bulk                 *bulkImport
	planned              string // the version of the database when it was planned
}

// Empty tells whether there is nothing to do.
func (p *ImportPlan) Empty() bool { return p.Change.rows() == 0 }

// PlanImport works out an import. Nothing is written. What keeps the file from
// being imported is in the plan's problems; the error is of the database.
func (s *Store) PlanImport(ctx context.Context, w Import) (ImportPlan, error) {
	tables := s.catalog()
	p, err := s.planImport(ctx, w)
	p.Change.tables = tables
	return p, s.dialect.failure(err)
}

func (s *Store) planImport(ctx context.Context, w Import) (ImportPlan, error) {
	var p ImportPlan
	var err error
	if p.planned, err = s.version(ctx); err != nil {
		return p, err
	}
	d := w.Draft
	if d.broken {
		p.Problems = d.problems
		return p, nil
	}
	if d.fields != nil && !reflect.DeepEqual(d.fields, s.catalog().allInFiles()) {
		return p, fail(Altered, nil, "Another program altered the tables of %s while the file was read: import it again.", s.path)
	}
	d.finish()
	d.unrank()
	m := matcher{Store: s, draft: d, match: w.Match, onlyAdd: w.OnlyAdd, answers: w.Answers, otherwise: w.Otherwise, plan: &p}
	if err := m.run(ctx); err != nil {
		return p, err
	}
	p.Problems.merge(d.problems)
	if p.Problems.Count+p.Doubtful > 0 {
		return p, nil
	}
	p.Change.Count = p.Teams.edits() + p.Heroes.edits() + p.Links.edits()
	p.Change.Label, p.Change.most = p.label(w.Name), s.maxKept
	if p.Change.Kept() {
		p.Change.Edits, p.Change.Names = m.edits()
	} else {
		p.bulk = &bulkImport{draft: d, teams: m.teams, heroes: m.heroes}
	}
	return p, nil
}

func (o Outcome) edits() int { return o.Add + o.Change }

// KindOutcome is the outcome of the rows of one kind, and the words for one of
// them and for several.
type KindOutcome struct {
	Outcome
	One, Many string
}

// Outcomes returns what becomes of the teams, the heroes and the memberships.
func (p *ImportPlan) Outcomes() []KindOutcome {
	return []KindOutcome{{p.Teams, "team", "teams"}, {p.Heroes, "hero", "heroes"}, {p.Links, "membership", "memberships"}}
}

// ChangedMemberships returns the memberships that a planned import changes, those that go
// from active to training first, at most limit of them. There are none in a plan that is
// too large to be kept.
func (s *Store) ChangedMemberships(p ImportPlan, limit int) []Detail {
	c := p.Change
	c.Edits = nil
	flag := s.catalog().table(linkTable).position("is_training")
	isBack := func(e Edit) bool { return !truth(e.Before[flag]) && truth(e.After[flag]) }
	for _, back := range []bool{true, false} {
		for _, e := range p.Change.Edits {
			if e.Table == linkTable && e.Before != nil && isBack(e) == back {
				c.Edits = append(c.Edits, e)
			}
		}
	}
	return s.Details(c, limit)
}

// label says in one line what an import does.
func (p *ImportPlan) label(name string) string {
	var added, changed []string
	for _, kind := range p.Outcomes() {
		if kind.Add > 0 {
			added = append(added, counted(kind.Add, kind.One, kind.Many))
		}
		if kind.Change > 0 {
			changed = append(changed, counted(kind.Change, kind.One, kind.Many))
		}
	}
	var parts []string
	if len(added) > 0 {
		parts = append(parts, strings.Join(added, ", ")+" added")
	}
	if len(changed) > 0 {
		parts = append(parts, strings.Join(changed, ", ")+" changed")
	}
	return "Import " + name + ": " + strings.Join(parts, "; ")
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// ApplyImport carries out a planned import in one transaction; see
// [Store.Apply]. The progress of ctx is told how many rows are written of how
// many, see [WithProgress].
//
// The error is a [Conflict] where rows have changed since the plan was made.
func (s *Store) ApplyImport(ctx context.Context, p ImportPlan) (Change, error) {
	if p.Problems.Count > 0 {
		return p.Change, fail(Invalid, nil, "Nothing was imported: the file has problems.")
	}
	if p.Doubtful > 0 {
		return p.Change, fail(Invalid, nil, "Nothing was imported: it is not decided whom names of the file mean.")
	}
	// That a row is as it was, the edits tell. That nobody else added the same
	// ones, only the version does.
	unchanged := func(w conn) error {
		if p.Teams.Add+p.Heroes.Add == 0 && p.bulk == nil {
			return nil
		}
		return s.unchanged(ctx, w, p.planned)
	}
	if p.bulk == nil {
		return s.apply(ctx, p.Change, unchanged)
	}
	return s.applyBulk(ctx, p.Change, p.bulk, unchanged)
}

// unchanged returns a [Conflict] where anybody wrote since the version.
func (s *Store) unchanged(ctx context.Context, w conn, planned string) error {
	if err := s.dialect.alone(ctx, w); err != nil {
		return err
	}
	now, err := s.dialect.version(ctx, w)
	if err == nil && now != planned {
		err = &Conflict{Rows: []string{"the database was changed since the import was planned: import again"}, Count: 1}
	}
	return err
}
