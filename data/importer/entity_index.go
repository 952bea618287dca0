package importer

import (
	"hash/maphash"
	"iter"

	"roster/data/model"
)

// entityIndex finds the entities of a draft by ID and by name: two hash tables, whose chains
// run through the entities.
type entityIndex struct {
	seed  maphash.Seed
	ids   []uint32 // the heads of the chains, counted from 1; those without an id by name
	names []uint32
}

func newIndex() entityIndex {
	const size = 1024 // a power of two, always
	return entityIndex{seed: maphash.MakeSeed(), ids: make([]uint32, size), names: make([]uint32, size)}
}

func (x *entityIndex) hashID(id int64) uint64 {
	return maphash.Comparable(x.seed, id) & uint64(len(x.ids)-1)
}

// withID returns the entity with this ID.
func (ps *entities) withID(id model.ID) (uint32, bool) {
	code, ok := ps.codeOf(id)
	if !ok {
		return 0, false
	}
	return ps.withCode(code)
}

// withCode returns the entity whose ID has this code.
func (ps *entities) withCode(id int64) (uint32, bool) {
	for next := ps.ids[ps.hashID(id)]; next != 0; next = ps.at(next - 1).byID {
		if p := ps.at(next - 1); p.id == id && p.said(saysID) {
			return next - 1, true
		}
	}
	return 0, false
}

func (x *entityIndex) hashName(name []byte) uint64 {
	return maphash.Bytes(x.seed, name) & uint64(len(x.names)-1)
}

// withoutID returns the entity of this name that has no ID: there is at most one.
func (ps *entities) withoutID(name string) (uint32, bool) {
	for next := ps.ids[ps.hashName([]byte(name))]; next != 0; next = ps.at(next - 1).byID {
		if p := ps.at(next - 1); !p.said(saysID) && string(ps.bytes(p.name)) == name {
			return next - 1, true
		}
	}
	return 0, false
}

// named yields the entities of this name.
func (ps *entities) named(name string) iter.Seq[uint32] {
	return func(yield func(uint32) bool) {
		for next := ps.names[ps.hashName([]byte(name))]; next != 0; next = ps.at(next - 1).byName {
			if string(ps.bytes(ps.at(next-1).name)) == name && !yield(next-1) {
				return
			}
		}
	}
}

// leader returns one entity of this name, always the same one once the draft is finished: it
// stores what is known about the name.
func (ps *entities) leader(name string) (uint32, bool) {
	for at := range ps.named(name) {
		return at, true
	}
	return 0, false
}

// link adds a new entity to the tables.
func (ps *entities) link(at uint32) {
	if ps.len() > len(ps.ids) {
		ps.rehash()
		return
	}
	p := ps.at(at)
	if p.said(saysID) {
		hash := ps.hashID(p.id)
		p.byID, ps.ids[hash] = ps.ids[hash], at+1
	} else {
		hash := ps.hashName(ps.bytes(p.name))
		p.byID, ps.ids[hash] = ps.ids[hash], at+1
	}
	if p.said(saysName) {
		ps.linkName(at)
	}
}

func (ps *entities) linkName(at uint32) {
	p := ps.at(at)
	hash := ps.hashName(ps.bytes(p.name))
	p.byName, ps.names[hash] = ps.names[hash], at+1
}

// rehash doubles the tables, and links all entities again.
func (ps *entities) rehash() {
	size := 2 * len(ps.ids)
	ps.ids, ps.names = make([]uint32, size), make([]uint32, size)
	for at := range ps.all() {
		ps.link(at)
	}
}
