package ui_test

import (
	"fmt"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// BenchmarkFrame is a cursor move and the drawing of the screen after it, in a
// roster of 2,000. Aim: under 0.5 ms at 120x40, under 1 ms at 300x100.
func BenchmarkFrame(b *testing.B) {
	for _, window := range [][2]int{{120, 40}, {300, 100}} {
		b.Run(fmt.Sprintf("%dx%d", window[0], window[1]), func(b *testing.B) {
			d := start(b, manyFile(b), size(window[0], window[1]))
			d.press("enter", "pgdown", "pgdown")
			keys := []tea.KeyPressMsg{keyOf(b, "down"), keyOf(b, "up")}
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				d.app.Update(keys[i%2])
				d.app.View()
			}
		})
	}
}
