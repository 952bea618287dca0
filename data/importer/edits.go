package importer

import (
	"cmp"
	"errors"
	"slices"

	"roster/data/change"
	"roster/data/internal/sqldb"
	"roster/data/model"
)

// editing makes the edits of an import that is small enough to be kept.
type editing struct {
	*matcher
	edits []change.Edit
	made  map[*outcomes][]int // the index of the edit that creates an entity, by its rank
	names map[model.Name]bool // the rows that memberships depend on
}

// edits returns the edits of an import, and the names of the rows that it
// depends on.
func (m *matcher) edits() ([]change.Edit, []model.Name, error) {
	e := editing{matcher: m, made: map[*outcomes][]int{}, names: map[model.Name]bool{}}
	if err := errors.Join(e.add(&m.teams), e.add(&m.heroes)); err != nil {
		return nil, nil, err
	}
	e.edits = append(append(e.edits, m.teams.changed...), m.heroes.changed...)
	err := e.join()
	return append(e.edits, m.links...), inOrder(e.names), err
}

// add creates the rows of new entities.
func (e *editing) add(f *outcomes) error {
	t := e.db.Catalog().Table(f.table)
	e.made[f] = make([]int, len(f.order))
	for rank, at := range f.order {
		if f.of[at].state.isAdded() {
			row, err := f.row(t, at)
			if err != nil {
				return err
			}
			e.made[f][rank] = len(e.edits)
			e.edits = append(e.edits, change.Edit{Table: f.table, After: row})
		}
	}
	return nil
}

// join makes the rows of new memberships.
func (e *editing) join() error {
	t := e.db.Catalog().Table(model.LinkTable)
	key, flag := e.db.LinkColumns()
	defaults := e.newDefaults(e.draft, t)
	for l := range e.draft.links.sorted() {
		if l.outcome() != linkAdded && l.outcome() != linkChanged {
			continue
		}
		team, hero := e.idFor(&e.teams, l.teamAt()), e.idFor(&e.heroes, l.hero)
		if l.outcome() == linkAdded {
			row := t.NewRow()
			row[key[0]], row[key[1]], row[flag] = team, hero, e.draft.flag(e.db.Engine, l)
			given := unpack(e.draft.links.packed(l))
			e.draft.set(t, row, given)
			if err := defaults.fill(row, given); err != nil {
				return err
			}
			e.edits = append(e.edits, change.Edit{Table: model.LinkTable, After: row})
		}
	}
	return nil
}

// idFor returns the ID in a membership for the entity of a rank.
func (e *editing) idFor(f *outcomes, rank uint32) any {
	o := f.atRank(rank)
	if name, ok := f.names[f.order[rank]]; ok {
		e.names[model.Name{Table: f.table, ID: f.idOf(o.id), Name: name}] = true
	}
	if o.state == matchNewUnnumbered {
		return model.PendingID(e.made[f][rank])
	}
	return f.stored(o.id)
}

// inOrder returns the names by table and id.
func inOrder(names map[model.Name]bool) []model.Name {
	list := make([]model.Name, 0, len(names))
	for n := range names {
		list = append(list, n)
	}
	slices.SortFunc(list, func(a, b model.Name) int { return cmp.Or(cmp.Compare(b.Table, a.Table), a.ID.Compare(b.ID)) })
	return list
}

// row returns the new row of an entity.
func (f *outcomes) row(t *sqldb.Table, at uint32) (model.Row, error) {
	row, p := t.NewRow(), f.at(at)
	if f.of[at].state == matchNew {
		row[t.Position("id")] = f.stored(f.of[at].id)
	}
	row[t.Position("name")] = f.string(p.name)
	if at := t.Position(f.column); at >= 0 {
		row[at] = f.storedText(t, p)
	}
	if f.table == model.HeroTable && t.Has("age") {
		row[t.Position("age")] = p.years().Stored()
	}
	given := f.given(p)
	f.draft.set(t, row, given)
	return row, f.defaults.fill(row, given)
}
