package snapshot

import (
	"sort"
)

// IDSet holds ids that were added in ascending order, and which of them are
// marked. Neighbouring ids are kept as one run, so that the ids of a million
// rows take a few bytes if few were ever deleted, and 16 MB at worst.
type IDSet struct {
	runs   []idRun
	count  int
	marked []uint64 // a bit for each id, by its place
}

// idRun is a run of IDs without a gap. It ends where the positions of the next one begin.
type idRun struct {
	first int64
	place int // how many ids of the set come before it
}

// Add adds an id that is greater than all before it.
func (s *IDSet) Add(id int64) {
	if n := len(s.runs); n == 0 || s.runs[n-1].first+int64(s.count-s.runs[n-1].place) != id {
		s.runs = append(s.runs, idRun{id, s.count})
	}
	if s.count%64 == 0 {
		s.marked = append(s.marked, 0)
	}
	s.count++
}

// place returns how many ids come before the id, and whether it is in the set.
func (s *IDSet) place(id int64) (int, bool) {
	i := sort.Search(len(s.runs), func(i int) bool { return s.runs[i].first > id }) - 1
	if i < 0 {
		return 0, false
	}
	end := s.count
	if i+1 < len(s.runs) {
		end = s.runs[i+1].place
	}
	// As unsigned numbers: ids may be as far apart as there are numbers.
	ahead := uint64(id) - uint64(s.runs[i].first)
	return s.runs[i].place + int(ahead), ahead < uint64(end-s.runs[i].place)
}

// mark marks an id, and reports whether it is in the set.
func (s *IDSet) mark(id int64) bool {
	at, in := s.place(id)
	if in {
		s.marked[at/64] |= 1 << (at % 64)
	}
	return in
}

func (s *IDSet) isMarked(id int64) bool {
	at, in := s.place(id)
	return in && s.isMarkedAt(at)
}

func (s *IDSet) isMarkedAt(place int) bool { return s.marked[place/64]&(1<<(place%64)) != 0 }

// each calls do with each id and how many come before it.
func (s *IDSet) each(do func(place int, id int64)) {
	run := 0
	for place := range s.count {
		if run+1 < len(s.runs) && s.runs[run+1].place == place {
			run++
		}
		do(place, s.runs[run].first+int64(place-s.runs[run].place))
	}
}

// Unmarked calls do with each id that is not marked, in ascending order.
func (s *IDSet) Unmarked(do func(int64)) {
	s.each(func(place int, id int64) {
		if !s.isMarkedAt(place) {
			do(id)
		}
	})
}
