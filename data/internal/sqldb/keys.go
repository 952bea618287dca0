package sqldb

import (
	"fmt"
	"slices"

	"roster/data/field"
	"roster/data/internal/cell"
	"roster/data/model"
)

// kindAt returns what a column holds if it is a key.
func (t *Table) kindAt(column string) model.KeyKind { return t.Kinds[t.Position(column)] }

// Keys returns what the ids of a team or a hero are.
func (t *Table) Keys() model.KeyKind { return t.kindAt("id") }

// Keys are what the ids of a roster are.
type Keys struct{ Team, Hero model.KeyKind }

// Keys returns what the ids of the roster are.
func (c *Catalog) Keys() Keys {
	return Keys{c.Table(model.TeamTable).Keys(), c.Table(model.HeroTable).Keys()}
}

// Link reads the cells team_id, hero_id; ok is false if one can't be an id.
func (k Keys) Link(row cell.Row) (key model.LinkKey, ok bool) {
	key = model.LinkKey{TeamID: cell.ID(row[0]), HeroID: cell.ID(row[1])}
	return key, k.Team.Holds(key.TeamID) && k.Hero.Holds(key.HeroID)
}

// Of returns what the ids of a table are.
func (k Keys) Of(table string) model.KeyKind {
	if table == model.TeamTable {
		return k.Team
	}
	return k.Hero
}

// AmongIDs appends a condition: the expression for a column of a table is one of these ids.
func (db *DB) AmongIDs(s *Builder, table, column, expr string, ids []any) {
	t := db.Catalog().Table(table)
	db.Engine.AmongKeys(s, expr, t.Types[t.Position(column)], ids)
}

// JoinLink returns the condition that a membership l has the key that [Statements.Source] has in
// its first two columns.
func (db *DB) JoinLink() string {
	t := db.Catalog().Table(model.LinkTable)
	cast := func(i int, column string) string {
		return db.Engine.Cast(SourceColumn(i), t.Types[t.Position(column)])
	}
	return "l.team_id = " + cast(0, "team_id") + " AND l.hero_id = " + cast(1, "hero_id")
}

// keyFlaw returns why the columns of a key can't have the ids of a roster, "" if they can. like is
// what the ids are that they refer to, if they do.
func (t *Table) keyFlaw(called string, columns []model.Column, like []model.KeyKind) string {
	for i, column := range columns {
		kind := t.kindAt(column.Name)
		switch {
		case like == nil && kind == model.NoKey:
			return fmt.Sprintf("the ids of table %q, in column %q, are neither whole numbers nor texts nor UUIDs", called, column.Stored)
		case like == nil && kind == model.NumberKey && !t.GeneratesIDs:
			return fmt.Sprintf("the ids of table %q are not whole numbers that the database assigns (INTEGER PRIMARY KEY)", called)
		case like != nil && !kind.IsLike(like[i]) && like[i] == model.NumberKey:
			return fmt.Sprintf("column %q of table %q does not keep whole numbers", column.Stored, called)
		case like != nil && !kind.IsLike(like[i]):
			return fmt.Sprintf("column %q of table %q does not hold %s, as the ids that it refers to are", column.Stored, called, like[i])
		}
	}
	return ""
}

// clientKey returns the position of the key that roster gives a new row, because the database gives
// none: that of a team or a hero, or that of a membership which has one of its own. It is -1 if
// there is no such key.
func (t *Table) clientKey() int {
	if len(t.Key) != 1 || t.Kinds[t.Key[0]] == model.NumberKey {
		return -1
	}
	p := t.Key[0]
	at := slices.IndexFunc(t.Fields, func(f field.Field) bool { return f.Name == t.Columns[p] })
	if at < 0 || t.Fields[at].Default != "" {
		return -1
	}
	return p
}
