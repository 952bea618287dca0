package dialog

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"roster/ui/style"
)

// Confirmation asks before something is written. It may open before what it is
// about was read.
type Confirmation struct {
	NoRefresh
	Title   string
	Content Content // nil while it is being read
	wide    int     // the width for which lines was made
	lines   []string
	leave   func() // ends the reading
	scroller
}

// Content is what a confirmation asks about.
type Content interface {
	// Head returns the lines above the rest.
	Head(width int) []string
	// Body returns what scrolls.
	Body(width int) []string
	// Foot returns the consequences, below the rest, after an empty line.
	Foot(width int) []string
	// Yes returns what y does, nil if there is nothing to confirm.
	Yes() Answer
}

// Receive handles the data that the confirmation asks about.
func (c *Confirmation) Receive(msg tea.Msg) tea.Cmd {
	if p, ok := msg.(previewed); ok && p.to == c {
		c.Content = p.matter
	}
	return nil
}

// Press takes a key: an answer, or one that scrolls.
func (c *Confirmation) Press(msg tea.KeyPressMsg) Outcome {
	key := msg.String()
	c.scroller.Press(key)
	isAnswer := slices.Contains(c.Answers(), key)
	if key == "y" && isAnswer {
		return Outcome{Done: true, Writes: true, Answer: c.Content.Yes()}
	}
	done := key == "esc" || isAnswer
	if done && c.leave != nil {
		c.leave()
	}
	return Outcome{Done: done}
}

// Awaits reports whether the rows that it asks about are still being read.
func (c *Confirmation) Awaits(tea.Msg) bool { return c.Content == nil }

// IsReading reports whether the rows that it asks about are still being read.
func (c *Confirmation) IsReading() bool { return c.Content == nil }

// Answers returns the keys that answer, nil as long as there is nothing to confirm.
func (c *Confirmation) Answers() []string {
	if c.Content == nil || c.Content.Yes() == nil {
		return nil
	}
	return []string{"y", "n"}
}

// Layout returns what to draw.
func (c *Confirmation) Layout(width, height int) Box {
	if c.Content == nil {
		return Box{Title: c.Title, Lines: []string{"Checking what will be deleted…"}, Keys: "esc cancel"}
	}
	wide := min(60, width-6)
	head, body, foot := c.Content.Head(wide), c.Body(wide), c.Content.Foot(wide)
	if pinned := len(head) + len(foot); pinned > 0 && height-6-pinned < 3 { // a low window: all of it scrolls, what comes of it first
		if len(foot) > 0 {
			foot = append(foot[1:], "")
		}
		head, body, foot = nil, slices.Concat(foot, head, body), nil
	}
	keys := "esc close"
	if c.Content.Yes() != nil {
		keys = "y yes  n no"
	}
	shown, keys := c.window(body, height-len(head)-len(foot), keys)
	return Box{Title: c.Title, Lines: slices.Concat(head, shown, foot), Keys: keys}
}

// Body returns the lines that scroll. There can be thousands, so they are made
// once for each width, not for every frame.
func (c *Confirmation) Body(width int) []string {
	if c.wide != width {
		c.wide, c.lines = width, c.Content.Body(width)
	}
	return c.lines
}

// CannotUndo returns the warning that a change is too large to be undone.
func CannotUndo(st *style.Style) string {
	return st.Theme.Text(style.Failure, "It is too large to be undone.")
}
