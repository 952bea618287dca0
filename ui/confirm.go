package ui

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"roster/data"
)

// confirmation asks before something goes. It opens at once and reads what
// would go; y is dead until what it says is complete and drawn, so that a key
// typed meanwhile is no consent.
type confirmation struct {
	look    *look
	title   string
	plan    data.Plan
	preview data.Preview
	err     error
	ready   bool // plan and preview are here
	drawn   bool // and were on screen
	wide    int  // the width for which names was wrapped
	names   []string
	scroller
}

// previewed is the answer to what a confirmation asked for.
type previewed struct {
	to      *confirmation
	plan    data.Plan
	preview data.Preview
	err     error
}

// confirm opens a confirmation, and asks for what it says.
func (a *App) confirm(title string, intent data.Intent) tea.Cmd {
	c := &confirmation{look: &a.look, title: title}
	a.ask(c)
	store := a.store
	return func() tea.Msg {
		ctx := context.Background()
		plan, err := store.Plan(ctx, intent)
		if err != nil {
			return previewed{c, plan, data.Preview{}, err}
		}
		preview, err := store.Preview(ctx, plan)
		return previewed{c, plan, preview, err}
	}
}

func (c *confirmation) receive(msg tea.Msg) tea.Cmd {
	if p, ok := msg.(previewed); ok && p.to == c {
		c.plan, c.preview, c.err, c.ready = p.plan, p.preview, p.err, true
	}
	return nil
}

func (c *confirmation) press(msg tea.KeyPressMsg) outcome {
	key := msg.String()
	c.scroller.press(key)
	if key == "y" && c.ready && c.drawn && c.err == nil && !c.plan.Empty() {
		plan := c.plan
		return outcome{done: true, answer: func(a *App) tea.Cmd { return a.writes.push(applyJob(plan)) }}
	}
	return outcome{done: key == "esc" || key == "n"}
}

func (c *confirmation) box(width, height int) box {
	wide := min(60, width-6)
	if !c.ready {
		return box{title: c.title, lines: []string{"Reading what goes…"}, keys: "esc leave it"}
	}
	c.drawn = true
	switch {
	case c.err != nil:
		return box{title: c.title, lines: wrap(c.look.clean(c.err.Error()), wide), keys: "esc close"}
	case c.plan.Empty():
		return box{title: c.title, lines: wrap(c.look.already(c.plan), wide), keys: "esc close"}
	}
	lines, follows := c.wrapped(wide), c.follows(wide)
	if height-6-len(follows) < 3 { // a low window: all of it scrolls, what follows first
		lines, follows = append(append(follows[1:], ""), lines...), nil
	}
	shown, keys := c.window(lines, height-len(follows), "y yes  n no")
	return box{title: c.title, lines: append(slices.Clone(shown), follows...), keys: keys}
}

// wrapped returns the names of what goes. There can be thousands, so they are made
// safe and wrapped once for each width, not for every frame.
func (c *confirmation) wrapped(width int) []string {
	if c.wide != width {
		c.wide, c.names = width, nil
		for _, name := range c.preview.Names {
			c.names = append(c.names, wrap(c.look.clean(name), width)...)
		}
	}
	return c.names
}

// follows says what goes with the rows, and what comes of it.
func (c *confirmation) follows(width int) []string {
	lines := []string{""}
	if c.preview.Links > 0 {
		lines = append(lines, plural(int64(c.preview.Links), "membership")+" will go.")
	}
	for _, text := range c.preview.Follows[:min(5, len(c.preview.Follows))] {
		for _, line := range wrap("It "+c.look.clean(text)+".", width) {
			lines = append(lines, c.look.theme.text(failure, line))
		}
	}
	if more := len(c.preview.Follows) - 5; more > 0 {
		lines = append(lines, "And "+plural(int64(more), "more team")+" so.")
	}
	switch {
	case !c.plan.Change.Kept():
		return append(lines, c.look.theme.text(failure, "It is too much to be undone."))
	case len(c.plan.Final) == 0:
		return append(lines, "u undoes it.")
	}
	return lines
}
