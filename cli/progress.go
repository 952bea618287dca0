package cli

import (
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/charmbracelet/x/term"
)

// progressLine is a progress line on a terminal. It is silent if the output is not a terminal.
type progressLine struct {
	mu    sync.Mutex // a reading that was given up may still move it
	out   io.Writer
	on    bool
	last  time.Time
	shown bool
}

// A bar is drawn in so many cells, and at most so often.
const (
	barWidth = 30
	barEvery = 100 * time.Millisecond
)

func newProgress(file *os.File) *progressLine {
	return &progressLine{out: file, on: term.IsTerminal(file.Fd()), last: time.Now()}
}

// show draws the line. A total of 0 is not known.
func (p *progressLine) show(what string, done, total int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.on || time.Since(p.last) < barEvery {
		return
	}
	p.last, p.shown = time.Now(), true
	if total <= 0 {
		fmt.Fprintf(p.out, "\r\x1b[K%s %d", what, done)
		return
	}
	done = min(done, total)
	full := int(barWidth * done / total)
	fmt.Fprintf(p.out, "\r\x1b[K%s [%s%s] %3d%%", what, strings.Repeat("#", full), strings.Repeat("-", barWidth-full), 100*done/total)
}

// clear takes the line away.
func (p *progressLine) clear() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.shown {
		fmt.Fprint(p.out, "\r\x1b[K")
		p.shown = false
	}
}
