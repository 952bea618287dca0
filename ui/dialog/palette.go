package dialog

import (
	"cmp"
	"slices"

	tea "charm.land/bubbletea/v2"

	"roster/data"
	"roster/data/model"
	"roster/data/query"
	"roster/internal/fold"
	"roster/internal/safetext"
	"roster/ui/keymap"
	"roster/ui/style"
)

// palette is a list of actions, filtered by what is typed: the help, or the palette. The
// palette also lists teams and heroes with matching names, and the search lists nothing else.
type palette struct {
	style     *style.Style
	names     *nameSearch // nil if there are only actions
	title     string
	all       []paletteEntry
	search    Textfield
	at        int // among those that match
	top, seen int // of its lines: the first one seen, and how many are
}

// paletteEntry is an action as the palette lists it, or a team or a hero.
type paletteEntry struct {
	keymap.Binding
	why string      // it can't be done here and now
	to  *model.Name // the team or hero, nil for an action
}

// keys returns the text before the entry.
func (e paletteEntry) keys() string {
	if e.to != nil {
		return e.to.Table
	}
	return e.Shown()
}

// run returns what choosing the entry does.
func (e paletteEntry) run() Answer {
	if e.to != nil {
		return func(h Host) tea.Cmd { return h.GoTo(*e.to) }
	}
	return func(h Host) tea.Cmd { return h.Choose(e.Action) }
}

// NewHelp lists all actions in the order of the bindings. can returns why one can't be
// done here and now, "" if it can.
func NewHelp(st *style.Style, can func(keymap.Action) string) Dialog {
	c := &palette{style: st, title: "Keys", search: NewTextfield("", MaxFilter)}
	for _, b := range st.Keys.Bindings() {
		c.all = append(c.all, paletteEntry{Binding: b, why: can(b.Action)})
	}
	return c
}

// nameGroup is the heading of the teams and heroes that were found.
const nameGroup keymap.Group = "Teams and heroes"

// NewSearch returns a dialog that finds teams and heroes by their names, and goes to one.
func NewSearch(s *data.Store, st *style.Style) Dialog {
	return &palette{style: st, title: st.Say("Find a team or a hero"), names: newNames(s, st), search: NewTextfield("", MaxFilter)}
}

// groupRow is the heading of what can be done to the row under the cursor.
const groupRow keymap.Group = "This row"

// NewPalette lists the actions but those that only move the cursor. It begins with what can
// be done to the row under the cursor, and ends with the teams and heroes that are found by
// what is typed. can returns why an action can't be done here and now, "" if it can.
func NewPalette(s *data.Store, st *style.Style, can func(keymap.Action) string) Dialog {
	c := &palette{style: st, names: newNames(s, st), title: "Actions", search: NewTextfield("", MaxFilter)}
	place := func(e paletteEntry) int {
		at := slices.Index(keymap.OfRow(), e.Action)
		if at < 0 || e.why != "" {
			return len(keymap.OfRow())
		}
		return at
	}
	for _, b := range st.Keys.Bindings() {
		e := paletteEntry{Binding: b, why: can(b.Action)}
		if place(e) < len(keymap.OfRow()) {
			e.Group = groupRow
		}
		if !e.IsCursorKey() {
			c.all = append(c.all, e)
		}
	}
	slices.SortStableFunc(c.all, func(a, b paletteEntry) int { return cmp.Compare(place(a), place(b)) })
	return c
}

// IsTyping reports that letters are searched for.
func (c *palette) IsTyping() bool { return true }

// matches returns the entries in which every term occurs.
func (c *palette) matches() []paletteEntry {
	found := c.actions()
	if c.names != nil {
		found = append(found, c.names.entries()...)
	}
	return found
}

// actions returns the actions in which every term occurs.
func (c *palette) actions() []paletteEntry {
	words := fold.Words(c.search.Value())
	var found []paletteEntry
	for _, e := range c.all {
		if fold.Finds(e.Help+" "+e.Also+" "+e.Shown()+" "+e.Short, words) {
			found = append(found, e)
		}
	}
	return found
}

func (c *palette) Press(msg tea.KeyPressMsg) Outcome {
	found := c.matches()
	switch key := msg.String(); key {
	case "esc":
		return Outcome{Done: true}
	case "up", "down", "pgup", "pgdown", "home", "end":
		c.step(key, len(found))
	case "enter":
		if c.at >= len(found) {
			return Outcome{}
		}
		return Outcome{Done: true, Answer: found[c.at].run()}
	default:
		return Outcome{Cmd: c.typed(msg)}
	}
	return Outcome{}
}

// typed takes a key or a paste into the search.
func (c *palette) typed(msg tea.Msg) tea.Cmd {
	c.at = 0
	cmd := c.search.Typed(msg)
	if c.names == nil {
		return cmd
	}
	return tea.Batch(cmd, c.names.search(query.Terms(c.search.Value())))
}

// Awaits reports whether a key is about names that are still being searched.
func (c *palette) Awaits(msg tea.Msg) bool {
	if c.names == nil || !c.names.busy {
		return false
	}
	switch KeyName(msg) {
	case "enter":
		return c.at >= len(c.actions())
	case "up", "down", "pgup", "pgdown", "home", "end":
		return true
	}
	return false
}

// Refresh searches the names again.
func (c *palette) Refresh(*data.Store) tea.Cmd {
	if c.names == nil {
		return nil
	}
	return c.names.again()
}

func (c *palette) step(key string, count int) {
	by := map[string]int{"up": -1, "down": 1, "pgup": -c.seen, "pgdown": c.seen, "home": -count, "end": count}[key]
	c.at = max(0, min(c.at+by, count-1))
}

func (c *palette) Receive(msg tea.Msg) tea.Cmd {
	if _, ok := msg.(tea.PasteMsg); ok {
		return c.typed(msg)
	}
	if c.names != nil {
		c.names.receive(msg)
	}
	return nil
}

func (c *palette) Layout(width, height int) Box {
	wide := min(paletteWidth, width-6)
	text, x := c.search.Line(c.style, wide-8, false)
	lines := []string{c.style.Theme.Text(style.Accent, "Search  ") + c.style.Theme.Text(style.Entry, text), ""}
	found := c.matches()
	room := max(3, min(max(len(c.all), maxNames)+5, height-9))
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
	lines = append(lines, style.BlankLines(wide, room-len(shown))...)
	lines = append(lines, c.remark(found, wide))
	return Box{Title: c.title, Lines: lines, Keys: "↑ ↓ choose  enter " + c.verb() + "  esc close", Typed: true, X: 8 + x, Pick: c.pick, Above: 2}
}

// verb returns what enter does.
func (c *palette) verb() string {
	if len(c.all) == 0 {
		return "go there"
	}
	return "run"
}

// pick moves the cursor to the entry on a line; on the name of a group there is none.
func (c *palette) pick(line int) tea.Cmd {
	if line < 0 || line >= c.seen {
		return nil
	}
	row, group := 0, keymap.Group("")
	for i, e := range c.matches() {
		if e.Group != group {
			row, group = row+1, e.Group
		}
		if row == c.top+line {
			c.at = i
		}
		row++
	}
	return nil
}

// paletteWidth is how many cells a list of actions has if there is room.
const paletteWidth = keymap.KeysWidth + 1 + keymap.HelpWidth

// remark returns why the entry under the cursor can't be done now, or its whole text if the
// line has no room for that.
func (c *palette) remark(found []paletteEntry, width int) string {
	if c.at >= len(found) {
		return ""
	}
	e := found[c.at]
	if e.why != "" {
		return c.style.Theme.Text(style.Failure, safetext.Fit("Not now: "+c.style.Clean(e.why), width))
	}
	if text := c.style.Clean(e.Help); safetext.Width(text) > width-keymap.KeysWidth-1 {
		return c.style.Theme.Text(style.Muted, safetext.Fit(text, width))
	}
	return ""
}

// rows draws the entries under their groups, and returns the line of the cursor.
func (c *palette) rows(found []paletteEntry, width int) (rows []string, cursor int) {
	var last keymap.Group
	for i, e := range found {
		if e.Group != last {
			rows = append(rows, c.style.Theme.Text(style.Muted, safetext.Fit(c.style.Say(string(e.Group)), width)))
			last = e.Group
		}
		on, sign := style.Ground, " "
		if i == c.at {
			on, sign, cursor = style.Selected, c.style.Glyphs.Cursor, len(rows)
		}
		styles := &c.style.Theme.Styles[on]
		text, r := e.Help, style.Plain
		if e.why != "" {
			r = style.Muted
		}
		rows = append(rows, styles[style.Accent].On(sign+safetext.Fit(c.style.PlainKeys(e.keys()), keymap.KeysWidth))+
			styles[r].On(safetext.Fit(c.style.Clean(text), width-keymap.KeysWidth-1)))
	}
	if len(found) == 0 {
		rows = c.nothing(width)
	}
	return rows, cursor
}

// nothing returns the message that no entry matches, or why that is not known.
func (c *palette) nothing(width int) []string {
	switch n := c.names; {
	case n == nil:
		return []string{"No action matches."}
	case n.err != nil:
		return style.Wrap(c.style.Clean(n.err.Error()), width)
	case n.busy:
		return []string{"Searching…"}
	case len(n.terms) == 0:
		return style.Wrap("Type part of a name. Accents and case don't matter.", width)
	case len(c.all) == 0:
		return []string{c.style.Say("No team or hero matches.")}
	}
	return []string{"No action matches."}
}
