package fold

import (
	"cmp"
	"hash/maphash"
	"slices"
	"unicode"
	"unicode/utf8"
)

// Index finds names that are close to one another, among many.
type Index struct {
	name    func(at uint32) string
	typos   bool
	seed    maphash.Seed
	entries []entry
	sorted  bool
	filter  []uint64 // the bits of the keys: most names have none
	folded  []byte
	variant []byte
}

// entry records that the name at an index has a key.
type entry struct {
	key uint64
	at  uint32
}

// filterBits is how many bits the filter has.
const filterBits = 1 << 22

// NewIndex returns an index of the names that name returns. Without typos it finds only
// those that are the same without regard to case, accents, and spacing.
func NewIndex(name func(at uint32) string, typos bool) *Index {
	return &Index{name: name, typos: typos, seed: maphash.MakeSeed(), filter: make([]uint64, filterBits/64)}
}

// Add adds the name at an index.
func (x *Index) Add(at uint32) {
	x.sorted = false
	x.keys(x.name(at), func(key uint64) {
		x.entries = append(x.entries, entry{key, at})
		x.filter[key%filterBits/64] |= 1 << (key % 64)
	})
}

// Find returns the indexes of the names that are close to a name, in order. Those of the
// same name are among them.
func (x *Index) Find(name string) []uint32 {
	x.sort()
	var found []uint32
	x.keys(name, func(key uint64) {
		if x.filter[key%filterBits/64]&(1<<(key%64)) == 0 {
			return
		}
		at, _ := slices.BinarySearchFunc(x.entries, key, func(e entry, key uint64) int {
			return cmp.Compare(e.key, key)
		})
		for ; at < len(x.entries) && x.entries[at].key == key; at++ {
			found = append(found, x.entries[at].at)
		}
	})
	slices.Sort(found)
	found = slices.Compact(found)
	return slices.DeleteFunc(found, func(at uint32) bool {
		how := Compare(name, x.name(at))
		return how == Different || !x.typos && how < Similar
	})
}

// Shared reports for each index below n whether its name has a key in common with another. For
// all others [Index.Find] finds only the name itself, and it is much slower.
func (x *Index) Shared(n int) []bool {
	x.sort()
	shared := make([]bool, n)
	for i := 1; i < len(x.entries); i++ {
		if a, b := x.entries[i-1], x.entries[i]; a.key == b.key && a.at != b.at {
			shared[a.at], shared[b.at] = true, true
		}
	}
	return shared
}

// Grow makes room for as many names as will be added.
func (x *Index) Grow(names int) { x.entries = slices.Grow(x.entries, names) }

// sort puts the entries in order of their keys.
func (x *Index) sort() {
	if !x.sorted {
		slices.SortFunc(x.entries, func(a, b entry) int {
			return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.at, b.at))
		})
		x.sorted = true
	}
}

// keys calls yield with the keys of a name. Two names that are close have one in common: the
// name itself, without spaces, with its words in order, and without one of its letters.
func (x *Index) keys(name string, yield func(uint64)) {
	x.folded = Append(x.folded[:0], name)
	if len(x.folded) == 0 {
		return
	}
	yield(maphash.Bytes(x.seed, x.folded))
	if !x.typos {
		return
	}
	folded := string(x.folded)
	if squeezed := withoutSpaces(folded); squeezed != folded {
		yield(maphash.String(x.seed, squeezed))
	}
	if ordered := sortedWords(folded); ordered != folded {
		yield(maphash.String(x.seed, ordered))
	}
	for i := 0; i < len(folded); {
		r, size := utf8.DecodeRuneInString(folded[i:])
		if unicode.IsLetter(r) {
			x.variant = append(append(x.variant[:0], folded[:i]...), folded[i+size:]...)
			yield(maphash.Bytes(x.seed, x.variant))
		}
		i += size
	}
}
