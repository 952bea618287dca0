package importer

import (
	"cmp"
	"container/heap"
	"encoding/binary"
	"iter"
	"math"
	"slices"

	"roster/data/internal/sqldb"
	"roster/data/model"
)

// draftLink is a membership of a draft. The bits beside the team hold what the file says of it
// and, later, its outcome. at is its line or, if it has field values, where both are kept.
type draftLink struct{ team, hero, at uint32 }

const (
	linkTeam         uint32 = 1<<28 - 1 // the bits of the team
	linkTraining     uint32 = 1 << 31   // training, if the file says; NULL, if it says nothing
	linkHasStanding  uint32 = 1 << 30   // the file says whether it is training
	linkOutcomeShift        = 28        // the bits of the outcome begin here
	linkOutcomes     uint32 = 3 << linkOutcomeShift
	linkFields       uint32 = 1 << 31 // beside at: it has field values
)

// linkOutcome is what becomes of a membership of a draft.
type linkOutcome uint32

const (
	linkAdded     linkOutcome = iota
	linkSame                  // it is there already
	linkChanged               // it is there, and its standing changes
	linkDuplicate             // the draft has it before this one
)

func newDraftLink(line int, team, hero Entity, standing model.Standing) draftLink {
	l := draftLink{uint32(team), uint32(hero), uint32(min(line, math.MaxInt32))}
	if standing != model.Absent {
		l.team |= linkHasStanding
	}
	if standing == model.Training {
		l.team |= linkTraining
	}
	return l
}

func (l *draftLink) teamAt() uint32 { return l.team & linkTeam }

// setEnds makes the link point to other entities.
func (l *draftLink) setEnds(team, hero uint32) { l.team, l.hero = l.team&^linkTeam|team, hero }

func (l *draftLink) outcome() linkOutcome {
	return linkOutcome(l.team & linkOutcomes >> linkOutcomeShift)
}

func (l *draftLink) setOutcome(f linkOutcome) {
	l.team = l.team&^linkOutcomes | uint32(f)<<linkOutcomeShift
}

// standing returns the standing of the membership in the draft, [model.Absent] if it has none.
func (l *draftLink) standing() model.Standing {
	if l.team&linkHasStanding == 0 {
		return model.Absent
	}
	return model.StandingOf(l.team&linkTraining != 0)
}

// isTraining reports whether a membership becomes training: if the file does not say, a new
// one is active, as in the model, unless the import says otherwise.
func (d *Draft) isTraining(l *draftLink) bool {
	return l.standing() == model.Training || l.standing() == model.Absent && d.startTraining
}

// flag returns what a new membership stores as its flag.
func (d *Draft) flag(e sqldb.Expressions, l *draftLink) any {
	if l.standing() == model.Absent && l.team&linkTraining != 0 {
		return nil
	}
	return e.Flag(d.isTraining(l))
}

// standingText returns the standing for display.
func (l *draftLink) standingText() string {
	if l.standing() == model.Absent {
		return "without a standing"
	}
	return l.standing().String()
}

func (d *draftLinks) compare(l, m *draftLink) int {
	if c := cmp.Or(cmp.Compare(l.teamAt(), m.teamAt()), cmp.Compare(l.hero, m.hero)); c != 0 {
		return c
	}
	return cmp.Compare(d.line(l), d.line(m))
}

func (l *draftLink) isOf(m *draftLink) bool { return l.teamAt() == m.teamAt() && l.hero == m.hero }

// draftLinks are the memberships of a draft. Each block is sorted by itself;
// together they are read in order by merging.
type draftLinks struct {
	blocks[draftLink]
	fields arena // the field values of those that have any, each after its line and its size
}

// give stores the packed field values of a membership.
func (d *draftLinks) give(l *draftLink, packed []byte) {
	kept := binary.AppendUvarint(nil, uint64(l.at))
	kept = append(binary.AppendUvarint(kept, uint64(len(packed))), packed...)
	l.at = d.fields.keep(string(kept)).at | linkFields
}

// given returns the line of a membership in the file, and its packed field values.
func (d *draftLinks) given(l *draftLink) (line int, packed []byte) {
	if l.at&linkFields == 0 {
		return int(l.at), nil
	}
	kept := d.fields.from(l.at &^ linkFields)
	at, n := binary.Uvarint(kept)
	size, m := binary.Uvarint(kept[n:])
	return int(at), kept[n+m:][:size]
}

func (d *draftLinks) line(l *draftLink) int {
	line, _ := d.given(l)
	return line
}

func (d *draftLinks) packed(l *draftLink) []byte {
	_, packed := d.given(l)
	return packed
}

// count returns how many memberships have this outcome.
func (d *draftLinks) count(f linkOutcome) int {
	n := 0
	for _, l := range d.all() {
		if l.outcome() == f {
			n++
		}
	}
	return n
}

func (d *draftLinks) sort() {
	for _, block := range d.of {
		slices.SortFunc(block, func(a, b draftLink) int { return d.compare(&a, &b) })
	}
}

// sorted yields all memberships in order.
func (d *draftLinks) sorted() iter.Seq[*draftLink] {
	return func(yield func(*draftLink) bool) {
		m := blockHeap{d, slices.Clone(d.of)}
		heap.Init(&m)
		for m.Len() > 0 {
			if !yield(&m.of[0][0]) {
				return
			}
			if m.of[0] = m.of[0][1:]; len(m.of[0]) == 0 {
				heap.Pop(&m)
			} else {
				heap.Fix(&m, 0)
			}
		}
	}
}

// blockHeap is a heap of the rests of the blocks.
type blockHeap struct {
	links *draftLinks
	of    [][]draftLink
}

func (m *blockHeap) Len() int { return len(m.of) }

func (m *blockHeap) Less(i, j int) bool { return m.links.compare(&m.of[i][0], &m.of[j][0]) < 0 }

func (m *blockHeap) Swap(i, j int) { m.of[i], m.of[j] = m.of[j], m.of[i] }

func (m *blockHeap) Push(any) {} // no block comes later

// Pop removes the last block.
func (m *blockHeap) Pop() any {
	last := m.of[len(m.of)-1]
	m.of = m.of[:len(m.of)-1]
	return last
}
