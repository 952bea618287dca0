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

// unseenChanges is what others changed since the user was here last.
type unseenChanges struct {
	last   Visit // the zero one if the user was never here
	newest int64 // the newest change that the session has seen
	isRead bool
}

// unseenRead is the result of reading the news.
type unseenRead struct {
	change.News
	opening bool // the session has just begun
	err     error
}

// readUnseen reads what is new.
func (a *App) readUnseen(opening bool) tea.Cmd {
	store, after := a.store, a.unseen.last.Change
	return func() tea.Msg {
		n, err := store.History().News(context.Background(), after)
		return unseenRead{n, opening, err}
	}
}

// receiveUnseen records what is new. It is reported when the session begins, unless there is
// another message.
func (a *App) receiveUnseen(msg unseenRead) {
	switch {
	case list.IsUnavailable(msg.err):
		return // it is said in the header
	case msg.err != nil:
		a.reportFailure("The history could not be read", a.style.Clean(msg.err.Error()))
		return
	}
	a.unseen.newest, a.unseen.isRead = msg.Newest, true
	if msg.opening && msg.Others > 0 && !a.unseen.last.At.IsZero() && a.status.text == "" {
		since := style.DayOf(a.unseen.last.At, a.opts.Now())
		a.say(style.Plural(msg.Others, "change") + " by " + a.style.Actors(msg.By) + " since " + since + ": " +
			a.style.Key(keymap.ViewHistory))
	}
}

// isNew reports whether another user made a change since this one was here last.
func (a *App) isNew(c change.Change) bool {
	return !a.unseen.last.At.IsZero() && !c.Own && c.ID > a.unseen.last.Change
}

// visit returns what the next session needs to know about this one.
func (a *App) visit() Visit {
	if !a.unseen.isRead {
		return a.unseen.last
	}
	return Visit{At: a.opts.Now(), Change: a.unseen.newest}
}
