package change

import (
	"cmp"
	"time"

	"roster/data/internal/cell"
	"roster/data/internal/sqldb"
	"roster/data/model"
)

// Edit is one row's before and after. A nil Before is an insertion, a nil After
// a deletion.
type Edit struct {
	Table         string
	Before, After model.Row
}

// Ref identifies a change of the history by its ID and its random token, which no other
// change has. An empty token matches any.
type Ref struct {
	ID    int64
	Token string
}

// State is the state of a change.
type State string

// The states of a change that was applied.
const (
	Done    State = "done"
	Undone  State = "undone"
	Dropped State = "dropped" // undone, and then another change was made
	Final   State = "final"   // done, and never to be undone
)

// DefaultMaxKept is the default maximum number of edits of a change that is kept for undo.
const DefaultMaxKept = 250_000

// Change is one action of a user: a label for display, and the edits of rows, in the order in
// which they are written.
type Change struct {
	ID      int64  // counts up; 0 before it is applied
	Token   string // random: reports whether it reached the disk
	At      time.Time
	Actor   string // user@host; on a server role (user@host)
	Label   string // it carries names: sanitise it before it reaches a terminal
	State   State
	Count   int  // how many rows it edits
	Own     bool // the user of this store made it
	Session bool // this store applied it, undid it or redid it, and no one else since
	Edits   []Edit
	Names   []model.Name
	MaxKept int            // how many edits it may have to be kept; 0 for MaxKept
	Final   bool           // it can't be undone, and does not block undo
	Tables  *sqldb.Catalog // by which the edits were laid out; nil if they were not
	Strict  bool           // it was made from the history: rows must still have the names they had
}

// Ref returns what names the change in the history.
func (c Change) Ref() Ref { return Ref{c.ID, c.Token} }

// Kept reports whether the change can be undone after it is applied.
func (c Change) Kept() bool { return c.Rows() <= cmp.Or(c.MaxKept, DefaultMaxKept) }

// Rows returns how many rows the change edits. One that is too large to be kept
// may have no edits, one that was just planned has no count.
func (c Change) Rows() int { return max(c.Count, len(c.Edits)) }

// Inverse returns the change that undoes c: the same edits reversed, last one first.
func (c Change) Inverse() Change {
	edits := make([]Edit, len(c.Edits))
	for i, e := range c.Edits {
		edits[len(edits)-1-i] = Edit{Table: e.Table, Before: e.After, After: e.Before}
	}
	c.Edits = edits
	return c
}

// LinkState is the standing of a membership after a change.
type LinkState struct {
	Key      model.LinkKey
	Standing model.Standing
}

// Effect is the effect of a change on the rows on screen.
type Effect struct {
	Links  []LinkState  // memberships that the change wrote
	Joined bool         // memberships appeared or went
	Rows   bool         // teams or heroes appeared, went or were changed
	Made   []model.Name // the teams and heroes that appeared
	Gone   []model.Name // the teams and heroes that went
}

// Effect returns the effect of the applied change on the rows on screen. A change without its
// edits may affect all of them.
func (h *History) Effect(c Change) Effect {
	unknown := len(c.Edits) < c.Count
	cat := h.tablesOf(&c)
	effect := Effect{Joined: unknown, Rows: unknown}
	for _, e := range c.Edits {
		if e.Table != model.LinkTable {
			effect.Rows = true
			t := cat.Table(e.Table)
			row := e.row()
			name := model.Name{Table: e.Table, ID: cell.ID(row[t.Key[0]]), Name: cell.Text(row[t.Position("name")])}
			switch {
			case e.Before == nil:
				effect.Made = append(effect.Made, name)
			case e.After == nil:
				effect.Gone = append(effect.Gone, name)
			}
			continue
		}
		effect.Joined = effect.Joined || e.Before == nil || e.After == nil
		effect.Links = append(effect.Links, linkState(cat.Table(model.LinkTable), e))
	}
	return effect
}

func linkState(t *sqldb.Table, e Edit) LinkState {
	key, flag := t.Positions("team_id", "hero_id"), t.Position("is_training")
	row, standing := e.After, model.Absent
	if row == nil {
		row = e.Before
	} else {
		standing = model.StandingOf(cell.Truth(row[flag]))
	}
	return LinkState{model.LinkKey{TeamID: cell.ID(row[key[0]]), HeroID: cell.ID(row[key[1]])}, standing}
}

// changed returns the positions of the columns that an update writes.
func (e Edit) changed() []int {
	var changed []int
	for i, before := range e.Before {
		if i < len(e.After) && !cell.Equal(before, e.After[i]) {
			changed = append(changed, i)
		}
	}
	return changed
}
