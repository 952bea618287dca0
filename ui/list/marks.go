package list

import "maps"

// marks are the rows that the user marked. They stay when the filter changes, so that the user
// can collect rows with several filters.
type marks[R any, K comparable] struct {
	rows map[K]R
	seen map[K]bool // those that were on hand since the list was filtered last
}

func newMarks[R any, K comparable]() marks[R, K] {
	return marks[R, K]{rows: map[K]R{}, seen: map[K]bool{}}
}

func (m marks[R, K]) has(key K) bool {
	_, marked := m.rows[key]
	return marked
}

// put marks a row that is on hand, or takes a marked one over as it is now.
func (m marks[R, K]) put(key K, row R) {
	m.rows[key], m.seen[key] = row, true
}

func (m marks[R, K]) remove(key K) {
	delete(m.rows, key)
	delete(m.seen, key)
}

func (m marks[R, K]) removeIf(is func(K, R) bool) {
	maps.DeleteFunc(m.rows, is)
	maps.DeleteFunc(m.seen, func(key K, _ bool) bool { return !m.has(key) })
}

func (m marks[R, K]) clear() {
	clear(m.rows)
	clear(m.seen)
}

// resetSeen records that the filter has changed: the remaining rows have not been seen yet.
func (m marks[R, K]) resetSeen() { clear(m.seen) }

// Unseen returns how many marked rows were not on hand since the list is filtered as it
// is: most of them the filter hides.
func (l *List[R, K]) Unseen() int {
	if !l.IsFiltered() {
		return 0
	}
	return len(l.marks.rows) - len(l.marks.seen)
}
