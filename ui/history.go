package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"roster/data"
	"roster/data/change"
	"roster/data/model"
	"roster/data/query"
)

// maxDetails is how many rows of one change are shown.
const maxDetails = 2000

// history is the view of the changes, newest first, beside what the one under
// the cursor did.
type history struct {
	*split[change.Change, detailRow]
	beginning bool // the next reading is from the newest change on
}

// detailRow is one column of one row that a change wrote.
type detailRow struct {
	place  int
	who    string // on the first line of each row
	column string
	before string
	after  string
	secret bool
}

// newHistory returns the view of the changes, beside what the one under the cursor
// did.
func newHistory(s *data.Store, look *look, h host) view {
	v := &split[change.Change, detailRow]{host: h, look: look, store: s}
	v.master = newList(s, look, changeList(s, look))
	v.detail = newList(s, look, detailList(s, look))
	v.splitSpec = splitSpec[change.Change, detailRow]{
		preface: func(c change.Change, width int) []string { return wrap(look.clean(c.Label), width) },
		number:  historyView, title: "History", share: 45, hint: historyHint, legend: func() string { return "" },
		about: func(c change.Change) (string, string, string) {
			return "Change " + number(c.ID), "", look.clean(c.Actor) + " " + local(c.At)
		},
		set:      func(*detailRow, change.LinkState) {},
		standing: func(detailRow) (model.MembershipRef, bool) { return model.MembershipRef{}, false },
		toDetail: func(detailRow) (place, string) { return place{}, "This is all there is to see of it." },
		deals: deals[change.Change]{copyRow: func(c change.Change) []string {
			return []string{c.At.UTC().Format(time.RFC3339), c.Actor, c.Label, string(c.State)}
		}},
		copyDetail: func(d detailRow) []string {
			if d.secret && !look.revealed {
				return []string{d.who, d.column}
			}
			return []string{d.who, d.column, d.before, d.after}
		},
	}
	return &history{split: v, beginning: true}
}

// isFinal tells whether a change can't be undone: it never could, or was too large to be
// kept.
func isFinal(c change.Change) bool { return c.State == change.Final || !c.Kept() }

func local(at time.Time) string {
	if at.IsZero() {
		return "unknown"
	}
	return at.In(time.Local).Format("2006-01-02 15:04")
}

// changeList is the list of the changes, the newest first.
func changeList(s *data.Store, look *look) listSpec[change.Change, int64] {
	return listSpec[change.Change, int64]{
		list:    query.History,
		unnamed: true,
		fetch:   s.Changes,
		key:     func(c change.Change) int64 { return c.ID },
		id:      func(c change.Change) int64 { return c.ID },
		columns: func() []column[change.Change] {
			return []column[change.Change]{
				{span: span{min: 10}, title: "Change", cell: func(c change.Change) cell {
					role := plain
					if c.State != change.Done && c.State != change.Final {
						role = muted
					}
					return cell{look.clean(c.Label), role}
				}},
				{span: span{max: 7}, title: "State", cell: func(c change.Change) cell {
					switch {
					case isFinal(c):
						return cell{"final", muted}
					case c.State == change.Done:
						return cell{"", muted}
					}
					return cell{"undone", muted} // whether it can be redone is for U to say
				}},
			}
		},
	}
}

// detailList is the list of what one change wrote, a line for each column.
func detailList(s *data.Store, look *look) listSpec[detailRow, model.LinkKey] {
	text := func(of func(detailRow) string) func(detailRow) cell {
		return func(d detailRow) cell {
			switch {
			case d.secret && !look.revealed && of(d) != "":
				return cell{look.glyphs.secret, muted}
			case of(d) == "":
				return cell{look.glyphs.unknown, muted}
			}
			return cell{look.clean(of(d)), plain}
		}
	}
	return listSpec[detailRow, model.LinkKey]{
		list: query.History,
		fetch: func(ctx context.Context, q query.Query, _ query.Seek) (query.Page[detailRow], error) {
			change, err := s.Stored(ctx, q.Of)
			return detailPage(s.Details(change, maxDetails)), err
		},
		uncounted: true,
		unnamed:   true,
		key:       func(d detailRow) model.LinkKey { return model.LinkKey{HeroID: int64(d.place)} },
		id:        func(d detailRow) int64 { return int64(d.place) },
		columns: func() []column[detailRow] {
			return []column[detailRow]{
				{span: span{min: 10, max: 36}, title: "Row", cell: func(d detailRow) cell { return cell{look.clean(d.who), accent} }},
				{span: span{min: 6, max: 16}, title: "Column", cell: func(d detailRow) cell { return cell{look.clean(d.column), muted} }},
				{span: span{min: 6, max: 30}, title: "Before", cell: text(func(d detailRow) string { return d.before })},
				{span: span{min: 6}, title: "After", cell: text(func(d detailRow) string { return d.after })},
			}
		},
		headed: true,
	}
}

// detailPage lays out details, a line a column.
func detailPage(details []change.Detail) query.Page[detailRow] {
	var p query.Page[detailRow]
	for _, d := range details {
		for i, f := range d.Fields {
			row := detailRow{place: len(p.Rows) + 1, column: f.Column, before: f.Before, after: f.After, secret: f.Secret}
			if i == 0 {
				row.who = d.Who
			}
			p.Rows = append(p.Rows, row)
			p.Anchors = append(p.Anchors, query.Anchor{})
		}
	}
	return p
}

func historyHint(s side, filtered bool) []string {
	switch {
	case filtered:
		return []string{"No change matches.", "esc clears the filter."}
	case s == leftSide:
		return []string{"Nothing was changed yet.", "What you change is listed here, and u undoes it."}
	}
	return []string{"It changed nothing."}
}

// begin makes the next reading begin with the newest change: that is what one
// comes to see.
func (v *history) begin() {
	v.split.begin()
	v.beginning = true
}

// Load reads the changes, around the one under the cursor unless one has just
// come here.
func (v *history) Load() tea.Cmd {
	if !v.beginning {
		return v.split.Load()
	}
	v.beginning = false
	return tea.Batch(v.master.load(query.Seek{Place: query.First}), v.reloadDetail())
}

// coming reports whether the changes, or the whole of the one under the cursor, have yet
// to come.
func (v *history) coming(a action) bool {
	return v.split.coming(a) || a == actDetails && v.detail.coming(0)
}

// can refuses what changes rows: here there are only changes.
func (v *history) can(a action) string {
	switch a {
	case actToggleTraining, actNew, actAssign, actEdit, actRemove, actMark, actMarkAll, actFilterStatus, actSortNext:
		return "The history is for reading: u undoes the change under the cursor."
	case actUndo:
		if v.master.err != nil {
			return unread
		}
		chosen, ok := v.master.current()
		if ok && isFinal(chosen) {
			return "This change can't be undone."
		}
		if ok && chosen.State != change.Done {
			return "This change is undone already."
		}
	case actDetails:
		if change, ok := v.master.current(); ok && (!v.detail.ready || v.detail.query.Of != change.ID) {
			return stillReading
		}
	case actFilter:
		if v.focus == rightSide {
			return "Filter the changes, in the left pane."
		}
	}
	return v.split.can(a)
}

// do undoes the change under the cursor, or shows the whole of it; the rest is like in
// every split.
func (v *history) do(a action) tea.Cmd {
	change, ok := v.master.current()
	switch {
	case a == actUndo && !ok:
		return v.host.undo(0)
	case a == actUndo:
		return v.host.undo(change.ID)
	case a == actDetails:
		v.host.ask(&account{look: v.look, parts: v.look.accountOf(change, v.detail.rows)})
		return nil
	}
	return v.split.do(a)
}

// patch reads the history again: every write adds to it.
func (v *history) patch(change.Effect) tea.Cmd { return v.Load() }
