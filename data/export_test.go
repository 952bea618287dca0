package data

import (
	"roster/data/query"
)

// Hasten makes a small database be read as a large one is: every team is a large one,
// and index scans give up soon.
func (s *Store) Hasten() {
	s.reader.Thresholds = query.Thresholds{SortMembers: 1, SortMatches: 1, AdaptiveSortMin: 1, AdaptiveSortMax: 2, ScanAllMembers: 3, Scan: 4, ScanFiltered: 4, TallyChunk: 2, AdaptiveScan: 3, AdaptiveScanFiltered: 3, AdaptiveScanLookups: 3, AdaptiveScanMatches: 3, BatchNames: 2, BatchLinks: 2, BatchScattered: 2}
}

// SortsByIndex reports whether a list by name is in the order of an index of roster.
func (s *Store) SortsByIndex(list query.List) bool {
	if list == query.Teams || list == query.Memberships {
		return s.db.Indexes().TeamNames
	}
	return s.db.Indexes().HeroNames
}
