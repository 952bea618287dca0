package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"
)

// confirmation asks before something is written. It may open before what it is
// about was read.
type confirmation struct {
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
	// head returns what stands above the rest.
	head(width int) []string
	// body returns what scrolls.
	body(width int) []string
	// foot returns what comes of it, after an empty line. It stands below.
	foot(width int) []string
	// yes returns what y does, nil where there is nothing to say yes to.
	yes() answer
}

func (c *confirmation) receive(msg tea.Msg) tea.Cmd {
	if p, ok := msg.(previewed); ok && p.to == c {
		c.matter = p.matter
	}
	return nil
}

func (c *confirmation) press(msg tea.KeyPressMsg) outcome {
	key := msg.String()
	c.scroller.press(key)
	isAnswer := slices.Contains(c.answers(), key)
	if key == "y" && isAnswer {
		return outcome{done: true, writes: true, answer: c.matter.yes()}
	}
	done := key == "esc" || isAnswer
	if done && c.leave != nil {
		c.leave()
	}
	return outcome{done: done}
}

// awaits reports whether what is asked about has yet to be read.
func (c *confirmation) awaits(tea.Msg) bool { return c.matter == nil }

// isReading reports whether what is asked about has yet to be read.
func (c *confirmation) isReading() bool { return c.matter == nil }

// answers returns the keys that answer, nil as long as there is nothing to say yes to.
func (c *confirmation) answers() []string {
	if c.matter == nil || c.matter.yes() == nil {
		return nil
	}
	return []string{"y", "n"}
}

func (c *confirmation) box(width, height int) box {
	if c.matter == nil {
		return box{title: c.title, lines: []string{"Reading what goes…"}, keys: "esc leave it"}
	}
	wide := min(60, width-6)
	head, body, foot := c.matter.head(wide), c.body(wide), c.matter.foot(wide)
	if fixed := len(head) + len(foot); fixed > 0 && height-6-fixed < 3 { // a low window: all of it scrolls, what comes of it first
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
func (c *confirmation) body(width int) []string {
	if c.wide != width {
		c.wide, c.lines = width, c.matter.body(width)
	}
	return c.lines
}

// unkept says of a change that it is too large to be undone.
func unkept(l *look) string { return l.theme.text(failure, "It is too much to be undone.") }
