package ui_test

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"
	"github.com/charmbracelet/x/exp/teatest/v2"
	"go.uber.org/goleak"

	"roster/ui"
)

// keyStep is a key, and what the screen then shows, at once or after a while.
type keyStep []string

// Whole sessions in a running program, from the first key to the last.
func TestSessions(t *testing.T) {
	for name, steps := range map[string][]keyStep{
		"TeamsToggleUndoQuit": {
			{"down", "▹ Deadpond"}, {"up", "2 active · 1 training"}, {"enter", "▸ Deadpond"},
			{"t", "3 active · 0 training"}, {"u", "2 active · 1 training"}, {"U", "3 active · 0 training"},
			{"j", "▸ Rusty-Man"}, {"t", "2 active · 1 training"},
		},
		"HeroesFilterToggleQuit": {
			{"2", "▸ Deadpond"}, {"/", "enter keep"}, {"s", "/s"}, {"p", "/sp"}, {"enter", "▸ Spider-Boy"},
			{"tab", "▸ Preventers"}, {"f", "▸ Z-Force     ◐ training", "── 1 ─╮\n"}, {"t", "2●  0◐"}, {".", "Pedro Parqueador"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSetup(t)
			app := &watched{App: ui.New(mustOpen(t, seedFile(t), s.data), s.ui)}
			tm := teatest.NewTestModel(t, app, teatest.WithInitialTermSize(80, 16))
			await(t, func() string { return app.lacks(0, "▹ Deadpond", "2 active · 1 training") })
			for i, step := range steps {
				tm.Send(keyOf(t, step[0]))
				await(t, func() string { return app.lacks(i+1, step[1:]...) })
			}
			tm.Send(keyOf(t, "q"))
			final := tm.FinalModel(t, teatest.WithFinalTimeout(busyIndicator))
			golden.RequireEqual(t, trimmed(strings.Split(ansi.Strip(final.(*watched).View().Content), "\n")))
		})
	}
}

// After quitting nothing of roster runs on.
func TestNoGoroutineIsLeft(t *testing.T) {
	before := goleak.IgnoreCurrent()
	t.Run("Session", func(t *testing.T) {
		e := openTerminal(t, manyFile(t))
		e.want("▸ Crowd", "1,333 active · 667 training", "1 of 2,000")
		e.press("enter", "G")
		e.want("2,000 of 2,000")
		e.press("pgup", "t")
		e.want("u undoes") // with nothing to undo, q would not be taken either
		e.press("u", "/", "m", "esc", "2", "G", "q")
		e.waitForEnd()
	})
	await(t, func() string {
		if err := goleak.Find(before); err != nil {
			return err.Error()
		}
		return ""
	})
}
