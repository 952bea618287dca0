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
			for _, f := range rd.db.Catalog().Fields(l.fieldTable()) {
				orders = append(orders, Order{ByField, f.Name})
			}
		}
		orders = append(orders, Order{Sort: sort})
	}
	own := slices.Index(orders, rd.DefaultOrder(l))
	return slices.Concat(orders[own:own+1], orders[:own], orders[own+1:])
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
	case ByField:
		fields := rd.db.Catalog().Fields(q.List.fieldTable())
		at := slices.IndexFunc(fields, func(f field.Field) bool { return f.Name == q.Field })
		if at < 0 {
			return l
		}
		return l.sortedInMemory(fieldSegments(d, fields[at], name, id))
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
	column := "team_id"
	if q.List == Heroes {
		column = "hero_id"
	}
	var active, training string
	if q.List == Teams || rd.db.Indexes().LinksByHero {
		active, training = countsOf(d, column, id)
	} else {
		l = l.joinTallies(d, id, column)
		training, active = "coalesce(n.training, 0)", "coalesce(n.total - n.training, 0)"
	}
	l.desc = false
	by := l.sortedInMemory([]sortSegment{{cells: []string{rd.countKey(q, active, training), name, id}}})
	if q.List == Heroes && rd.db.Indexes().LinksByHero && !d.Traits().CostBased { // the index has the memberships in the order of the heroes
		grouped := l
		grouped.from += " LEFT JOIN " + sqldb.Aliased(d, model.LinkTable, "l") + " ON l." + column + " = " + id
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
