package query

import (
	"context"
	"fmt"

	"roster/data/internal/cell"
	"roster/data/internal/sqldb"
	"roster/data/model"
)

// Thresholds are the numbers of rows at which another way to read is the faster one.
// They were measured at 1,000,000 heroes, see docs/performance.md; what is read
// never depends on them.
type Thresholds struct {
	worthIndexes, worthHeroes int // memberships, or heroes, above which the indexes of roster are offered

	// So few are gathered: to look up a member takes up to 2 µs. To find matches by
	// their names takes longer, but no index leads to them.
	FewMembers, FewMatches int

	ServedMembers   int // so few are gathered on a server, 3 µs each, whatever the number of heroes is
	servedRoot      int // or so many times the root of that number
	servedRootLong  int // or so many, where a filter or a standing makes a walk longer
	servedRootLooks int // or so many, where the index does not have what a walk looks at
	ServedMany      int // more are not hashed, 0.25 µs each, but looked for one by one

	// The entries of an index that a walk looks at there before all are gathered.
	ServedWalk         int // each is looked for among the members
	ServedWalkFiltered int // a filter passes over most of them
	ServedLooks        int // each is a look at the hero, 2 µs, since the index does not have what is wanted
	ServedMatches      int // of all heroes: the other way takes some hundred times as long

	// So many members, and a filter finds them faster along the names of all heroes.
	ManyMembers int

	// The entries of an index that a walk looks at before it gives up, each with a
	// look at the membership, or only at a name that a filter may pass over.
	// Either is about as long as gathering from 4,000 to 8,000 members.
	Walk, WalkFiltered int

	// So many teams, or heroes, have their members or teams counted in one go, of a
	// few thousand about 5 ms long.
	Tallied int

	// The entries that are looked at in one go, about 5 ms long, by what an entry
	// costs: a look at its name, or a search for its memberships, at best or at
	// worst where the database's pages lie far apart.
	StretchNames, StretchLinks, StretchFar int
}

// fewOnServer returns an expression for how many members are gathered on a server,
// by the number of heroes that it remembers, and whether the index that would be walked
// along has what is looked at.
func (l Thresholds) fewOnServer(d sqldb.Expressions, q Query, held bool) string {
	root := l.servedRoot
	switch {
	case !held:
		root = l.servedRootLooks
	case len(q.Filter) > 0 || q.Status != AnyStatus || q.Sort == ByStatus:
		root = l.servedRootLong
	}
	return fmt.Sprintf("coalesce((SELECT least(%d, greatest(%d, %d * sqrt(greatest(reltuples, 0))))::bigint FROM pg_class WHERE oid = to_regclass(%[4]s)), %[2]d)",
		l.ServedMany, l.ServedMembers, root, cell.Literal(d.Relation(model.HeroTable)))
}

// DefaultThresholds returns the thresholds that were measured.
func DefaultThresholds() Thresholds {
	return Thresholds{
		worthIndexes: 15_000, worthHeroes: 3_000,
		FewMembers: 4000, FewMatches: 1000,
		ServedMembers: 1000, servedRoot: 2, servedRootLong: 6, servedRootLooks: 12, ServedMany: 16_000,
		ServedWalk: 20_000, ServedWalkFiltered: 80_000, ServedLooks: 6000, ServedMatches: 60_000,
		ManyMembers: 50_000,
		Walk:        12_000, WalkFiltered: 60_000,
		Tallied:      25,
		StretchNames: 10_000, StretchLinks: 4000, StretchFar: 1500,
	}
}

// batchSize returns how far one goes along the teams or heroes before looking
// whether that is enough, 0 where most of them are in the list, and where the
// engine finds its way by itself.
func (rd *Reader) batchSize(q Query) int {
	switch {
	case rd.db.Dialect.Traits().Plans:
	case len(q.Filter) > 0 && q.Sort == ByName:
		return rd.Thresholds.StretchNames
	case len(q.Filter) > 0:
		return rd.Thresholds.StretchLinks
	case q.Status != AnyStatus:
		return rd.Thresholds.StretchFar
	}
	return 0
}

// tallyChunk returns how many are counted with one statement. On a server each is a
// round trip.
func (rd *Reader) tallyChunk() int {
	if rd.db.Dialect.Traits().Remote {
		return rd.db.Dialect.MaxArgs()
	}
	return rd.Thresholds.Tallied
}

// IsLarge counts memberships and heroes no further than it has to.
func (rd *Reader) IsLarge(ctx context.Context) (bool, error) {
	isLarge := false
	links, heroes := rd.Thresholds.worthIndexes, rd.Thresholds.worthHeroes
	err := rd.db.ReadDeferred("Indexes").Query(ctx, 2, func(row cell.Row) error {
		isLarge = cell.Integer(row[0]) > int64(links) || cell.Integer(row[1]) > int64(heroes)
		return nil
	}, "SELECT (SELECT count(*) FROM (SELECT 1 FROM "+rd.db.Dialect.Relation(model.LinkTable)+" LIMIT $1) AS l), (SELECT count(*) FROM (SELECT 1 FROM "+rd.db.Dialect.Relation(model.HeroTable)+" LIMIT $2) AS h)", links+1, heroes+1)
	return isLarge, rd.db.Dialect.Failure(err)
}
