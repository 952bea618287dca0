package views

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"roster/data"
	"roster/data/change"
	"roster/data/model"
	"roster/data/query"
	"roster/ui/dialog"
	"roster/ui/keymap"
	"roster/ui/list"
	"roster/ui/style"
)

// maxDetails is how many rows of one change are shown.
const maxDetails = 2000

// history is the view of the changes, newest first, beside what the one under
// the cursor did.
type history struct {
	*listDetail[change.Change, detailRow]
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

// NewHistory returns the view of the changes, beside the details of the one under the cursor.
// isNew reports whether the user has not seen a change yet.
func NewHistory(s *data.Store, st *style.Style, h Host, isNew func(change.Change) bool) View {
	v := &history{listDetail: &listDetail[change.Change, detailRow]{host: h, style: st, store: s}, beginning: true}
	v.left = list.New(s, st, changeList(s, st, isNew, v.actorWidth))
	v.right = list.New(s, st, detailList(s, st))
	v.listDetailSpec = listDetailSpec[change.Change, detailRow]{
		preface: func(c change.Change, width int) []string { return style.Wrap(st.Clean(c.Label), width) },
		number:  HistoryView, title: "History", hint: historyHint, legend: func() []string { return nil },
		titlesOf: func(c change.Change) (string, string, string) {
			return "Change " + style.Number(c.ID), "", st.Clean(c.Actor) + " " + style.LocalTime(c.At)
		},
		set:      func(*detailRow, change.LinkState) {},
		memberOf: func(detailRow) (model.MembershipRef, model.Standing) { return model.MembershipRef{}, model.Absent },
		toDetail: func(detailRow) (Place, string) { return Place{}, "There are no more details." },
		rowActions: rowActions[change.Change]{copyRow: func(c change.Change) []string {
			return []string{c.At.UTC().Format(time.RFC3339), c.Actor, c.Label, string(c.State)}
		}, rowTitles: []string{"at", "who", "change", "state"}},
		detailTitles: []string{"row", "column", "before", "after"},
		copyDetail: func(d detailRow) []string {
			if d.secret && !st.Revealed {
				return []string{d.who, d.column}
			}
			return []string{d.who, d.column, d.before, d.after}
		},
	}
	return v
}

// isFinal reports whether a change can't be undone: it never could, or was too large to be
// kept.
func isFinal(c change.Change) bool { return c.State == change.Final || !c.Kept() }

// SetSize gives the changes the larger half if there is room for who made them, and when.
func (v *history) SetSize(width, height int) {
	v.share = 45
	if width >= wideHistory {
		v.share = 52
	}
	v.listDetail.SetSize(width, height)
}

// wideHistory is the width from which the changes have columns beside what they did.
const wideHistory = 100

// actorWidth returns how much of who made a change is not cut: role and account, on a server.
func (v *history) actorWidth() int {
	if v.width < wideHistory {
		return 0
	}
	return v.width * 15 / 100
}

// changeList is the list of the changes, the newest first. What actorWidth returns is not cut of
// who made them.
func changeList(s *data.Store, st *style.Style, isNew func(change.Change) bool, actorWidth func() int) list.Spec[change.Change, model.ID] {
	return list.Spec[change.Change, model.ID]{
		Kind:    query.History,
		Unnamed: true,
		Fetch:   s.History().Changes,
		Key:     changeID,
		ID:      changeID,
		Columns: func() []style.Column[change.Change] {
			return []style.Column[change.Change]{
				{Span: style.Span{Min: 14}, Title: "Change", Cell: func(c change.Change) style.Cell {
					role := style.Plain
					if c.State != change.Done && c.State != change.Final {
						role = style.Muted
					}
					return style.Cell{Text: st.Clean(c.Label), Role: role}
				}},
				{Span: style.Span{Min: 12, Max: 12, Drop: 2}, Title: "When", Cell: func(c change.Change) style.Cell {
					return style.Cell{Text: style.ShortTime(c.At), Role: style.Muted} // the details have the year
				}},
				{Span: style.Span{Min: 4, Max: max(20, actorWidth()), Keep: actorWidth(), Drop: 1}, Title: "Who", Cell: func(c change.Change) style.Cell {
					return style.Cell{Text: st.Actor(c.Actor), Role: style.Accent}
				}},
				{Span: style.Span{Max: 7}, Title: "State", Cell: func(c change.Change) style.Cell {
					switch {
					case isFinal(c):
						return style.Cell{Text: "final", Role: style.Muted}
					case c.State == change.Done && isNew(c):
						return style.Cell{Text: "new", Role: style.Accent}
					case c.State == change.Done:
						return style.Cell{Text: "", Role: style.Muted}
					}
					return style.Cell{Text: "undone", Role: style.Muted} // whether it can be redone is for U to say
				}},
			}
		},
	}
}

// changeID returns what a list knows a change by.
func changeID(c change.Change) model.ID { return model.NumberID(c.ID) }

// detailList is the list of what one change wrote, a line for each column.
func detailList(s *data.Store, st *style.Style) list.Spec[detailRow, model.LinkKey] {
	text := func(of func(detailRow) string) func(detailRow) style.Cell {
		return func(d detailRow) style.Cell {
			switch {
			case d.secret && !st.Revealed && of(d) != "":
				return style.Cell{Text: st.Glyphs.Secret, Role: style.Muted}
			case of(d) == "":
				return style.Cell{Text: st.Glyphs.Unknown, Role: style.Muted}
			}
			return style.Cell{Text: st.Clean(of(d)), Role: style.Plain}
		}
	}
	return list.Spec[detailRow, model.LinkKey]{
		Kind: query.History,
		Fetch: func(ctx context.Context, q query.Query, _ query.Seek) (query.Page[detailRow], error) {
			of, _ := q.Of.Number()
			c, err := s.History().Stored(ctx, change.Ref{ID: of})
			return detailPage(st, s.History().Details(c, maxDetails)), err
		},
		Uncounted: true,
		Unnamed:   true,
		Key:       func(d detailRow) model.LinkKey { return model.LinkKey{HeroID: model.NumberID(int64(d.place))} },
		ID:        func(d detailRow) model.ID { return model.NumberID(int64(d.place)) },
		Columns: func() []style.Column[detailRow] {
			return []style.Column[detailRow]{
				{Span: style.Span{Min: 10, Max: 36}, Title: "Row", Cell: func(d detailRow) style.Cell { return style.Cell{Text: st.Clean(d.who), Role: style.Accent} }},
				{Span: style.Span{Min: 6, Max: 16}, Title: "Column", Cell: func(d detailRow) style.Cell { return style.Cell{Text: st.Clean(d.column), Role: style.Muted} }},
				{Span: style.Span{Min: 6, Max: 30}, Title: "Before", Cell: text(func(d detailRow) string { return d.before })},
				{Span: style.Span{Min: 6}, Title: "After", Cell: text(func(d detailRow) string { return d.after })},
			}
		},
		Headed: true,
	}
}

// detailPage lays out details, a line a column.
func detailPage(st *style.Style, details []change.Detail) query.Page[detailRow] {
	var p query.Page[detailRow]
	for _, d := range details {
		for i, f := range d.Fields {
			row := detailRow{place: len(p.Rows) + 1, column: f.Column, before: f.Before, after: f.After, secret: f.Secret}
			if i == 0 {
				row.who = d.Who
			}
			switch {
			case d.Table != model.LinkTable:
			case f.Column == model.TeamTable, f.Column == model.HeroTable:
				row.column = st.Say(f.Column)
			case f.Column == "is_training":
				row.before, row.after = st.Say(f.Before), st.Say(f.After)
			}
			p.Rows = append(p.Rows, row)
			p.Anchors = append(p.Anchors, query.Anchor{})
		}
	}
	return p
}

func historyHint(st *style.Style, s side, filtered bool) []string {
	switch {
	case filtered:
		return []string{"No change matches.", "Press esc to clear the filter."}
	case s == leftSide:
		return []string{"No changes yet.", "Changes appear here, and " + st.Key(keymap.Undo) + " undoes them."}
	}
	return []string{"It changed no rows."}
}

// Begin makes the next reading begin with the newest change: that is what one
// comes to see.
func (v *history) Begin() {
	v.listDetail.Begin()
	v.beginning = true
}

// Load reads the changes, around the one under the cursor unless the user has just
// come here.
func (v *history) Load() tea.Cmd {
	if !v.beginning {
		return v.listDetail.Load()
	}
	v.beginning = false
	return tea.Batch(v.left.Load(query.Seek{Place: query.First}), v.reloadDetail())
}

// IsPending reports whether the changes, or all details of the one under the cursor, are still
// being read.
func (v *history) IsPending(a keymap.Action) bool {
	return v.listDetail.IsPending(a) || a == keymap.Details && v.right.IsPending(0)
}

// WhyNot refuses what changes rows: here there are only changes.
func (v *history) WhyNot(a keymap.Action) string {
	switch a {
	case keymap.ToggleTraining, keymap.NewRow, keymap.Assign, keymap.Move, keymap.Edit, keymap.Remove, keymap.Mark, keymap.MarkAll, keymap.SortNext:
		return "The history can't be edited: press " + v.style.Key(keymap.Undo) + " to undo the selected change."
	case keymap.Undo:
		if v.left.Err() != nil {
			return list.UnreadReason(v.style)
		}
		c, ok := v.left.Current()
		if ok && isFinal(c) {
			return "This change can't be undone."
		}
		if ok && c.State != change.Done {
			return "This change is already undone."
		}
	case keymap.Details:
		if made, ok := v.left.Current(); ok && (!v.right.WasRead() || v.right.Query().Of != model.NumberID(made.ID)) {
			return list.ReadingReason
		}
	case keymap.Filter, keymap.FilterStatus:
		if v.focus == rightSide {
			return "Filter the changes in the left pane."
		}
	}
	return v.listDetail.WhyNot(a)
}

// Do undoes the change under the cursor, or shows the whole of it; the rest is like in
// every list-detail view.
func (v *history) Do(a keymap.Action) tea.Cmd {
	c, ok := v.left.Current()
	switch {
	case a == keymap.Undo && !ok:
		return v.host.Undo(change.Ref{})
	case a == keymap.Undo:
		return v.host.Undo(c.Ref())
	case a == keymap.Details:
		v.host.Ask(dialog.NewSections(v.style, sectionsOf(v.style, c, v.right.Rows())))
		return nil
	}
	return v.listDetail.Do(a)
}

// Patch reads the history again: every write adds to it.
func (v *history) Patch(change.Effect) tea.Cmd { return v.Load() }
