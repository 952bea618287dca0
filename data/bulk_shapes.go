package data

import "slices"

// shape is which fields new rows are given: those that are given the same ones are
// written together, the rest is for the database to fill in.
type shape struct {
	fields string // the places of the fields, a rune each
	count  int    // how many rows
}

// shapeOf returns the places of the fields that [pack] wrote.
func shapeOf(packed []byte) string {
	if len(packed) == 0 {
		return ""
	}
	var places []rune
	for _, g := range unpack(packed) {
		places = append(places, rune(g.at))
	}
	return string(places)
}

// positions returns where the columns of the fields at these places stand.
func (d *Draft) positions(t *table, places string) []int {
	var at []int
	for _, place := range places {
		at = append(at, t.exact(d.fields[t.name][place-1].Name))
	}
	return at
}

// shapes returns the shapes of the new rows.
func (f *fates) shapes() []shape {
	var c shapeCount
	for _, at := range f.order {
		if f.of[at].state.isAdded() {
			c.add(shapeOf(f.bytes(f.at(at).more)))
		}
	}
	return c.shapes
}

// linkShapes returns the shapes of the new memberships.
func (d *Draft) linkShapes() []shape {
	var c shapeCount
	for _, l := range d.links.all() {
		if l.fate() == linkAdded {
			c.add(shapeOf(d.packed(l)))
		}
	}
	return c.shapes
}

// shapeCount counts shapes, of which there are few.
type shapeCount struct{ shapes []shape }

func (c *shapeCount) add(fields string) {
	at := slices.IndexFunc(c.shapes, func(s shape) bool { return s.fields == fields })
	if at < 0 {
		c.shapes = append(c.shapes, shape{fields, 0})
		at = len(c.shapes) - 1
	}
	c.shapes[at].count++
}
