package importer

import (
	"context"
	"slices"

	"roster/data/change"
	"roster/data/internal/cell"
	"roster/data/internal/sqldb"
	"roster/data/model"
)

// compareBatch is how many rows are compared at a time.
const compareBatch = 10_000

// compareEntities reads the rows of the entities that have one, and finds those that change.
func (m *matcher) compareEntities(ctx context.Context, f *outcomes) error {
	var matched []uint32
	for at, p := range f.all() {
		if !p.alias && !f.of[at].state.isAdded() {
			matched = append(matched, at)
		}
	}
	slices.SortFunc(matched, func(a, b uint32) int { return f.compareCodes(f.of[a].id, f.of[b].id) })
	f.names = map[uint32]string{}
	t := m.db.Catalog().Table(f.table)
	for batch := range slices.Chunk(matched, compareBatch) {
		ids := make([]model.ID, len(batch))
		for i, at := range batch {
			ids[i] = f.idOf(f.of[at].id)
		}
		rows, err := m.writer.Rows(ctx, t, ids)
		if err != nil {
			return err
		}
		for _, at := range batch {
			m.compareEntity(f, t, at, rows[f.idOf(f.of[at].id)])
		}
	}
	return nil
}

// compareEntity notes what of a row the draft changes.
func (m *matcher) compareEntity(f *outcomes, t *sqldb.Table, at uint32, before model.Row) {
	if before == nil {
		m.plan.Problems.add(int(f.at(at).line), "%s was just deleted: import again", f.title(f.at(at)))
		return
	}
	if len(f.names) <= m.writer.MaxKept() {
		f.names[at] = cell.Text(before[t.Position("name")])
	}
	after, changes := f.written(t, f.at(at), before, m.match)
	if changes == 0 {
		return
	}
	f.of[at].state, f.of[at].changes = matchChanged, changes
	if !cell.Equal(before[t.Position("name")], after[t.Position("name")]) {
		delete(f.names, at) // the edit itself matches the name, and undo finds the new one
	}
	if len(f.changed) <= m.writer.MaxKept() {
		f.changed = append(f.changed, change.Edit{Table: f.table, Before: before, After: after})
	}
}

// written returns a row with the values of the draft, and the columns that change. Columns
// that the draft does not mention stay; an empty name is ignored.
func (f *outcomes) written(t *sqldb.Table, p *entity, before model.Row, match Match) (after model.Row, changes uint8) {
	after = before.Clone()
	set := func(says uint8, column string, v any, differs bool) {
		if p.said(says) && differs && t.Has(column) {
			after[t.Position(column)] = v
			changes |= says
		}
	}
	was := func(column string) string {
		if !t.Has(column) {
			return ""
		}
		return cell.Text(before[t.Position(column)])
	}
	set(saysName, "name", f.string(p.name), match == MatchID && p.name.size > 0 && was("name") != f.string(p.name))
	if text := f.storedText(t, p); t.Has(f.column) {
		set(saysText, f.column, text, was(f.column) != f.string(p.text) ||
			(text == nil) != (before[t.Position(f.column)] == nil))
	}
	if p.said(saysAge) && t.Has("age") {
		set(saysAge, "age", p.years().Stored(), (before[t.Position("age")] != nil) != p.years().Set ||
			was("age") != p.years().Text)
	}
	if differing := f.draft.differing(t, before, f.given(p)); len(differing) > 0 {
		f.draft.set(t, after, differing)
		changes |= saysMore
	}
	return after, changes
}

// sortLinks makes the memberships point to the ranks of their entities, sorts them by key, and
// records duplicates.
func (m *matcher) sortLinks() {
	teams, heroes := m.teams.ranks(), m.heroes.ranks()
	links := &m.draft.links
	for _, l := range links.all() {
		l.setEnds(teams[l.teamAt()], heroes[l.hero])
	}
	m.draft.ranked = [2][]uint32{m.teams.order, m.heroes.order}
	links.sort()
	var last *draftLink
	for l := range links.sorted() {
		if last == nil || !l.isOf(last) {
			last = l
			continue
		}
		l.setOutcome(linkDuplicate)
		if string(m.draft.links.packed(l)) != string(m.draft.links.packed(last)) {
			m.plan.Problems.add(m.draft.links.line(l), "%s in %s has other fields in line %d: make them the same",
				m.heroes.titleAtRank(l.hero), m.teams.titleAtRank(l.teamAt()), m.draft.links.line(last))
		}
		if l.standing() != last.standing() {
			m.plan.Problems.add(m.draft.links.line(l), "%s in %s is %s here and %s in line %d: make them the same",
				m.heroes.titleAtRank(l.hero), m.teams.titleAtRank(l.teamAt()), m.db.Words.Say(l.standingText()),
				m.db.Words.Say(last.standingText()), m.draft.links.line(last))
		}
	}
}

// ranks returns the rank of each entity, by its index.
func (f *outcomes) ranks() []uint32 {
	ranks := make([]uint32, f.len())
	for rank, at := range f.order {
		ranks[at] = uint32(rank)
	}
	for at, p := range f.all() {
		if p.alias {
			ranks[at] = ranks[p.id]
		}
	}
	return ranks
}

func (f *outcomes) titleAtRank(rank uint32) string { return f.title(f.at(f.order[rank])) }

// atRank returns the outcome of the entity of this rank.
func (f *outcomes) atRank(rank uint32) outcome { return f.of[f.order[rank]] }

// compareLinks finds the memberships that exist, and those that change.
func (m *matcher) compareLinks(ctx context.Context) error {
	some, err := m.hasRows(ctx, model.LinkTable)
	if err != nil {
		return err
	}
	if !some {
		m.plan.Links.Add = m.draft.links.count(linkAdded)
		m.lackingInLinks()
		return nil
	}
	var batch []*draftLink
	for l := range m.draft.links.sorted() {
		if l.outcome() == linkDuplicate {
			continue
		}
		if _, known := m.key(l); !known {
			m.plan.Links.Add++
			continue
		}
		if batch = append(batch, l); len(batch) == compareBatch {
			if err := m.compareBatch(ctx, batch); err != nil {
				return err
			}
			batch = batch[:0]
		}
	}
	if err := m.compareBatch(ctx, batch); err != nil {
		return err
	}
	m.lackingInLinks()
	return nil
}

// lackingInLinks notes the new memberships that lack what they need.
func (m *matcher) lackingInLinks() {
	if m.draft.lacking(model.LinkTable, nil) == "" {
		return
	}
	for l := range m.draft.links.sorted() {
		if l.outcome() != linkAdded {
			continue
		}
		if field := m.draft.lacking(model.LinkTable, unpack(m.draft.links.packed(l))); field != "" {
			m.plan.Problems.add(m.draft.links.line(l), "%s in %s is new: it needs %s", m.heroes.titleAtRank(l.hero),
				m.teams.titleAtRank(l.teamAt()), field)
		}
	}
}

// compareBatch compares memberships whose entities have IDs.
func (m *matcher) compareBatch(ctx context.Context, batch []*draftLink) error {
	seen := make([]model.MembershipRef, len(batch))
	for i, l := range batch {
		seen[i].LinkKey, _ = m.key(l)
	}
	rows, err := m.Importer.writer.Links(ctx, seen)
	if err != nil {
		return err
	}
	for i, l := range batch {
		m.compareLink(l, seen[i].LinkKey, rows)
	}
	return nil
}

// key returns the key of a membership if both entities have an ID: the membership may exist
// even if one of them does not.
func (m *matcher) key(l *draftLink) (model.LinkKey, bool) {
	team, hero := m.teams.atRank(l.teamAt()), m.heroes.atRank(l.hero)
	if team.state == matchNewUnnumbered || hero.state == matchNewUnnumbered {
		return model.LinkKey{}, false
	}
	return model.LinkKey{TeamID: m.teams.idOf(team.id), HeroID: m.heroes.idOf(hero.id)}, true
}

func (m *matcher) compareLink(l *draftLink, key model.LinkKey, rows map[model.LinkKey]change.LinkRow) {
	now, there := rows[key]
	_, flag := m.db.LinkColumns()
	t := m.db.Catalog().Table(model.LinkTable)
	var differing []FieldValue
	if there && !m.onlyAdd {
		differing = m.draft.differing(t, now.Row, unpack(m.draft.links.packed(l)))
	}
	isSame := there && (m.onlyAdd || l.standing() == model.Absent ||
		l.standing() == model.StandingOf(cell.Truth(now.Row[flag])))
	switch {
	case !there:
		m.plan.Links.Add++
	case isSame && len(differing) == 0:
		m.plan.Links.Same++
		l.setOutcome(linkSame)
	default:
		m.plan.Links.Change++
		l.setOutcome(linkChanged)
		m.moved = append(m.moved, !isSame)
		if len(m.links) <= m.writer.MaxKept() {
			after := now.Row.Clone()
			if !isSame {
				after[flag] = m.db.Engine.Flag(m.draft.isTraining(l))
			}
			m.draft.set(t, after, differing)
			m.links = append(m.links, change.Edit{Table: model.LinkTable, Before: now.Row, After: after})
		}
	}
}
