package list

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"roster/data/model"
	"roster/data/query"
)

// answerTo is what all answers to a list have in common.
type answerTo struct{ list any } // who asked

func (f answerTo) asker() any { return f.list }

// pageRead is the answer to a page that a list asked for.
type pageRead[R any] struct {
	answerTo
	writes    int
	from      rowID // the row that the cursor was on when this was asked for, zero for none
	seek      query.Seek
	page      query.Page[R]
	kept      query.Page[R] // of a refresh: rows that stay though they are not in the page
	refreshes bool
	err       error
}

// limit is how many rows a page has: about three screens, or thirty if all rows are sorted
// for each page.
func (l *List[R, K]) limit() int {
	if l.sortsInMemory() {
		return 10 * l.threeScreens()
	}
	return l.threeScreens()
}

func (l *List[R, K]) threeScreens() int { return max(60, 3*l.height) }

// sortsInMemory reports whether the database sorts all rows of the list for each page.
func (l *List[R, K]) sortsInMemory() bool {
	return l.query.List != query.History && l.store.Reader().SortsInMemory(l.query)
}

// open sets the size of the first page: the visible rows, and only so many more that they do
// not delay it. If even those take long to find, half a screen comes first. The rest is read
// ahead.
func (l *List[R, K]) open(seek query.Seek, line int) query.Seek {
	seek.Limit, seek.Least = max(20, l.height*3/2), l.height/2
	if seek.Place == query.Around { // the cursor will be on its line
		seek.Above = min(line, l.height) + 2
		seek.Limit, seek.Least = max(40, l.height+6), max(seek.Above, l.height/2)
	}
	if l.sortsInMemory() { // more rows do not delay it, and reading on would sort again
		seek.Limit, seek.Above = l.limit(), l.limit()/2
	}
	return seek
}

// Load reads the window again, with the cursor on its line of the screen.
func (l *List[R, K]) Load(seek query.Seek) tea.Cmd { return l.loadAt(seek, l.cursor-l.top) }

// loadAt reads the window again, with the cursor on this line, and forgets what was ticked. A
// page that is being read is dropped: only the newest request is read.
func (l *List[R, K]) loadAt(seek query.Seek, line int) tea.Cmd {
	l.counting++
	l.forget()
	l.abandonRead()
	l.forgetTotal()
	seek = l.open(seek, line)
	l.sought, l.soughtFrom, l.soughtLine = &seek, l.cursorID(), line
	if l.reading {
		l.due = true
		return nil
	}
	return tea.Batch(l.read(seek), l.count())
}

// abandonRead cancels what is being read, and what was to arrive after it.
func (l *List[R, K]) abandonRead() {
	l.gen++
	l.owed = 0
	l.cancel()
	l.wanted, l.cancel = context.WithCancel(context.Background())
}

// forgetTotal forgets how many other rows there were: it would be taken for the number of these.
func (l *List[R, K]) forgetTotal() {
	if !sameRows(l.query, l.totalOf) {
		l.total, l.totalOf = -1, l.query
	}
}

// sameRows reports whether two queries have the same rows, in whatever order.
func sameRows(a, b query.Query) bool {
	return a.List == b.List && a.Of == b.Of && a.Status == b.Status && slices.Equal(a.Filter, b.Filter)
}

// Reload reads the window around the row under the cursor, or around its former place; if the
// user has asked for another page in the meantime, that one.
func (l *List[R, K]) Reload() tea.Cmd {
	if l.sought != nil {
		return l.Load(l.currentSeek(*l.sought, l.soughtFrom))
	}
	return l.Load(l.here())
}

// cursorID returns the ID of the row under the cursor, or zero.
func (l *List[R, K]) cursorID() rowID {
	if row, ok := l.Current(); ok {
		return l.rowID(row)
	}
	return rowID{}
}

// here returns what finds the window around the cursor.
func (l *List[R, K]) here() query.Seek {
	seek := query.Seek{Place: query.Around, ID: l.first, HasID: !l.first.IsZero()}
	if row, ok := l.Current(); ok {
		seek = l.rowID(row).around()
		if l.query.SameOrder(l.answers) {
			seek.Anchor = l.anchors[l.cursor]
		}
	}
	return seek
}

// resort reads the window for another order or another filter. The anchors belong to the old
// one, so only the row itself is searched for.
func (l *List[R, K]) resort() tea.Cmd {
	if row, ok := l.Current(); ok {
		return l.Load(l.rowID(row).around())
	}
	return l.Load(query.Seek{Place: query.First})
}

// ShowRow reads the window around the row with this id.
func (l *List[R, K]) ShowRow(id model.ID) tea.Cmd {
	return l.ShowMember(id, model.ID{})
}

// ShowMember reads the window around the row of a hero and a team.
func (l *List[R, K]) ShowMember(hero, team model.ID) tea.Cmd {
	return l.Load(rowID{hero, team}.around())
}

// Restart reads another list, that of the team or hero of, around the row with
// this id, and of this team in a list of several; if it has none, from the first row on.
func (l *List[R, K]) Restart(of, id, team model.ID, s Filters) tea.Cmd {
	l.query.Of = of
	l.SetFilters(s)
	l.marks.clear()
	// The rows of another team or hero must not appear under this title.
	l.rows, l.anchors, l.before, l.after, l.ready = nil, nil, false, false, false
	l.cursor, l.top, l.natural = 0, 0, nil
	l.total, l.rank = -1, -1
	if id.IsZero() {
		return l.Load(query.Seek{Place: query.First})
	}
	return l.ShowMember(id, team)
}

// upToQuery reports whether the rows on hand are those that are asked for.
func (l *List[R, K]) upToQuery() bool {
	return l.ready && l.err == nil && sameRows(l.query, l.answers) && l.query.SameOrder(l.answers)
}

// read reads a page in a command. Everything it needs is captured here.
func (l *List[R, K]) read(seek query.Seek) tea.Cmd {
	l.reading, l.ahead = true, seek.Place == query.Next || seek.Place == query.Prev
	fetch, q, writes, wanted, from := l.Fetch, l.query, l.writes, l.wanted, l.cursorID()
	return func() tea.Msg {
		ctx, release := withGrace(wanted)
		defer release()
		page, err := fetch(ctx, q, seek)
		return pageRead[R]{answerTo: answerTo{l}, writes: writes, from: from, seek: seek, page: page, err: err}
	}
}

// Awaited reports whether the user is waiting for rows. Rows that are read ahead do not count.
func (l *List[R, K]) Awaited() bool {
	return l.reading && (!l.ahead || l.owed != 0 || l.due)
}

// Extend reads on if the cursor comes near an end of the window: in small pieces,
// but what a key waits for in one.
func (l *List[R, K]) Extend() tea.Cmd {
	if l.reading || l.err != nil || len(l.rows) == 0 {
		return nil
	}
	seek := query.Seek{Limit: l.limit(), Least: max(1, l.height/4, min(l.height, max(l.owed, -l.owed)))}
	switch {
	case l.after && l.cursor+l.height >= len(l.rows):
		seek.Place, seek.Anchor = query.Next, l.anchors[len(l.anchors)-1]
	case l.before && l.cursor < l.height:
		seek.Place, seek.Anchor = query.Prev, l.anchors[0]
	default:
		return nil
	}
	return l.read(seek)
}
