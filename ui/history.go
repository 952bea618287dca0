package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"roster/data"
)

// maxDetails is how many rows of one change are shown.
const maxDetails = 2000

// history is the view of the changes, newest first, beside what the one under
// the cursor did.
type history struct {
	*split[data.Change, detailRow]
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
	v := &split[data.Change, detailRow]{host: h, look: look, store: s}
	v.master = newList(s, look, changeList(s, look))
	v.detail = newList(s, look, detailList(s, look))
	v.splitSpec = splitSpec[data.Change, detailRow]{
		preface: func(c data.Change, width int) []string { return wrap(look.clean(c.Label), width) },
		number:  historyView, title: "History", share: 45, hint: historyHint, legend: func() string { return "" },
		about: func(c data.Change) (string, string, string) {
			return "Change " + number(c.ID), "", look.clean(c.Actor) + " " + localTime(c.At)
		},
		set:      func(*detailRow, data.LinkState) {},
		standing: func(detailRow) (data.Seen, bool) { return data.Seen{}, false },
		toDetail: func(detailRow) (place, string) { return place{}, "This is all there is to see of it." },
		deals: deals[data.Change]{copyRow: func(c data.Change) []string {
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
func isFinal(c data.Change) bool { return c.State == data.Final || !c.Kept() }

// changeList is the list of the changes, the newest first.
func changeList(s *data.Store, look *look) listSpec[data.Change, int64] {
	return listSpec[data.Change, int64]{
		list:    data.History,
		unnamed: true,
		fetch:   s.Changes,
		key:     func(c data.Change) int64 { return c.ID },
		id:      func(c data.Change) int64 { return c.ID },
		columns: func() []column[data.Change] {
			return []column[data.Change]{
				{span: span{min: 10}, title: "Change", cell: func(c data.Change) cell {
					role := plain
					if c.State != data.Done && c.State != data.Final {
						role = muted
					}
					return cell{look.clean(c.Label), role}
				}},
				{span: span{max: 7}, title: "State", cell: func(c data.Change) cell {
					switch {
					case isFinal(c):
						return cell{"final", muted}
					case c.State == data.Done:
						return cell{"", muted}
					}
					return cell{"undone", muted} // whether it can be redone is for U to say
				}},
			}
		},
	}
}

// detailList is the list of what one change wrote, a line for each column.
func detailList(s *data.Store, look *look) listSpec[detailRow, data.LinkKey] {
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
	return listSpec[detailRow, data.LinkKey]{
		list: data.History,
		fetch: func(ctx context.Context, q data.Query, _ data.Seek) (data.Page[detailRow], error) {
			change, err := s.Stored(ctx, q.Of)
			return detailPage(s.Details(change, maxDetails)), err
		},
		uncounted: true,
		unnamed:   true,
		key:       func(d detailRow) data.LinkKey { return data.LinkKey{HeroID: int64(d.place)} },
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
func detailPage(details []data.Detail) data.Page[detailRow] {
	var p data.Page[detailRow]
	for _, d := range details {
		for i, f := range d.Fields {
			row := detailRow{place: len(p.Rows) + 1, column: f.Column, before: f.Before, after: f.After, secret: f.Secret}
			if i == 0 {
				row.who = d.Who
			}
			p.Rows = append(p.Rows, row)
			p.Anchors = append(p.Anchors, data.Anchor{})
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
	return tea.Batch(v.master.load(data.Seek{Place: data.First}), v.reloadDetail())
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
		if v.master.failure() != nil {
			return unread
		}
		change, ok := v.master.current()
		if ok && isFinal(change) {
			return "This change can't be undone."
		}
		if ok && change.State != data.Done {
			return "This change is undone already."
		}
	case actDetails:
		if change, ok := v.master.current(); ok && (!v.detail.wasRead() || v.detail.asked().Of != change.ID) {
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
		v.host.ask(newAccount(v.look, accountOf(v.look, change, v.detail.window())))
		return nil
	}
	return v.split.do(a)
}

// patch reads the history again: every write adds to it.
func (v *history) patch(data.Effect) tea.Cmd { return v.Load() }
