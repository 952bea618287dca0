package snapshot

import (
	"sort"

	"roster/data/model"
)

// IDSet holds ids that were added in ascending order, and which of them are
// marked. Neighbouring numbers are kept as one run, so that the ids of a million
// rows take a few bytes if few were ever deleted, and 16 MB at worst. Other ids come
// after the numbers.
type IDSet struct {
	runs    []idRun
	numbers int // how many of the ids are numbers
	count   int
	marked  []uint64 // a bit for each id, by its place
	others  []model.ID
	places  map[model.ID]int // of the others
}

// idRun is a run of IDs without a gap. It ends where the positions of the next one begin.
type idRun struct {
	first int64
	place int // how many ids of the set come before it
}

// Add adds an id that is greater than all before it.
func (s *IDSet) Add(id model.ID) {
	if n, ok := id.Number(); ok {
		s.addNumber(n)
	} else {
		if s.places == nil {
			s.places = map[model.ID]int{}
		}
		s.places[id] = s.count
		s.others = append(s.others, id)
	}
	if s.count%64 == 0 {
		s.marked = append(s.marked, 0)
	}
	s.count++
}

func (s *IDSet) addNumber(id int64) {
	if n := len(s.runs); n == 0 || s.runs[n-1].first+int64(s.numbers-s.runs[n-1].place) != id {
		s.runs = append(s.runs, idRun{id, s.numbers})
	}
	s.numbers++
}

// place returns how many ids come before the id, and whether it is in the set.
func (s *IDSet) place(of model.ID) (int, bool) {
	id, isNumber := of.Number()
	if !isNumber {
		place, in := s.places[of]
		return place, in
	}
	i := sort.Search(len(s.runs), func(i int) bool { return s.runs[i].first > id }) - 1
	if i < 0 {
		return 0, false
	}
	end := s.numbers
	if i+1 < len(s.runs) {
		end = s.runs[i+1].place
	}
	// As unsigned numbers: ids may be as far apart as there are numbers.
	ahead := uint64(id) - uint64(s.runs[i].first)
	return s.runs[i].place + int(ahead), ahead < uint64(end-s.runs[i].place)
}

// mark marks an id, and reports whether it is in the set.
func (s *IDSet) mark(id model.ID) bool {
	at, in := s.place(id)
	if in {
		s.marked[at/64] |= 1 << (at % 64)
	}
	return in
}

func (s *IDSet) isMarked(id model.ID) bool {
	at, in := s.place(id)
	return in && s.isMarkedAt(at)
}

func (s *IDSet) isMarkedAt(place int) bool { return s.marked[place/64]&(1<<(place%64)) != 0 }

// each calls do with each id and how many come before it.
func (s *IDSet) each(do func(place int, id model.ID)) {
	run := 0
	for place := range s.numbers {
		if run+1 < len(s.runs) && s.runs[run+1].place == place {
			run++
		}
		do(place, model.NumberID(s.runs[run].first+int64(place-s.runs[run].place)))
	}
	for i, id := range s.others {
		do(s.numbers+i, id)
	}
}

// Unmarked calls do with each id that is not marked, in ascending order.
func (s *IDSet) Unmarked(do func(model.ID)) {
	s.each(func(place int, id model.ID) {
		if !s.isMarkedAt(place) {
			do(id)
		}
	})
}
