package ui_test

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"pgregory.net/rapid"
)

// phrases are what users type in one go: through filters, pickers, forms and questions.
var phrases = [][]string{
	{"/", "R", "u", "s", "enter", "t"}, {"/", "e", "enter"}, {"/", "o", "backspace", "d", "enter", "j"}, {"/", "z", "z", "backspace", "enter"}, {"/", "x", "esc"},
	{"enter", "/", "b", "o", "y", "enter", "t"}, {"enter", "j", "t"}, {"enter", "t", "j", "t"}, {"t", "t"}, {"t", "u"}, {"t", "u", "U"},
	{"a", "R", "u", "tab", "ctrl+u", "S", "p", "tab", "enter"}, {"a", "D", "enter", "j"}, {"a", "down", "enter", "t"}, {"a", "tab", "tab", "enter", "u"}, {"a", "ctrl+t", "P", "enter"},
	{"n", "A", "n", "t", "tab", "B", "ctrl+s", "j"}, {"e", "!", "ctrl+s"}, {"e", "tab", "?", "ctrl+s", "k", "t"}, {"n", "A", "esc", "y"},
	{"d", "y"}, {"d", "y", "u"}, {"d", "n"}, {"ctrl+a", "t", "A"}, {"ctrl+a", "t", "i"}, {"space", "space", "t", "A"}, {"space", "j", "space", "a", "Z", "enter"},
	{"f", "t"}, {"f", "f", "j", "t"}, {"s", "t"}, {"s", "s", "t"}, {"s", "s", "S", "s", "j", "t"}, {"S", "j", "t"}, {"G", "t"}, {"g", "j"}, {"pgdown", "t"}, {"pgdown", "pgup", "k"},
	{"1", "enter", "t"}, {"2", "j", "enter", "t"}, {"3", "t"}, {"3", "l", "j", "t"}, {"3", "/", "e", "enter", "t"}, {"3", "a"}, {"4", "enter", "t"}, {"5", "u"}, {"5", "j", "u", "y"}, {"5", "i", "esc"},
	{"click 50 3", "t"}, {"click 50 4", "t", "click 50 3", "t"}, {"click 5 3", "click 50 3", "t"}, {"wheel 50 5 1", "t"}, {"wheel 5 5 1", "wheel 5 5 -1", "enter", "t"},
	{"/", "paste Spider", "enter", "t"}, {"a", "paste Rusty", "enter"}, {"n", "paste Ant", "tab", "paste B", "ctrl+s"},
	{"enter", "enter", "enter"}, {"tab", "j", "tab", "t"}, {"R", "j", "t"}, {"i", "esc"}, {"?", "esc"}, {":", "u", "n", "d", "o", "enter"}, {":", "t", "o", "g", "g", "l", "e", "enter"}, {"y"}, {"."},
}

// inputOf returns an input as scripts name it: a key, "paste TEXT", "click X Y", or
// "wheel X Y ROWS".
func inputOf(t tb, name string) tea.Msg {
	words := strings.Fields(name)
	number := func(i int) int {
		n, err := strconv.Atoi(words[i])
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	switch words[0] {
	case "paste":
		return tea.PasteMsg{Content: words[1]}
	case "click":
		return tea.MouseClickMsg{X: number(1), Y: number(2), Button: tea.MouseLeft}
	case "wheel":
		button := tea.MouseWheelDown
		if number(3) < 0 {
			button = tea.MouseWheelUp
		}
		return tea.MouseWheelMsg{X: number(1), Y: number(2), Button: button}
	}
	return keyOf(t, name)
}

// script draws what a user types.
func script(r *rapid.T) []string {
	var keys []string
	for range rapid.IntRange(1, 8).Draw(r, "phrases") {
		if rapid.IntRange(0, 3).Draw(r, "kind") > 0 {
			keys = append(keys, rapid.SampledFrom(phrases).Draw(r, "phrase")...)
			continue
		}
		key := rapid.SampledFrom(randomKeys).Draw(r, "key")
		if key != "L" && key != "I" { // the log has what was read, and in which order; I types paths
			keys = append(keys, key)
		}
	}
	return keys
}

// event is something that happens at a time: a key is pressed, a command reads or
// writes, an answer comes.
type event struct {
	at int // milliseconds
	do func()
}

// fastTypist is a user who types without waiting, on a database that is slow.
type fastTypist struct {
	*driver
	r      *rapid.T
	now    int
	events []event
}

// later lets something happen in a while. What was put in first of one time happens first.
func (p *fastTypist) later(ms int, do func()) {
	e := event{p.now + ms, do}
	i, _ := slices.BinarySearchFunc(p.events, e, func(a, b event) int { return cmp.Or(cmp.Compare(a.at, b.at), -1) })
	p.events = slices.Insert(p.events, i, e)
}

// next lets the next thing happen, and starts the commands that come of it.
func (p *fastTypist) next() {
	e := p.events[0]
	p.events = p.events[1:]
	p.now = e.at
	e.do()
	for len(p.pending) > 0 {
		p.start(take(&p.pending, 0))
	}
	for len(p.timers.drawn) > 0 {
		msg := take(&p.timers.drawn, 0)
		p.later(int(drawnTime.Milliseconds()), func() { p.send(msg) })
	}
}

// start runs a command: it reads after a while, and its answer comes after another one.
func (p *fastTypist) start(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	delay := rapid.IntRange(0, 150)
	p.later(delay.Draw(p.r, "delay"), func() {
		switch msg := cmd().(type) {
		case nil:
		case tea.BatchMsg:
			p.pending = append(p.pending, msg...)
		default:
			p.later(delay.Draw(p.r, "delay"), func() { p.send(msg) })
		}
	})
}

// rest waits until nothing happens any more.
func (p *fastTypist) rest() {
	for len(p.events) > 0 {
		p.next()
	}
}

// typeFast types keys in bursts. Keys that must not be typed ahead wait for all before
// them: esc drops what waits, and an answer is none before its question is on screen.
func (p *fastTypist) typeFast(keys []string, patient []bool) {
	burst := rapid.SampledFrom([]int{0, 0, 0, 10, 40, 120, 400})
	for i, key := range keys {
		if patient[i] {
			p.rest()
		}
		done := false
		p.later(burst.Draw(p.r, "pause"), func() {
			p.send(inputOf(p.t, key))
			done = true
		})
		for !done {
			p.next()
		}
	}
	p.rest()
}

// state is what must be the same: the tables, the labels in the history, the screen.
func (d *driver) state() string {
	labels := []string{}
	if d.other.rows(d.other.tables("roster_change"))[0] != "0" {
		labels = d.other.rows("SELECT label, state FROM roster_change ORDER BY id")
	}
	screen := changedSign.Replace(ownDatabase.ReplaceAllString(d.text(), ""))
	return strings.Join(append(d.other.rows(everyRow), labels...), "\n") + "\n" + screen
}

// changedSign takes the sign of what was just changed off the screen: it is there until
// the next key, or for a moment.
var changedSign = strings.NewReplacer("✓]", "] ", "✓", " ")

// ownDatabase is the name of a database on a server, of which each roster has its own.
var ownDatabase = regexp.MustCompile(`test_\d+@\S+ *`)

// Whatever is typed, and however fast: the tables, the history and the screen are in the
// end what they are when every key waits for everything before it.
//
//	go test ./ui -run TestTypingAhead -rapid.checks 5000 -timeout 3h
func TestTypingAhead(t *testing.T) {
	t.Parallel()
	files := map[string]func(testing.TB) string{"Seed": seedFile, "Many": manyFile, "PostgreSQL": seedServer}
	for name, file := range files {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rapid.Check(t, func(r *rapid.T) {
				round := &round{TB: t}
				defer round.end()
				keys := script(r)
				slow := start(round, file(round))
				slow.t, slow.other.t = r, r
				patient := make([]bool, len(keys))
				for i, key := range keys {
					patient[i] = key == "esc" || key == "q" || slow.app.Asks(key)
					slow.send(inputOf(r, key))
					slow.drain()
					if slow.quit || slow.refused { // what is behind a refusal is dropped
						keys = keys[:i+1]
						break
					}
				}
				fast := &fastTypist{driver: start(round, file(round)), r: r}
				fast.t, fast.other.t = r, r
				fast.typeFast(keys, patient)
				if want, got := slow.state(), fast.state(); got != want {
					r.Fatalf("%s\ntyped slowly:\n%s\ntyped ahead:\n%s", fmt.Sprint(keys), want, got)
				}
			})
		})
	}
}
