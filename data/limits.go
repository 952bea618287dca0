package data

import "fmt"

// limits are the numbers of rows at which another way to read is the faster one.
// They were measured at 1,000,000 heroes, see docs/performance.md; what is read
// never depends on them.
type limits struct {
	worthIndexes, worthHeroes int // memberships, or heroes, above which the indexes of roster are offered

	// So few are gathered: to look up a member takes up to 2 µs. To find matches by
	// their names takes longer, but no index leads to them.
	fewMembers, fewMatches int

	servedMembers   int // so few are gathered on a server, 3 µs each, whatever the number of heroes is
	servedRoot      int // or so many times the root of that number
	servedRootLong  int // or so many, where a filter or a standing makes a walk longer
	servedRootLooks int // or so many, where the index does not have what a walk looks at
	servedMany      int // more are not hashed, 0.25 µs each, but looked for one by one

	// The entries of an index that a walk looks at there before all are gathered.
	servedWalk         int // each is looked for among the members
	servedWalkFiltered int // a filter passes over most of them
	servedLooks        int // each is a look at the hero, 2 µs, since the index does not have what is wanted
	servedMatches      int // of all heroes: the other way takes some hundred times as long

	// So many members, and a filter finds them faster along the names of all heroes.
	manyMembers int

	// The entries of an index that a walk looks at before it gives up, each with a
	// look at the membership, or only at a name that a filter may pass over.
	// Either is about as long as gathering from 4,000 to 8,000 members.
	walk, walkFiltered int

	// So many teams, or heroes, have their members or teams counted in one go, of a
	// few thousand about 5 ms long.
	tallied int

	// The entries that are looked at in one go, about 5 ms long, by what an entry
	// costs: a look at its name, or a search for its memberships, at best or at
	// worst where the database's pages lie far apart.
	stretchNames, stretchLinks, stretchFar int
}

// fewOnServer returns an expression for how many members are gathered on a server,
// by the number of heroes that it remembers, and whether the index that would be walked
// along has what is looked at.
func (l limits) fewOnServer(d dialect, q Query, held bool) string {
	root := l.servedRoot
	switch {
	case !held:
		root = l.servedRootLooks
	case len(q.Filter) > 0 || q.Status != AnyStatus || q.Sort == ByStatus:
		root = l.servedRootLong
	}
	return fmt.Sprintf("coalesce((SELECT least(%d, greatest(%d, %d * sqrt(greatest(reltuples, 0))))::bigint FROM pg_class WHERE oid = to_regclass(%[4]s)), %[2]d)",
		l.servedMany, l.servedMembers, root, literal(d.relation(heroTable)))
}

func usualLimits() limits {
	return limits{
		worthIndexes: 15_000, worthHeroes: 3_000,
		fewMembers: 4000, fewMatches: 1000,
		servedMembers: 1000, servedRoot: 2, servedRootLong: 6, servedRootLooks: 12, servedMany: 16_000,
		servedWalk: 20_000, servedWalkFiltered: 80_000, servedLooks: 6000, servedMatches: 60_000,
		manyMembers: 50_000,
		walk:        12_000, walkFiltered: 60_000,
		tallied:      25,
		stretchNames: 20_000, stretchLinks: 4000, stretchFar: 1500,
	}
}

// stretch returns how far one goes along the teams or heroes before looking
// whether that is enough, 0 where most of them are in the list, and where the
// engine finds its way by itself.
func (s *Store) stretch(q Query) int {
	switch {
	case s.dialect.traits().plans:
	case len(q.Filter) > 0 && q.Sort == ByName:
		return s.limits.stretchNames
	case len(q.Filter) > 0:
		return s.limits.stretchLinks
	case q.Status != AnyStatus:
		return s.limits.stretchFar
	}
	return 0
}
