package query

import (
	"slices"

	"roster/data/field"
	"roster/data/internal/sqldb"
	"roster/data/model"
)

// Orders returns what a list can be sorted by, [Reader.DefaultOrder] first: its sorts, and
// before that by id the custom fields.
func (rd *Reader) Orders(l List) []Order {
	var orders []Order
	for _, sort := range l.Sorts() {
		if sort == ByAge && !rd.Has(model.HeroTable, "age") || sort == ByHeadquarters && !rd.Has(model.TeamTable, "headquarters") {
			continue
		}
		if sort == ByID {
			orders = rd.appendFields(orders, ByField, l.fieldTable())
			if l.hasMembers() {
				orders = rd.appendFields(orders, ByHeroField, model.HeroTable)
			}
		}
		orders = append(orders, Order{Sort: sort})
	}
	own := slices.Index(orders, rd.DefaultOrder(l))
	return slices.Concat(orders[own:own+1], orders[:own], orders[own+1:])
}

// appendFields appends the orders by the custom fields of a table.
func (rd *Reader) appendFields(orders []Order, sort Sort, table string) []Order {
	for _, f := range rd.db.Catalog().Fields(table) {
		orders = append(orders, Order{sort, f.Name})
	}
	return orders
}

// DefaultOrder returns the default order of a list: trainees are sorted by since when they are
// in training, if a field records that.
func (rd *Reader) DefaultOrder(l List) Order {
	if since, ok := rd.db.Since(rd.db.Catalog()); ok && l == Trainees {
		return Order{ByField, since.Name}
	}
	return Order{Sort: l.Sorts()[0]}
}

// fieldTable returns the table whose custom fields the rows of a list have, "" for none.
func (l List) fieldTable() string {
	switch l {
	case Teams:
		return model.TeamTable
	case Heroes:
		return model.HeroTable
	case History:
		return ""
	}
	return model.LinkTable
}

// hasMembers reports whether the rows of a list are memberships, shown as heroes.
func (l List) hasMembers() bool { return l == Members || l == Trainees }

// sortField returns the custom field that a query sorts by, if there is one.
func (rd *Reader) sortField(q Query) (field.Field, bool) {
	switch {
	case q.Sort == ByField:
		return rd.db.Catalog().Field(q.List.fieldTable(), q.Field)
	case q.Sort == ByHeroField && q.List.hasMembers():
		return rd.db.Catalog().Field(model.HeroTable, q.Field)
	}
	return field.Field{}, false
}

// sortedBy returns the listing in an order that no index has: by a count, by a text or by a
// custom field. Rows that are equal in it are sorted by name, then by ID. Other orders, and
// those of a field that no longer exists, leave the listing unchanged.
func (rd *Reader) sortedBy(l listing, q Query, name, id string) listing {
	d := rd.db.Engine
	switch q.Sort {
	case ByActive, ByTraining, ByCoverage:
		return rd.sortedByCount(l, q, name, id)
	case ByHeadquarters:
		return l.sortedInMemory(textSegments(d.Fold("t.headquarters"), name, id))
	}
	if f, ok := rd.sortField(q); ok {
		return l.sortedInMemory(fieldSegments(d, f, name, id))
	}
	return l
}

// SortsInMemory reports whether no index has the order of a list: each page takes as long as
// reading all its rows.
func (rd *Reader) SortsInMemory(q Query) bool { return rd.listing(q).sortsInMemory }

// sortedInMemory returns the listing with segments that are sorted in memory: first the sort cells
// of every row are read, and then the other columns of the rows of the page.
func (l listing) sortedInMemory(segments []sortSegment) listing {
	l.segments, l.unindexed, l.sortsInMemory, l.scan = segments, true, true, nil
	l.indexTable, l.batch, l.sparse = "", 0, false
	return l
}

// sortedByCount returns the listing in the order of one of the counts of memberships. The
// names run upwards both ways.
func (rd *Reader) sortedByCount(l listing, q Query, name, id string) listing {
	d := rd.db.Engine
	column, owner := "team_id", "t.id"
	if q.List == Heroes {
		column, owner = "hero_id", "h.id"
	}
	var active, training string
	if q.List != Heroes || rd.db.Indexes().LinksByHero {
		active, training = countsOf(d, column, owner)
	} else {
		l = l.joinTallies(d, owner, column)
		training, active = "coalesce(n.training, 0)", "coalesce(n.total - n.training, 0)"
	}
	l.desc = false
	by := l.sortedInMemory([]sortSegment{{cells: []string{rd.countKey(q, active, training), name, id}}})
	// The index has the memberships in the order of the heroes.
	if q.List == Heroes && rd.db.Indexes().LinksByHero && !d.Traits().CostBased {
		grouped := l
		grouped.from += " LEFT JOIN " + d.From(model.LinkTable, "l") + " ON l." + column + " = " + id
		grouped.groupBy = id
		training = "count(*) FILTER (WHERE " + sqldb.IsTraining + ")"
		grouped.segments = []sortSegment{{cells: []string{rd.countKey(q, "count(l."+column+") - "+training, training), name, id}}}
		by.groupedKeys = &grouped
	}
	return by
}

// countKey returns the sort key of a list by a count, from the expressions of the counts.
func (rd *Reader) countKey(q Query, active, training string) string {
	key := active
	switch q.Sort {
	case ByTraining:
		key = training
	case ByCoverage:
		key = "(" + active + ") - " + rd.minimum()
	}
	if q.Desc {
		return "0 - (" + key + ")"
	}
	return key
}

// fieldSegments returns the segments of the order of a custom field, then of the rest of
// the cells.
func fieldSegments(d sqldb.Expressions, f field.Field, rest ...string) []sortSegment {
	key, isText := d.FieldKey(fieldAlias(f.Table)+"."+sqldb.Quote(f.Name), f)
	if isText {
		return textSegments(key, rest...)
	}
	return []sortSegment{
		{key + " IS NOT NULL", append([]string{key}, rest...)},
		{key + " IS NULL", append([]string{""}, rest...)},
	}
}

// textSegments returns the segments of the order of a text, with empty texts last in both
// directions. Each is a range of an index that begins with the text.
func textSegments(key string, rest ...string) []sortSegment {
	empty := append([]string{""}, rest...)
	return []sortSegment{
		{key + " > ''", append([]string{key}, rest...)},
		{key + " = ''", empty},
		{key + " IS NULL", empty},
	}
}

// fieldAlias returns what a table is called in the lists.
func fieldAlias(table string) string {
	switch table {
	case model.TeamTable:
		return "t"
	case model.HeroTable:
		return "h"
	}
	return "l"
}
