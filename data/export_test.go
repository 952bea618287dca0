package data

import (
	"roster/data/query"
)

// Hasten makes a small database be read as a large one is: every team is a large one,
// and index scans give up soon.
func (s *Store) Hasten() {
	s.reader.Thresholds = query.Thresholds{FewMembers: 1, FewMatches: 1, ServedMembers: 1, ServedMany: 2, ManyMembers: 3, Walk: 4, WalkFiltered: 4, Tallied: 2, ServedWalk: 3, ServedWalkFiltered: 3, ServedLooks: 3, ServedMatches: 3, StretchNames: 2, StretchLinks: 2, StretchFar: 2}
}

// SortsByIndex reports whether a list by name is in the order of an index of roster.
func (s *Store) SortsByIndex(list query.List) bool {
	if list == query.Teams || list == query.Memberships {
		return s.db.Indexes().TeamNames
	}
	return s.db.Indexes().HeroNames
}
