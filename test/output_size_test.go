//go:build unix

package test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/creack/pty"

	"roster/internal/bigroster/generate"
	"roster/internal/bigroster/largetest"
)

// inRoster opens roster at 120x40 and goes into the roster of the first team.
func inRoster(t testing.TB, path string) *terminal {
	t.Helper()
	roster := startAt(t, pty.Winsize{Cols: 120, Rows: 40}, path)
	roster.wait("╰", "─ 1 of ", " 1 of ")
	roster.press("\r")
	roster.wait("esc back")
	return roster
}

// written presses a key as often as said, each time until the cursor of the right
// pane is so many rows further, from the row at on. It returns how many bytes were
// written to the terminal for one: the median, for what is read ahead may make a
// column wider, and that is no part of a move.
func (p *terminal) written(key string, at, by, times int) float64 {
	p.t.Helper()
	each := make([]int, times)
	for i := range times {
		before := len(p.raw())
		p.press(key)
		p.wait(fmt.Sprintf("─ %d of ", at+i*by))
		each[i] = len(p.raw()) - before
	}
	slices.Sort(each)
	return float64(each[times/2])
}

// Over ssh every byte counts: a cursor move is less than 400 of them, and a page
// is drawn once, with what belongs to its rows.
func TestOutputSize(t *testing.T) {
	t.Parallel()
	roster := inRoster(t, largetest.Roster(t, read(t, "schema.sql"), generate.Fit(20_000)))
	if bytes := roster.written("j", 2, 1, 20); bytes >= 400 {
		t.Errorf("a cursor move is %.0f bytes", bytes)
	}
	// A page has 34 rows of 86 cells: to draw them twice would take twice that.
	if bytes := roster.written("\x1b[6~", 55, 34, 5); bytes >= 34*86*3/2 {
		t.Errorf("a page is %.0f bytes", bytes)
	}
	roster.quit()
}
