package importer

import (
	"context"
	"fmt"
	"slices"

	"roster/data/internal/cell"
	"roster/data/model"
	"roster/internal/fold"
)

// The answers to a [Doubt] besides those of its namesakes.
const (
	AnswerSame = "same" // it is the only namesake
	AnswerNew  = "new"  // it is another one
)

// Doubt is a team or a hero of a file that may be one that is there, or another one of
// the file.
type Doubt struct {
	Kind   string // team or hero
	Name   string
	Line   int
	Others []Namesake
}

// ID returns the key of the doubt in [Import.Answers].
func (d Doubt) ID() string { return d.Kind + ":" + d.Name }

// Namesake is whom a name may mean.
type Namesake struct {
	Name string
	ID   model.ID // of its row
	Line int      // in the file, if it has no row yet, else 0
	How  fold.Similarity
	at   uint32 // the index of the entity, if it has no row yet
}

// Answer returns the answer to a [Doubt] that this one is meant.
func (n Namesake) Answer() string {
	if n.Line > 0 {
		return fmt.Sprintf("line:%d", n.Line)
	}
	return fmt.Sprintf("id:%s", n.ID)
}

// String returns the namesake for display: José Álvarez (id 3).
func (n Namesake) String() string {
	if n.Line > 0 {
		return fmt.Sprintf("%s (line %d)", model.Brief(n.Name), n.Line)
	}
	return fmt.Sprintf("%s (id %s)", model.Brief(n.Name), n.ID)
}

// maxCompared is how many new names are searched for typing errors. In more of them, only
// those are found that differ in case, accents, and spacing.
const maxCompared = 20_000

// maxDoubts is how many doubts of a file are listed.
const maxDoubts = 200

// namesakes finds whom the names mean that no row has exactly.
type namesakes struct {
	*matcher
	ps     *entities
	c      *candidates
	index  *fold.Index
	shared []bool                // the entities that may be close to others of the file
	rows   map[uint32][]Namesake // the rows that are close, by entity
	owner  map[model.ID]uint32   // the entities that rows became known for
}

// recognize finds rows for the entities whose exact name no row has: a row with the same name
// except for case, accents and spacing is used; the user decides about similar names. Entities
// of the file that turn out to be the same become one.
func (m *matcher) recognize(ctx context.Context, ps *entities, c *candidates) error {
	var unknown []uint32
	for at, p := range ps.all() {
		if !p.alias && p.said(saysName) && !c.row(at).there && c.countNamed(ps, p) == 0 {
			unknown = append(unknown, at)
		}
	}
	// In an empty table those of a file with ids are all new.
	isOpen := func(at uint32) bool { return c.names != nil || !ps.at(at).said(saysID) }
	if !slices.ContainsFunc(unknown, isOpen) {
		return nil
	}
	n := namesakes{matcher: m, ps: ps, c: c, rows: map[uint32][]Namesake{}, owner: map[model.ID]uint32{}}
	n.index = fold.NewIndex(func(at uint32) string { return ps.string(ps.at(at).name) }, len(unknown) <= maxCompared)
	n.index.Grow(len(unknown))
	for _, at := range unknown {
		n.index.Add(at)
	}
	if c.names != nil {
		if err := m.readNames(ctx, ps, "", nil, func(row cell.Row) error { n.compare(row); return nil }); err != nil {
			return err
		}
	}
	if len(unknown) > maxCompared {
		m.noted("%d names of %s are new, too many to check for typing errors", len(unknown), ps.rows())
	}
	n.shared = n.index.Shared(ps.len())
	for _, at := range unknown {
		if n.shared[at] || len(n.rows[at]) > 0 {
			n.decide(at)
		}
	}
	return nil
}

// countNamed returns how many rows have exactly the name of an entity.
func (c *candidates) countNamed(ps *entities, p *entity) int {
	leader, _ := ps.leader(ps.string(p.name))
	return c.named(leader).count
}

// compare records a row for the entities that it is close to.
func (n *namesakes) compare(row cell.Row) {
	name := cell.Text(row[1])
	for _, at := range n.index.Find(name) {
		how := fold.Compare(name, n.ps.string(n.ps.at(at).name))
		if others := n.rows[at]; len(others) < maxCandidates && how != fold.Same {
			n.rows[at] = append(others, Namesake{Name: name, ID: cell.ID(row[0]), How: how})
		}
	}
}

// decide decides which row an entity means, or records the doubt.
func (n *namesakes) decide(at uint32) {
	p := n.ps.at(at)
	d := Doubt{Kind: n.ps.table, Name: n.ps.string(p.name), Line: int(p.line)}
	folded := fold.Name(d.Name)
	var same []Namesake
	for _, other := range append(n.rows[at], n.candidatesBefore(at)...) {
		if fold.Name(other.Name) == folded {
			same = append(same, other)
		}
		d.Others = append(d.Others, other)
	}
	if len(same) > 0 {
		d.Others = same
	}
	answer, isAnswered := n.answers[d.ID()]
	switch {
	case len(d.Others) == 0 || answer == AnswerNew:
		return
	case len(same) == 1 && (!isAnswered || answer == AnswerSame):
		if n.resolve(at, same[0]) {
			n.noted("line %d: using %[3]s for %[2]s", d.Line, n.ps.title(p), same[0])
		}
		return
	case !isAnswered:
		answer = n.otherwise
	}
	for _, other := range d.Others {
		if answer == other.Answer() || answer == AnswerSame && len(d.Others) == 1 {
			n.resolve(at, other)
			return
		}
	}
	if answer == AnswerNew {
		return
	}
	if n.plan.Doubtful++; len(n.plan.Doubts) < maxDoubts {
		n.plan.Doubts = append(n.plan.Doubts, d)
	}
}

// candidatesBefore returns the entities of the file that one is close to and that come first: those with
// an ID, then those of the lines above. Two entities that have IDs are distinct.
func (n *namesakes) candidatesBefore(at uint32) []Namesake {
	p := n.ps.at(at)
	if !n.shared[at] || p.said(saysID) {
		return nil
	}
	var before []Namesake
	for _, other := range n.index.Find(n.ps.string(p.name)) {
		q := n.ps.at(other)
		comes := other < at || q.said(saysID)
		if _, isRow := n.c.respelled[other]; other == at || q.alias || !comes || isRow || len(before) == maxCandidates {
			continue
		}
		name := n.ps.string(q.name)
		before = append(before, Namesake{Name: name, Line: int(q.line), How: fold.Compare(name, n.ps.string(p.name)), at: other})
	}
	return before
}

// resolve makes an entity mean a namesake, and reports whether it does: an entity with an ID is
// not the same as another one of the file.
func (n *namesakes) resolve(at uint32, other Namesake) bool {
	if other.Line > 0 {
		n.mergeInto(at, other.at)
		return true
	}
	is, isTaken := n.entityOf(other)
	switch {
	case !isTaken:
		n.owner[other.ID], n.c.respelled[at] = at, n.ps.code(other.ID)
	case n.ps.at(at).said(saysID):
		return false
	default:
		n.mergeInto(at, is)
	}
	return true
}

// entityOf returns the entity of the file that a row is known for.
func (n *namesakes) entityOf(row Namesake) (uint32, bool) {
	if at, ok := n.owner[row.ID]; ok {
		return at, true
	}
	if at, ok := n.ps.withID(row.ID); ok && n.c.row(at).there {
		return at, true
	}
	at, ok := n.ps.leader(row.Name)
	return at, ok && n.c.named(at).id == n.ps.code(row.ID)
}

// mergeInto makes an entity of the file the same as another one.
func (n *namesakes) mergeInto(at, is uint32) {
	p := n.ps.at(at)
	m := n.ps.entryOf(p)
	m.Name = Maybe[string]{}
	p.alias, p.id = true, int64(is)
	n.ps.merge(is, m, &n.draft.problems)
}
