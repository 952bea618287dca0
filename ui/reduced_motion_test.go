package ui_test

import (
	"strings"
	"testing"
)

// reversed is how a terminal is told to swap the colours of what follows.
const reversed = "\x1b[7m"

func still(s *setup) { s.ui.Still = true }

// If nothing is to move, what another program changed has its sign and does not
// flash. The sign goes when the person goes on, not by itself.
func TestReducedMotion(t *testing.T) {
	for name, keys := range map[string][]string{"Teams": {"enter"}, "Matrix": {"3"}} {
		t.Run(name, func(t *testing.T) {
			d := start(t, seedFile(t), still)
			d.press(keys...)
			d.other.exec("UPDATE heroteamlink SET is_training = 0 WHERE team_id = 2 AND hero_id = 1")
			for range 10 {
				d.look()
				d.want("↻")
				if strings.Contains(d.app.View().Content, reversed) {
					t.Fatal("something flashes")
				}
			}
			d.press("down", "down", "up")
			d.wantNot("↻")
		})
	}
	d := start(t, seedFile(t))
	d.other.exec("UPDATE heroteamlink SET is_training = 0 WHERE team_id = 2 AND hero_id = 1")
	d.look()
	if !strings.Contains(d.app.View().Content, reversed) {
		t.Error("with motion nothing flashes")
	}
}

// Nor does the cursor blink in what is typed.
func TestNothingBlinks(t *testing.T) {
	for blinks, d := range map[bool]*driver{false: start(t, seedFile(t), still), true: start(t, seedFile(t))} {
		for _, key := range []string{"/", "n"} {
			d.press(key)
			switch cursor := d.app.View().Cursor; {
			case cursor == nil:
				t.Fatalf("after %s there is no cursor", key)
			case cursor.Blink != blinks:
				t.Errorf("after %s the cursor blinks: %v, want %v", key, cursor.Blink, blinks)
			}
			d.press("esc")
		}
	}
}

// At rest nothing is drawn again and again: the timer of what flashes runs while anything
// does, and no longer.
func TestNoTimerAtRest(t *testing.T) {
	for name, keys := range map[string][]string{"Teams": {"enter"}, "Matrix": {"3"}} {
		t.Run(name, func(t *testing.T) {
			d := start(t, seedFile(t))
			d.press(keys...)
			if d.timers.last[fadeTime] != nil {
				t.Fatal("it runs before anything flashed")
			}
			d.other.exec("UPDATE heroteamlink SET is_training = 0 WHERE team_id = 2 AND hero_id = 1")
			d.look()
			d.want("↻")
			stretches := 0
			for tick := d.timers.last[fadeTime]; tick != nil; stretches++ {
				delete(d.timers.last, fadeTime)
				d.send(tick)
				d.drain()
				tick = d.timers.last[fadeTime]
			}
			d.wantNot("↻")
			if stretches != 3 {
				t.Errorf("it ran %d times, want 3", stretches)
			}
		})
	}
}
