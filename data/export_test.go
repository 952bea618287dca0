package data

// Hasten makes a small database be read as a large one is: everybody is a crowd,
// and walks give up soon.
func (s *Store) Hasten() {
	s.limits = limits{fewMembers: 1, fewMatches: 1, servedMembers: 1, servedMany: 2, manyMembers: 3, walk: 4, walkFiltered: 4, tallied: 2, servedWalk: 3, servedWalkFiltered: 3, servedLooks: 3, servedMatches: 3, stretchNames: 2, stretchLinks: 2, stretchFar: 2}
}
