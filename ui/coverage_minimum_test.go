package ui_test

import (
	"fmt"
	"testing"
)

// Teams below their minimum are flagged in every view, counted in the header, found by the
// status filter and first in the order of coverage; the details say where it comes from.
func TestMinimum(t *testing.T) {
	for _, window := range [][2]int{{40, 10}, {60, 15}, {100, 30}, {200, 60}} {
		t.Run(fmt.Sprintf("%dx%d", window[0], window[1]), func(t *testing.T) {
			a := newSnapshots(t, trainingFile(t), size(window[0], window[1]))
			a.shot("Offered", "F")
			a.shot("Its form", "m")
			a.press("esc", "y")
			a.other.exec("ALTER TABLE team ADD COLUMN minimum INTEGER")
			a.other.exec("UPDATE team SET minimum = id + 1 WHERE id < 3")
			a.look()
			a.shot("Flagged")
			a.shot("By coverage", "s")
			a.shot("Only those", "f", "f", "f", "f")
			a.shot("Details", "i")
			a.shot("Matrix", "esc", "3")
			a.shot("Training", "4")
			a.compare(t)
		})
	}
}

// The header follows what the user does.
func TestMinimumIsLive(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		d := start(t, on.seed(t), size(140, 30))
		d.other.exec("ALTER TABLE team ADD COLUMN minimum INTEGER")
		d.other.exec("UPDATE team SET minimum = 2")
		d.look()
		d.want("1 team below its minimum", "!1●")
		d.press("down", "enter", "down", "t")
		d.wantNot("team below its minimum")
		d.press("u")
		d.want("1 team below its minimum")
		d.press("up", "left", "up", "d", "y")
		d.want("1 team below its minimum")
	})
}
