package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"roster/data/change"
	"roster/ui/keymap"
	"roster/ui/list"
	"roster/ui/style"
)

// Visit is when the user was in a database, and the newest change that was there then.
type Visit struct {
	At     time.Time `json:"at,omitzero"`
	Change int64     `json:"change,omitempty"`
}

// othersChanges is what others changed since the user was here last.
type othersChanges struct {
	last   Visit // the zero one if the user was never here
	newest int64 // the newest change that the session has seen
	isRead bool
}

// newsRead is the result of reading the news.
type newsRead struct {
	change.News
	opening bool // the session has just begun
	err     error
}

// readNews reads what is new.
func (a *App) readNews(opening bool) tea.Cmd {
	store, after := a.store, a.news.last.Change
	return func() tea.Msg {
		n, err := store.History().News(context.Background(), after)
		return newsRead{n, opening, err}
	}
}

// takeNews records what is new. It is reported when the session begins, unless there is
// another message.
func (a *App) takeNews(msg newsRead) {
	switch {
	case list.IsUnavailable(msg.err):
		return // it is said in the header
	case msg.err != nil:
		a.complain("The history could not be read", a.style.Clean(msg.err.Error()))
		return
	}
	a.news.newest, a.news.isRead = msg.Newest, true
	if msg.opening && msg.Others > 0 && !a.news.last.At.IsZero() && a.status.text == "" {
		a.say(style.Plural(msg.Others, "change") + " by " + a.style.Actors(msg.By) + " since " + style.DayOf(a.news.last.At, a.opts.Now()) + ": " + a.style.Key(keymap.ViewHistory))
	}
}

// isNew reports whether another user made a change since this one was here last.
func (a *App) isNew(c change.Change) bool {
	return !a.news.last.At.IsZero() && !c.Own && c.ID > a.news.last.Change
}

// visit returns what the next session needs to know about this one.
func (a *App) visit() Visit {
	if !a.news.isRead {
		return a.news.last
	}
	return Visit{At: a.opts.Now(), Change: a.news.newest}
}
