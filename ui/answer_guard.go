package ui

import (
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"roster/ui/dialog"
)

// drawnTime is the maximum time until a frame is on the terminal: two frames.
const drawnTime = 2 * time.Second / framesPerSecond

// answerGuard keeps a key that was typed before a question was on screen from answering it. The
// key is dropped, with the input after it, and the question stays open.
type answerGuard struct {
	dialog   dialog.Dialog // the dialog with the question
	keys     string        // the keys that answer it, joined
	asked    int           // counts the questions
	seen     bool          // the question was on screen
	drawn    bool          // the app has rendered it,
	frame    int64         // after this frame
	dropping bool          // an answer came too early
}

// questionSeen reports that a question was on screen.
type questionSeen struct{ asked int }

// follow records which dialog is in front after a message.
func (c *answerGuard) follow(front dialog.Dialog, after func(time.Duration, tea.Msg) tea.Cmd) tea.Cmd {
	keys := ""
	if q, ok := front.(dialog.Questioner); ok {
		keys = strings.Join(q.Answers(), " ")
	}
	switch {
	case keys == "":
		*c = answerGuard{asked: c.asked}
		return nil
	case c.dialog == front && c.keys == keys:
		return nil
	}
	*c = answerGuard{dialog: front, keys: keys, asked: c.asked + 1}
	return after(drawnTime, questionSeen{c.asked})
}

// draw records that the app has rendered the question, and how many frames are on the
// terminal.
func (c *answerGuard) draw(frames int64) {
	if c.keys != "" && !c.drawn {
		c.drawn, c.frame = true, frames
	}
}

// see records that a question was on screen.
func (c *answerGuard) see(msg questionSeen) {
	if msg.asked == c.asked {
		c.seen, c.dropping = true, false
	}
}

// refuses reports whether an input is no answer because it came too early: no frame has been
// written since the app rendered the question.
func (c *answerGuard) refuses(msg tea.Msg, frames int64) bool {
	if c.keys == "" || c.seen || c.drawn && frames > c.frame {
		return false
	}
	key := dialog.KeyName(msg)
	isAnswer := slices.Contains(strings.Fields(c.keys), key)
	if key == "esc" || key == "ctrl+c" { // handled at once, unless it decides something
		return isAnswer
	}
	c.dropping = c.dropping || isAnswer
	return c.dropping
}
