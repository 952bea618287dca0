package ui_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"roster/internal/pgtest"
	"roster/internal/testenv"
	"roster/ui"
)

// clientsDuration says for how long the rosters of the crowd test write: "10m"; a few
// seconds where it is not set.
const clientsDuration = "ROSTER_CROWD"

// clientCount is how many rosters have one database open.
const clientCount = 20

// clientLogs is what the statement logs of all of them come to hold, in MB, and what
// differs from one moment to another.
const clientLogs = 4 * clientCount

// clientKeys walk about, and take back.
var clientKeys = []string{"down", "down", "down", "pgdown", "up", "up", "pgup", "u"}

// clientTeams are ten teams of sixty, so that rosters meet in their teams, and seldom
// at the same member.
const clientTeams = `INSERT INTO team SELECT i, 'Team ' || i, 'Base ' || i FROM generate_series(10, 19) AS i;
	INSERT INTO hero SELECT i, 'Hero ' || i, 'secret ' || i, i % 90 FROM generate_series(10, 609) AS i;
	INSERT INTO heroteamlink SELECT 10 + i % 10, i, i % 3 = 0 FROM generate_series(10, 609) AS i`

// Many rosters change one database at once: in the end every screen shows how it
// is, and none has grown.
func TestManyClients(t *testing.T) {
	length := testenv.Duration(t, clientsDuration, 2*time.Second)
	url := seedServer(t)
	if err := pgtest.Exec(url, clientTeams); err != nil {
		t.Fatal(err)
	}
	members := make([]*client, clientCount)
	for i := range members {
		members[i] = startClient(t, url, fmt.Sprintf("roster%d@base", i))
	}
	fresh := start(t, url)
	fresh.press("enter")
	spread(members)
	workTogether(members, length/4) // until what is kept is there
	wantAlike(t, members, fresh)
	spread(members)
	before, made := measureUsage(), countChanges(fresh)
	workTogether(members, length)
	wantAlike(t, members, fresh)
	more := countChanges(fresh) - made
	await(t, func() string {
		after := measureUsage() // what still reads what others did last is over soon
		if after.goroutines > before.goroutines+clientCount || after.heap > before.heap+clientLogs {
			return fmt.Sprintf("they grew from %v to %v", before, after)
		}
		t.Logf("before: %v, after %d changes in %v: %v", before, more, length, after)
		return ""
	})
	if made == 0 || more == 0 {
		t.Error("nothing was changed: this tests nothing")
	}
}

// client is one of many rosters that run at once. It draws only when it is asked:
// each would have a machine of its own.
type client struct {
	t     *testing.T
	app   *ui.App
	inbox chan tea.Msg
	ended chan struct{}
}

// screenRequest asks a member for its screen, once it has all its answers.
type screenRequest chan string

// startClient runs a roster on a database until the test ends.
func startClient(t *testing.T, path, actor string) *client {
	t.Helper()
	s := newSetup(t, func(s *setup) { s.data.Actor, s.ui.After = actor, nil })
	m := &client{t: t, app: ui.New(mustOpen(t, path, s.data), s.ui), inbox: make(chan tea.Msg, 100), ended: make(chan struct{})}
	m.run(m.app.Init())
	var loop sync.WaitGroup
	loop.Go(m.loop)
	t.Cleanup(func() { close(m.ended); loop.Wait() })
	m.send(tea.WindowSizeMsg{Width: s.width, Height: s.height})
	return m
}

// send gives the member a message, unless it has ended.
func (m *client) send(msg tea.Msg) {
	select {
	case m.inbox <- msg:
	case <-m.ended:
	}
}

func (m *client) run(cmd tea.Cmd) {
	if cmd != nil {
		go func() { m.send(cmd()) }()
	}
}

func (m *client) loop() {
	var asked []screenRequest
	for {
		select {
		case <-m.ended:
			return
		case msg := <-m.inbox:
			switch msg := msg.(type) {
			case nil:
			case tea.BatchMsg:
				for _, cmd := range msg {
					m.run(cmd)
				}
			case screenRequest:
				asked = append(asked, msg)
			default:
				_, cmd := m.app.Update(msg)
				m.run(cmd)
			}
		}
		if len(asked) > 0 && !m.app.Awaited() {
			asked[0] <- ansi.Strip(m.app.View().Content)
			asked = asked[1:]
		}
	}
}

// press presses keys, without waiting.
func (m *client) press(keys ...string) {
	for _, key := range keys {
		m.send(keyOf(m.t, key))
	}
}

// screen returns what the member shows once it has all its answers.
func (m *client) screen() string {
	m.t.Helper()
	reply := make(screenRequest, 1)
	m.send(reply)
	select {
	case text := <-reply:
		return text
	case <-time.After(busyIndicator):
		m.t.Fatal("a roster waits for the database for ever")
		return ""
	}
}

func countChanges(d *driver) int {
	d.t.Helper()
	n, err := strconv.Atoi(d.other.rows("SELECT coalesce(max(id), 0) FROM roster_change")[0])
	if err != nil {
		d.t.Fatal(err)
	}
	return n
}

// wantAlike waits until all rosters show what one shows that has just read it.
func wantAlike(t *testing.T, members []*client, fresh *driver) {
	t.Helper()
	for _, key := range []string{"esc", "esc", "esc", "1", "g", "enter", "g"} {
		for _, m := range members {
			m.screen() // a question may have come up
			m.press(key)
		}
	}
	for _, m := range members {
		await(t, func() string {
			got, want := withoutStatus(m.screen()), withoutStatus(fresh.text())
			if got == want {
				return ""
			}
			fresh.press("R")
			return "a screen is\n" + got + "\nand one that was just read\n" + want
		})
	}
}

// spread sends each to a team that it shares with one other, half a screen apart.
func spread(members []*client) {
	for i, m := range members {
		for _, keys := range [][]string{{"esc"}, {"1"}, {"g"}, slices.Repeat([]string{"down"}, 1+i%10), {"enter"}, {"g"}, slices.Repeat([]string{"down"}, i/10*30)} {
			m.press(keys...)
			m.screen()
		}
	}
}

// workTogether changes a membership ten times a second in every roster, and walks
// about, each when the answer to the last key is there.
func workTogether(members []*client, length time.Duration) {
	var all sync.WaitGroup
	for i, m := range members {
		random := rand.New(rand.NewPCG(uint64(i), uint64(length)))
		all.Go(func() {
			beat := time.NewTicker(time.Second / 10)
			defer beat.Stop()
			for end := time.Now().Add(length); time.Now().Before(end); <-beat.C {
				m.press("t")
				m.screen()
				m.press(clientKeys[random.IntN(len(clientKeys))])
				m.screen()
			}
		})
	}
	all.Wait()
}

// withoutStatus returns a screen without the lines that say what was done on it, and
// without what stands out.
func withoutStatus(screen string) string {
	lines := strings.Split(strings.TrimRight(screen, "\n"), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " ")
	}
	return strings.NewReplacer("✓", " ", "↻", " ").Replace(strings.Join(lines[1:len(lines)-2], "\n"))
}
