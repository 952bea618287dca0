package dialog

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"roster/ui/style"
)

// Confirmation asks before something is written. It may open before what it is
// about was read.
type Confirmation struct {
	fixed
	title  string
	matter matter // nil while it is being read
	wide   int    // the width for which lines was made
	lines  []string
	leave  func() // ends the reading
	scroller
}

// matter is what a confirmation asks about.
type matter interface {
	// head returns the lines above the rest.
	head(width int) []string
	// body returns what scrolls.
	body(width int) []string
	// foot returns the consequences, below the rest, after an empty line.
	foot(width int) []string
	// yes returns what y does, nil if there is nothing to confirm.
	yes() answer
}

// Receive handles the data that the confirmation asks about.
func (c *Confirmation) Receive(msg tea.Msg) tea.Cmd {
	if p, ok := msg.(previewed); ok && p.to == c {
		c.matter = p.matter
	}
	return nil
}

// Press takes a key: an answer, or one that scrolls.
func (c *Confirmation) Press(msg tea.KeyPressMsg) Outcome {
	key := msg.String()
	c.scroller.Press(key)
	isAnswer := slices.Contains(c.Answers(), key)
	if key == "y" && isAnswer {
		return Outcome{Done: true, Writes: true, Answer: c.matter.yes()}
	}
	done := key == "esc" || isAnswer
	if done && c.leave != nil {
		c.leave()
	}
	return Outcome{Done: done}
}

// Awaits reports whether the rows that it asks about are still being read.
func (c *Confirmation) Awaits(tea.Msg) bool { return c.matter == nil }

// IsReading reports whether the rows that it asks about are still being read.
func (c *Confirmation) IsReading() bool { return c.matter == nil }

// Answers returns the keys that answer, nil as long as there is nothing to confirm.
func (c *Confirmation) Answers() []string {
	if c.matter == nil || c.matter.yes() == nil {
		return nil
	}
	return []string{"y", "n"}
}

func (c *Confirmation) box(width, height int) box {
	if c.matter == nil {
		return box{title: c.title, lines: []string{"Finding out what will be deleted…"}, keys: "esc leave it"}
	}
	wide := min(60, width-6)
	head, body, foot := c.matter.head(wide), c.body(wide), c.matter.foot(wide)
	if pinned := len(head) + len(foot); pinned > 0 && height-6-pinned < 3 { // a low window: all of it scrolls, what comes of it first
		if len(foot) > 0 {
			foot = append(foot[1:], "")
		}
		head, body, foot = nil, slices.Concat(foot, head, body), nil
	}
	keys := "esc close"
	if c.matter.yes() != nil {
		keys = "y yes  n no"
	}
	shown, keys := c.window(body, height-len(head)-len(foot), keys)
	return box{title: c.title, lines: slices.Concat(head, shown, foot), keys: keys}
}

// body returns the lines that scroll. There can be thousands, so they are made
// once for each width, not for every frame.
func (c *Confirmation) body(width int) []string {
	if c.wide != width {
		c.wide, c.lines = width, c.matter.body(width)
	}
	return c.lines
}

// unkept returns the warning that a change is too large to be undone.
func unkept(st *style.Style) string {
	return st.Theme.Text(style.Failure, "It is too large to be undone.")
}
