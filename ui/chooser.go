package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"roster/internal/safetext"
)

// chooser is the list of all actions, filtered by what is typed: the help, which
// is in the order of the bindings, and the palette, which runs what it finds.
type chooser struct {
	fixed
	look      *look
	title     string
	all       []listed
	search    textfield
	at        int // among those that match
	top, seen int // of its lines: the first one seen, and how many are
}

// listed is an action as the chooser lists it.
type listed struct {
	binding
	why string // it can't be done here and now
}

// newChooser lists every action. can returns why one can't be done here and now, "" if
// it can.
func newChooser(look *look, title string, can func(action) string) *chooser {
	c := &chooser{look: look, title: title, search: newTextfield("", maxFilter)}
	for _, b := range bindings() {
		c.all = append(c.all, listed{b, can(b.action)})
	}
	return c
}

// matches returns the entries in which every term occurs.
func (c *chooser) matches() []listed {
	terms := strings.Fields(strings.ToLower(c.search.Value()))
	var found []listed
	for _, e := range c.all {
		text := strings.ToLower(e.Help().Desc + " " + e.Help().Key + " " + string(e.group) + " " + e.short)
		if containsAll(text, terms) {
			found = append(found, e)
		}
	}
	return found
}

func containsAll(text string, terms []string) bool {
	for _, term := range terms {
		if !strings.Contains(text, term) {
			return false
		}
	}
	return true
}

func (c *chooser) press(msg tea.KeyPressMsg) outcome {
	found := c.matches()
	switch key := msg.String(); key {
	case "esc":
		return outcome{done: true}
	case "up", "down", "pgup", "pgdown", "home", "end":
		c.step(key, len(found))
	case "enter":
		if c.at >= len(found) {
			return outcome{}
		}
		act := found[c.at].action
		return outcome{done: true, answer: func(h dialogHost) tea.Cmd { return h.choose(act) }}
	default:
		c.at = 0
		return outcome{cmd: c.search.typed(msg)}
	}
	return outcome{}
}

func (c *chooser) step(key string, count int) {
	by := map[string]int{"up": -1, "down": 1, "pgup": -c.seen, "pgdown": c.seen, "home": -count, "end": count}[key]
	c.at = max(0, min(c.at+by, count-1))
}

func (c *chooser) receive(msg tea.Msg) tea.Cmd {
	if _, ok := msg.(tea.PasteMsg); ok {
		c.at = 0
		return c.search.typed(msg)
	}
	return nil
}

func (c *chooser) box(width, height int) box {
	wide := min(chooserWide, width-6)
	text, x := c.search.line(c.look, wide-8, false)
	lines := []string{c.look.theme.text(accent, "Search  ") + c.look.theme.text(entry, text), ""}
	found := c.matches()
	room := max(3, min(len(c.all)+5, height-9))
	rows, cursor := c.rows(found, wide)
	if cursor < c.top {
		c.top = cursor
	}
	if cursor >= c.top+room {
		c.top = cursor - room + 1
	}
	c.top, c.seen = max(0, min(c.top, len(rows)-room)), room
	shown := rows[c.top:min(len(rows), c.top+room)]
	lines = append(lines, shown...)
	lines = append(lines, blank(wide, room-len(shown))...)
	lines = append(lines, c.remark(found, wide))
	return box{title: c.title, lines: lines, keys: "↑ ↓ choose  enter do it  esc close", typed: true, x: 8 + x}
}

// chooserWide is how many cells a list of actions has if there is room.
const chooserWide = keysWidth + 1 + helpWidth

// remark says why the entry under the cursor can't be done now, or the whole of what it
// does where its line has no room for that.
func (c *chooser) remark(found []listed, width int) string {
	if c.at >= len(found) {
		return ""
	}
	e := found[c.at]
	if e.why != "" {
		return c.look.theme.text(failure, safetext.Fit("Not now: "+c.look.clean(e.why), width))
	}
	if text := c.look.clean(e.Help().Desc); safetext.Width(text) > width-keysWidth-1 {
		return c.look.theme.text(muted, safetext.Fit(text, width))
	}
	return ""
}

// rows draws the entries under their groups, and returns the line of the cursor.
func (c *chooser) rows(found []listed, width int) (rows []string, cursor int) {
	var last group
	for i, e := range found {
		if e.group != last {
			rows = append(rows, c.look.theme.text(muted, safetext.Fit(string(e.group), width)))
			last = e.group
		}
		on, sign := ground, " "
		if i == c.at {
			on, sign, cursor = selected, c.look.glyphs.cursor, len(rows)
		}
		styles := &c.look.theme.styles[on]
		text, r := e.Help().Desc, plain
		if e.why != "" {
			r = muted
		}
		rows = append(rows, styles[accent].on(sign+safetext.Fit(c.look.plainKeys(e.Help().Key), keysWidth))+
			styles[r].on(safetext.Fit(c.look.clean(text), width-keysWidth-1)))
	}
	if len(found) == 0 {
		rows = []string{"No action matches."}
	}
	return rows, cursor
}
