package importfile

import (
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/charmbracelet/x/term"
)

// ProgressLine is a progress line on a terminal. It is silent if the output is not a terminal.
type ProgressLine struct {
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

// NewProgressLine returns a line on a file, which is drawn if that is a terminal.
func NewProgressLine(file *os.File) *ProgressLine {
	return &ProgressLine{out: file, on: term.IsTerminal(file.Fd()), last: time.Now()}
}

// Show draws the line. A total of 0 is not known.
func (p *ProgressLine) Show(what string, done, total int64) {
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
	bar := strings.Repeat("#", full) + strings.Repeat("-", barWidth-full)
	fmt.Fprintf(p.out, "\r\x1b[K%s [%s] %3d%%", what, bar, 100*done/total)
}

// Clear takes the line away.
func (p *ProgressLine) Clear() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.shown {
		fmt.Fprint(p.out, "\r\x1b[K")
		p.shown = false
	}
}
