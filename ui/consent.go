package ui

import (
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"roster/ui/dialog"
)

// drawnTime is how long it takes at most until what the app wants drawn is on the
// terminal: two frames.
const drawnTime = 2 * time.Second / framesPerSecond

// consent keeps a key that was typed before its question was on screen from being an
// answer. It is dropped, with what was typed behind it, and the question stays open.
type consent struct {
	of       dialog.Dialog // that asks
	keys     string        // that answer, joined
	asked    int           // counts the questions
	seen     bool          // the question was on screen
	drawn    bool          // it is in what the app wants drawn,
	frame    int64         // and this was the last frame before that
	dropping bool          // an answer came too early
}

// questionSeen says that a question was on screen.
type questionSeen struct{ asked int }

// follow takes in which dialog is in front after a message.
func (c *consent) follow(front dialog.Dialog, after func(time.Duration, tea.Msg) tea.Cmd) tea.Cmd {
	keys := ""
	if q, ok := front.(dialog.Asker); ok {
		keys = strings.Join(q.Answers(), " ")
	}
	switch {
	case keys == "":
		*c = consent{asked: c.asked}
		return nil
	case c.of == front && c.keys == keys:
		return nil
	}
	*c = consent{of: front, keys: keys, asked: c.asked + 1}
	return after(drawnTime, questionSeen{c.asked})
}

// draw takes in that what the app wants drawn has the question, and how many frames are
// on the terminal.
func (c *consent) draw(frames int64) {
	if c.keys != "" && !c.drawn {
		c.drawn, c.frame = true, frames
	}
}

// see takes in that a question was on screen.
func (c *consent) see(msg questionSeen) {
	if msg.asked == c.asked {
		c.seen, c.dropping = true, false
	}
}

// refuses reports whether an input is no answer because it came too early: no frame was
// written since the question is in what the app wants drawn.
func (c *consent) refuses(msg tea.Msg, frames int64) bool {
	if c.keys == "" || c.seen || c.drawn && frames > c.frame {
		return false
	}
	key := dialog.KeyName(msg)
	isAnswer := slices.Contains(strings.Fields(c.keys), key)
	if key == "esc" || key == "ctrl+c" { // obeyed at once, unless it decides something
		return isAnswer
	}
	c.dropping = c.dropping || isAnswer
	return c.dropping
}
