package importer

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"roster/data/change"
	"roster/data/model"
)

// matcher finds the rows that a draft is of.
type matcher struct {
	*Importer
	draft     *Draft
	match     Match
	onlyAdd   bool // leave memberships that are there alone
	answers   map[string]string
	otherwise string
	plan      *Plan
	teams     outcomes
	heroes    outcomes
	links     []change.Edit // the changes of memberships, up to the limit of the history
	moved     []bool        // whether the standing changes, of each membership that does
}

// outcome is what becomes of an entity.
type outcome struct {
	id      int64 // the code of that of its row; for a new one of the ID in the file, or 0
	state   matchState
	changes uint8 // what of its row changes: saysName, saysText, saysAge
}

type matchState uint8

const (
	matchNew           matchState = iota
	matchNewUnnumbered            // a new one whose id the database gives
	matchSame                     // its row is the same as in the file
	matchChanged                  // its row changes
)

// isAdded reports whether the entity gets a new row.
func (s matchState) isAdded() bool { return s <= matchNewUnnumbered }

// outcomes are what becomes of the teams or the heroes of a draft.
type outcomes struct {
	*entities
	of       []outcome         // by the index of the entity
	order    []uint32          // the indexes, in order of the ids that the rows have or get
	changed  []change.Edit     // the changes, up to the limit of the history
	names    map[uint32]string // the names of the rows, up to that limit, by the index
	defaults defaultValues     // what new rows get beside
}

// count returns how many entities have this outcome.
func (f *outcomes) count(is matchState) int {
	n := 0
	for _, o := range f.of {
		if o.state == is {
			n++
		}
	}
	return n
}

// run determines the outcome of everything in the draft. Memberships come last: they depend on
// the outcomes of their entities.
func (m *matcher) run(ctx context.Context) error {
	var err error
	if m.teams, err = m.matchEntities(ctx, &m.draft.teams, &m.plan.Teams); err != nil {
		return err
	}
	if m.heroes, err = m.matchEntities(ctx, &m.draft.heroes, &m.plan.Heroes); err != nil {
		return err
	}
	m.rank()
	m.sortLinks()
	if m.plan.Problems.Count+m.draft.problems.Count+m.plan.Doubtful > 0 {
		return nil
	}
	return errors.Join(m.compareLinks(ctx), m.noteNewWords(ctx))
}

// matchEntities finds the rows of all teams, or of all heroes.
func (m *matcher) matchEntities(ctx context.Context, ps *entities, counts *Counts) (outcomes, error) {
	f := outcomes{
		entities: ps, of: make([]outcome, ps.len()), defaults: m.newDefaults(m.draft, m.db.Catalog().Table(ps.table)),
	}
	c, err := m.candidates(ctx, ps)
	if err != nil {
		return f, err
	}
	if m.match == MatchName {
		if err := m.recognize(ctx, ps, c); err != nil {
			return f, err
		}
	}
	for at, p := range ps.all() {
		if !p.alias {
			f.of[at] = m.decide(ps, at, c)
		}
	}
	if m.plan.Problems.Count+m.plan.Doubtful > 0 {
		return f, nil
	}
	if err := m.compareEntities(ctx, &f); err != nil {
		return f, err
	}
	for at, p := range ps.all() {
		switch o := f.of[at]; {
		case p.alias:
		case o.state.isAdded():
			counts.Add++
			m.note(ps, p)
		case o.state == matchChanged:
			counts.Change++
			m.note(ps, p)
		default:
			counts.Same++
		}
	}
	return f, nil
}

// note records an accepted text that violates the rules for typed text. The second text may be
// empty.
func (m *matcher) note(ps *entities, p *entity) {
	check := func(field string, s span) {
		if _, err := model.ParseText(field, ps.string(s)); err != nil {
			m.noted("line %d: imported as it is, although %s", p.line, lowerFirst(err.Error()))
		}
	}
	check("Name", p.name)
	if p.said(saysText) && ps.string(p.text) != "" {
		check(strings.ToUpper(ps.text[:1])+ps.text[1:], p.text)
	}
	if p.said(saysYears) && (p.age < 0 || p.age > model.MaxAge) {
		m.noted("line %d: imported as it is, although age %d is not from 0 to %d", p.line, p.age, model.MaxAge)
	}
}

func (m *matcher) noted(format string, args ...any) {
	if m.plan.Noted++; m.plan.Noted <= model.MaxNamedRows {
		m.plan.Notes = append(m.plan.Notes, fmt.Sprintf(format, args...))
	}
}

func lowerFirst(s string) string { return strings.ToLower(s[:1]) + s[1:] }

// decide determines which row an entity is, or that it is a new one.
func (m *matcher) decide(ps *entities, at uint32, c *candidates) outcome {
	p := ps.at(at)
	if !m.fitsIn(ps, p) {
		return outcome{}
	}
	if m.match == MatchID {
		return m.decideByID(ps, p, c.row(at).there)
	}
	if !p.said(saysName) {
		m.plan.Problems.add(int(p.line), "%s %s is not named in the file: add its name, or match by id", ps.id,
			ps.idOf(p.id))
		return outcome{}
	}
	if row := c.row(at); row.there {
		if !row.fits {
			m.plan.Problems.add(int(p.line), "%s %s belongs to %q, not to %s: leave the id out, or match by id to change the name", ps.id, ps.idOf(p.id), model.Brief(c.others[at]), ps.title(p))
		}
		return outcome{id: p.id, state: matchSame}
	}
	if id, ok := c.respelled[at]; ok {
		return outcome{id: id, state: matchSame}
	}
	leader, _ := ps.leader(ps.string(p.name))
	fits := c.named(leader)
	switch {
	case fits.count == 0:
		return m.decideNew(ps, p)
	case fits.count > 1:
		m.plan.Problems.add(int(p.line), "%s matches %d %s: %s; choose one with %s", ps.title(p), fits.count,
			ps.rows(), c.listed(ps, leader), ps.id)
	case fits.taken || ps.isNamedBy(fits.id, p):
		m.plan.Problems.add(int(p.line), "%s matches id:%s, and so does another row of the file: %s", ps.title(p),
			ps.idOf(fits.id), ps.hintToDistinguish(p))
	}
	fits.taken = true
	return outcome{id: fits.id, state: matchSame}
}

// fitsIn reports whether the columns accept the numbers of an entity, and records a problem if
// not.
func (m *matcher) fitsIn(ps *entities, p *entity) bool {
	t := m.db.Catalog().Table(ps.table)
	fits := true
	check := func(says uint8, column, called string, n int64) {
		if !p.said(says) {
			return
		}
		if most, ok := t.Takes(column, n); !ok {
			m.plan.Problems.add(int(p.line), "%s %d is too large: the column takes %d at most", called, n, most)
			fits = false
		}
	}
	if !ps.others {
		check(saysID, "id", ps.id, p.id)
	}
	if ps.table == model.HeroTable {
		check(saysYears, "age", "age", int64(p.age))
	}
	if p.text.size > 0 && !t.Has(ps.column) {
		m.plan.Problems.add(int(p.line), "%s has a %s, and the database has no place for it: leave that column out", ps.title(p), ps.text)
	}
	if p.said(saysYears) && !t.Has("age") {
		m.plan.Problems.add(int(p.line), "%s has an age, and the database has no place for it: leave that column out", ps.title(p))
	}
	return fits
}

// hintToDistinguish explains how to distinguish an entity from another one of its name.
func (ps *entities) hintToDistinguish(p *entity) string {
	if p.said(saysID) {
		return "match by id to tell them apart"
	}
	return "choose with " + ps.id
}

// isNamedBy reports whether the draft has an entity of p's name whose ID has that code.
func (ps *entities) isNamedBy(id int64, p *entity) bool {
	other, ok := ps.withCode(id)
	return ok && string(ps.bytes(ps.at(other).name)) == string(ps.bytes(p.name))
}

func (m *matcher) decideByID(ps *entities, p *entity, there bool) outcome {
	switch {
	case !p.said(saysID):
		m.plan.Problems.add(int(p.line), "%s has no %s: to match by id, all rows need one", ps.title(p), ps.id)
		return outcome{}
	case there:
		return outcome{id: p.id, state: matchSame}
	case !p.said(saysName):
		m.plan.Problems.add(int(p.line), "%s %s is new: it needs a name", ps.id, ps.idOf(p.id))
		return outcome{}
	}
	return m.decideNew(ps, p)
}

// decideNew is the outcome of an entity that has no row yet.
func (m *matcher) decideNew(ps *entities, p *entity) outcome {
	if field := m.draft.lacking(ps.table, ps.given(p)); field != "" {
		m.plan.Problems.add(int(p.line), "%s is new: it needs %s", ps.title(p), field)
	}
	if p.said(saysID) {
		return outcome{id: p.id, state: matchNew}
	}
	return outcome{state: matchNewUnnumbered}
}

// rank puts the entities in the order in which their rows are stored: memberships are written
// much faster that way.
func (m *matcher) rank() {
	m.teams.rank()
	m.heroes.rank()
}

func (f *outcomes) rank() {
	f.order = make([]uint32, 0, f.len())
	for at, p := range f.all() {
		if !p.alias {
			f.order = append(f.order, at)
		}
	}
	slices.SortStableFunc(f.order, func(a, b uint32) int { return f.compare(f.of[a], f.of[b]) })
}

// compare orders by id; those that have none yet come last.
func (f *outcomes) compare(a, b outcome) int {
	switch {
	case a.state != matchNewUnnumbered && b.state != matchNewUnnumbered:
		return f.compareCodes(a.id, b.id)
	case a.state != matchNewUnnumbered:
		return -1
	case b.state != matchNewUnnumbered:
		return 1
	}
	return 0
}
