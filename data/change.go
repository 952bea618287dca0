package data

import (
	"cmp"
	"slices"
	"time"
)

// Row is every column of a table's row as stored: nil, int64, float64, string
// or []byte (and bool where the database has booleans), in the order of the
// columns when the database was opened.
type Row []any

// absent stands in a Row for a column that is not known: a new row's before the
// database gave it its default, or one that was added after a change was stored.
type absent struct{}

// newID stands in a Row for the id that the database gives to the row that the
// edit of this index inserts.
type newID int

// Edit is one row's before and after. A nil Before is an insertion, a nil After
// a deletion.
type Edit struct {
	Table         string
	Before, After Row
}

// State says where a change stands.
type State string

// The states of a change that was applied.
const (
	Done    State = "done"
	Undone  State = "undone"
	Dropped State = "dropped" // undone, and then another change was made
	Final   State = "final"   // done, and never to be undone
)

// Name is the name that a row had when a change was made. A change by id is
// safe only while the names still fit: ids are used again after a deletion.
type Name struct {
	Table string // team or hero
	ID    int64
	Name  string
}

// MaxKept is how many edits a change may have to be kept for undo, unless the
// options say otherwise.
const MaxKept = 250_000

// Change is one thing that somebody did: a label for people, and the rows that
// it edits, in the order in which they are written.
type Change struct {
	ID      int64  // counts up; 0 before it is applied
	Token   string // random: tells whether it reached the disk
	At      time.Time
	Actor   string // user@host; on a server role (user@host)
	Label   string // it carries names: sanitise it before it reaches a terminal
	State   State
	Count   int  // how many rows it edits
	Session bool // this store applied it, undid it or redid it, and nobody else since
	Edits   []Edit
	Names   []Name
	most    int      // how many edits it may have to be kept; 0 for MaxKept
	final   bool     // it can't be undone, and does not stand in the way of undo
	tables  *catalog // by which the edits were laid out; nil where they were not
	strict  bool     // it was made from the history: rows must still have the names they had
}

// Kept tells whether the change can be undone after it is applied.
func (c Change) Kept() bool { return c.rows() <= cmp.Or(c.most, MaxKept) }

// rows returns how many rows the change edits. One that is too large to be kept
// may have no edits, one that was just planned has no count.
func (c Change) rows() int { return max(c.Count, len(c.Edits)) }

// Inverse returns the change that takes c back: the same rows the other way
// round, last one first.
func (c Change) Inverse() Change {
	edits := make([]Edit, len(c.Edits))
	for i, e := range c.Edits {
		edits[len(edits)-1-i] = Edit{Table: e.Table, Before: e.After, After: e.Before}
	}
	c.Edits = edits
	return c
}

// LinkState is where a membership stands after a change.
type LinkState struct {
	Key      LinkKey
	Standing Standing
}

// Effect is what a change means for what is on screen.
type Effect struct {
	Links  []LinkState // memberships that the change wrote
	Joined bool        // memberships appeared or went
	Rows   bool        // teams or heroes appeared, went or were changed
	Made   []Name      // the teams and heroes that appeared
	Gone   []Name      // the teams and heroes that went
}

// Effect returns what the change, once applied, means for what is on screen. Of
// one without its edits, that is anything.
func (s *Store) Effect(c Change) Effect {
	unknown := len(c.Edits) < c.Count
	cat := s.tablesOf(&c)
	effect := Effect{Joined: unknown, Rows: unknown}
	for _, e := range c.Edits {
		if e.Table != linkTable {
			effect.Rows = true
			t := cat.table(e.Table)
			row := e.row()
			name := Name{e.Table, integer(row[t.key[0]]), text(row[t.position("name")])}
			switch {
			case e.Before == nil:
				effect.Made = append(effect.Made, name)
			case e.After == nil:
				effect.Gone = append(effect.Gone, name)
			}
			continue
		}
		effect.Joined = effect.Joined || e.Before == nil || e.After == nil
		effect.Links = append(effect.Links, linkState(cat.table(linkTable), e))
	}
	return effect
}

func linkState(t *table, e Edit) LinkState {
	key, flag := t.positions("team_id", "hero_id"), t.position("is_training")
	row, standing := e.After, Absent
	if row == nil {
		row = e.Before
	} else {
		standing = StandingOf(truth(row[flag]))
	}
	return LinkState{LinkKey{integer(row[key[0]]), integer(row[key[1]])}, standing}
}

// linkColumns returns the positions of team_id and hero_id, and of is_training.
func (s *Store) linkColumns() (key [2]int, flag int) {
	t := s.catalog().table(linkTable)
	return [2]int{t.position("team_id"), t.position("hero_id")}, t.position("is_training")
}

// changed returns the positions of the columns that an update writes.
func (e Edit) changed() []int {
	var changed []int
	for i, before := range e.Before {
		if i < len(e.After) && !same(before, e.After[i]) {
			changed = append(changed, i)
		}
	}
	return changed
}

// known returns the positions of the columns whose value is known.
func (r Row) known() []int {
	var known []int
	for i, v := range r {
		if v != (any)(absent{}) {
			known = append(known, i)
		}
	}
	return known
}

// complete tells whether every column's value is known.
func (r Row) complete() bool { return len(r.known()) == len(r) }

// pick returns the values at these positions.
func (r Row) pick(positions []int) []any {
	values := make([]any, len(positions))
	for i, p := range positions {
		values[i] = r[p]
	}
	return values
}

// clone returns a copy that can be changed.
func (r Row) clone() Row { return slices.Clone(r) }
