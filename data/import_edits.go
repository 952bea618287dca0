package data

import (
	"cmp"
	"slices"
)

// editing makes the edits of an import that is small enough to be kept.
type editing struct {
	*matcher
	edits []Edit
	made  map[*fates][]int // the index of the edit that makes a party, by its rank
	names map[Name]bool    // the rows that memberships depend on
}

// edits returns the edits of an import, and the names of the rows that it
// depends on.
func (m *matcher) edits() ([]Edit, []Name) {
	e := editing{matcher: m, made: map[*fates][]int{}, names: map[Name]bool{}}
	e.add(&m.teams)
	e.add(&m.heroes)
	e.edits = append(append(e.edits, m.teams.changed...), m.heroes.changed...)
	e.join()
	return append(e.edits, m.links...), inOrder(e.names)
}

// add makes the rows of new parties.
func (e *editing) add(f *fates) {
	t := e.catalog().table(f.table)
	e.made[f] = make([]int, len(f.order))
	for rank, at := range f.order {
		if f.of[at].state.isAdded() {
			e.made[f][rank] = len(e.edits)
			e.edits = append(e.edits, Edit{Table: f.table, After: f.row(t, at)})
		}
	}
}

// join makes the rows of new memberships.
func (e *editing) join() {
	t := e.catalog().table(linkTable)
	key, flag := e.linkColumns()
	for l := range e.draft.links.sorted() {
		if l.fate() != linkAdded && l.fate() != linkChanged {
			continue
		}
		team, hero := e.refer(&e.teams, l.teamAt()), e.refer(&e.heroes, l.hero)
		if l.fate() == linkAdded {
			row := t.newRow()
			row[key[0]], row[key[1]], row[flag] = team, hero, e.dialect.flag(l.isTraining())
			e.draft.set(t, row, unpack(e.draft.packed(l)))
			e.edits = append(e.edits, Edit{Table: linkTable, After: row})
		}
	}
}

// refer returns what stands in a membership for the party of a rank.
func (e *editing) refer(f *fates, rank uint32) any {
	fate := f.ranked(rank)
	if name, ok := f.names[f.order[rank]]; ok {
		e.names[Name{f.table, fate.id, name}] = true
	}
	if fate.state == isNamed {
		return newID(e.made[f][rank])
	}
	return fate.id
}

// inOrder returns the names by table and id.
func inOrder(names map[Name]bool) []Name {
	list := make([]Name, 0, len(names))
	for n := range names {
		list = append(list, n)
	}
	slices.SortFunc(list, func(a, b Name) int { return cmp.Or(cmp.Compare(b.Table, a.Table), cmp.Compare(a.ID, b.ID)) })
	return list
}

// row returns the new row of a party.
func (f *fates) row(t *table, at uint32) Row {
	row, p := t.newRow(), f.at(at)
	if f.of[at].state == isNew {
		row[t.position("id")] = f.of[at].id
	}
	row[t.position("name")] = f.string(p.name)
	row[t.position(f.column)] = f.string(p.text)
	if f.table == heroTable {
		row[t.position("age")] = p.years().stored()
	}
	f.draft.set(t, row, f.given(p))
	return row
}
