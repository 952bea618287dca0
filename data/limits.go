package data

// limits are the numbers of rows at which another way to read is the faster one.
// They were measured at 1,000,000 heroes, see docs/performance.md; what is read
// never depends on them.
type limits struct {
	worthIndexes, worthHeroes int // memberships, or heroes, above which the indexes of roster are offered

	// So few are gathered: to look up a member takes up to 2 µs. To find matches by
	// their names takes longer, but no index leads to them.
	fewMembers, fewMatches int

	// So few are gathered on a server, where an index does not have what a walk looks
	// at: each of its entries is a look at the hero.
	servedMembers int

	// So many members, and a filter finds them faster along the names of all heroes.
	manyMembers int

	// The entries of an index that a walk looks at before it gives up, each with a
	// look at the membership, or only at a name that a filter may pass over.
	// Either is about as long as gathering from 4,000 to 8,000 members.
	walk, walkFiltered int
}

func usualLimits() limits {
	return limits{
		worthIndexes: 50_000, worthHeroes: 10_000, fewMembers: 4000, fewMatches: 1000, servedMembers: 20_000, manyMembers: 50_000, walk: 12_000, walkFiltered: 60_000,
	}
}
