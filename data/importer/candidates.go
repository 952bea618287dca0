package importer

import (
	"context"
	"fmt"
	"strings"

	"roster/data/internal/cell"
	"roster/data/internal/sqldb"
	"roster/internal/fold"
)

// candidates are the rows that the entities of a draft could be.
type candidates struct {
	rows      []rowOfID         // by the index of the entity
	names     []rowsOfName      // by the index of the name's leader
	others    map[uint32]string // the names of rows that do not fit, by entity
	ids       map[uint32][]int64
	respelled map[uint32]int64 // the rows that are meant by another spelling, by entity; the codes of their ids
}

// rowOfID is the row with the ID of an entity.
type rowOfID struct{ there, fits bool }

// rowsOfName are the rows with a name.
type rowsOfName struct {
	id    int64 // the code of that of the first one
	count int
	taken bool // an entity is that row
}

// maxLookups is the maximum number of entities that are looked up one by one. Above that it is
// faster to read the whole table once.
const maxLookups = 2000

// maxCandidates is the maximum number of rows that are named if a name fits several.
const maxCandidates = 5

// candidates reads the rows that fit by id or by name.
func (m *matcher) candidates(ctx context.Context, ps *entities) (*candidates, error) {
	c := &candidates{others: map[uint32]string{}, ids: map[uint32][]int64{}, respelled: map[uint32]int64{}}
	if some, err := m.hasRows(ctx, ps.table); err != nil || !some {
		return c, err
	}
	c.rows, c.names = make([]rowOfID, ps.len()), make([]rowsOfName, ps.len())
	byID := func(row cell.Row) error { c.addID(ps, row); return nil }
	byName := func(row cell.Row) error { c.addName(ps, row); return nil }
	if ps.len() > maxLookups {
		return c, m.readNames(ctx, ps, "", nil, func(row cell.Row) error {
			c.addID(ps, row)
			c.addName(ps, row)
			return nil
		})
	}
	var ids, names []any
	for _, p := range ps.all() {
		if p.said(saysID) {
			ids = append(ids, ps.stored(p.id))
		}
		if p.said(saysName) && !p.alias {
			names = append(names, ps.string(p.name))
		}
	}
	if err := m.readNames(ctx, ps, "id", ids, byID); err != nil {
		return c, err
	}
	return c, m.readNames(ctx, ps, "name", uniqueValues(names), byName)
}

// hasRows reports whether a table has any row.
func (m *matcher) hasRows(ctx context.Context, table string) (some bool, err error) {
	err = m.db.Read("Import").Query(ctx, 1, func(cell.Row) error {
		some = true
		return nil
	}, "SELECT 1 FROM "+m.db.Engine.Relation(table)+" LIMIT 1")
	return some, err
}

// row returns the row with the ID of the entity at an index.
func (c *candidates) row(at uint32) rowOfID {
	if c.rows == nil {
		return rowOfID{}
	}
	return c.rows[at]
}

// named returns the rows with a name, by its leader. None are there in an empty
// table, for which nothing is kept.
func (c *candidates) named(leader uint32) *rowsOfName {
	if c.names == nil {
		return &rowsOfName{}
	}
	return &c.names[leader]
}

// uniqueValues returns the values without duplicates, so that each row is read only once.
func uniqueValues(values []any) []any {
	seen := make(map[any]bool, len(values))
	var once []any
	for _, v := range values {
		if !seen[v] {
			seen[v] = true
			once = append(once, v)
		}
	}
	return once
}

// readNames reads id and name of the rows whose column has one of the values,
// or of all where column is "".
func (m *matcher) readNames(
	ctx context.Context, ps *entities, column string, values []any, read func(cell.Row) error,
) error {
	text := "SELECT id, " + m.db.Engine.Raw("name") + " FROM " + m.db.Engine.From(ps.table, "")
	if column == "" {
		return m.db.Read("Import").Query(ctx, 2, read, text)
	}
	return sqldb.InChunks(m.db.Engine, values, 1, func(values []any) error {
		var sql sqldb.Builder
		sql.Add(text, " WHERE ")
		if column == "id" {
			m.db.AmongIDs(&sql, ps.table, column, column, values)
		} else {
			m.db.Engine.Among(&sql, column, values)
		}
		sql.Add(" ORDER BY id")
		return m.db.Read("Import").Query(ctx, 2, read, sql.String(), sql.Args...)
	})
}

// addID records a row for the entity that has its ID.
func (c *candidates) addID(ps *entities, row cell.Row) {
	at, ok := ps.withID(cell.ID(row[0]))
	if !ok {
		return
	}
	c.rows[at] = rowOfID{there: true, fits: fold.Compare(cell.Text(row[1]), ps.string(ps.at(at).name)) >= fold.Similar}
	if !c.rows[at].fits && len(c.others) < maxProblems {
		c.others[at] = cell.Text(row[1])
	}
}

// addName records a row for the entities that have its name.
func (c *candidates) addName(ps *entities, row cell.Row) {
	leader, ok := ps.leader(cell.Text(row[1]))
	if !ok {
		return
	}
	n, id := &c.names[leader], ps.code(cell.ID(row[0]))
	if n.count > 0 && n.id == id {
		return // read for two spellings, by a column that folds case
	}
	if n.count++; n.count == 1 {
		n.id = id
		return
	}
	if len(c.ids) < maxProblems || c.ids[leader] != nil {
		if ids := c.ids[leader]; len(ids) < maxCandidates-1 {
			c.ids[leader] = append(ids, id)
		}
	}
}

// listed names the rows of a name, the first few.
func (c *candidates) listed(ps *entities, leader uint32) string {
	n := c.names[leader]
	parts := []string{fmt.Sprintf("id:%s", ps.idOf(n.id))}
	for _, id := range c.ids[leader] {
		parts = append(parts, fmt.Sprintf("id:%s", ps.idOf(id)))
	}
	if len(parts) < n.count {
		parts = append(parts, "…")
	}
	return strings.Join(parts, ", ")
}
