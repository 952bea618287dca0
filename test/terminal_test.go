//go:build unix

package test

import (
	"errors"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
)

// patience is how long a test waits for what must come. Nothing waits this long
// unless something is broken.
const patience = time.Minute

// usual is a window that shows everything.
var usual = pty.Winsize{Cols: 100, Rows: 30}

// terminal is a program under a pseudo-terminal, and the user before it.
type terminal struct {
	t       testing.TB
	cmd     *exec.Cmd
	tty     *os.File
	device  string // the name of the program's side of tty
	screen  *vt.SafeEmulator
	errors  *strings.Builder // standard error, where it is kept apart
	changed chan struct{}    // something was written
	ended   chan struct{}    // the program ended, and everything it wrote is here
	exit    error
	began   time.Time
	deaf    bool // nothing is answered

	mu    sync.Mutex
	bytes []byte
	modes map[ansi.Mode]bool // those that were switched
	title string             // of the window
}

// show feeds the screen until the program is gone: reading fails then.
func (p *terminal) show() {
	buf := make([]byte, 1<<16)
	for {
		n, err := p.tty.Read(buf)
		p.mu.Lock()
		p.bytes = append(p.bytes, buf[:n]...)
		_, _ = p.screen.Write(buf[:n]) // never fails while it is open
		p.mu.Unlock()
		select {
		case p.changed <- struct{}{}:
		default:
		}
		if err != nil {
			return
		}
	}
}

// lines returns what the screen shows.
func (p *terminal) lines() []string {
	return strings.Split(ansi.Strip(p.screen.Render()), "\n")
}

// shown returns the screen for a message, without the emptiness below.
func (p *terminal) shown() string { return strings.TrimRight(strings.Join(p.lines(), "\n"), " \n") }

// raw returns every byte that the program wrote.
func (p *terminal) raw() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return string(p.bytes)
}

// wait waits until one line of the screen holds all the texts.
func (p *terminal) wait(texts ...string) {
	p.t.Helper()
	p.waitFor("a line with \""+strings.Join(texts, "\" and \"")+"\"", func() bool { return p.shows(texts...) })
}

// shows reports whether one line of the screen holds all the texts.
func (p *terminal) shows(texts ...string) bool {
	for _, line := range p.lines() {
		found := 0
		for _, text := range texts {
			if strings.Contains(line, text) {
				found++
			}
		}
		if found == len(texts) {
			return true
		}
	}
	return false
}

// waitFor waits until the screen is as it should be.
func (p *terminal) waitFor(what string, right func() bool) {
	p.t.Helper()
	deadline := time.NewTimer(patience)
	defer deadline.Stop()
	for !right() {
		select {
		case <-p.changed:
		case <-p.ended:
			if right() {
				return
			}
			p.t.Fatalf("roster ended (%v) before the screen had %s:\n%s", p.exit, what, p.shown())
		case <-deadline.C:
			p.t.Fatalf("the screen never had %s:\n%s", what, p.shown())
		}
	}
}

// press types keys.
func (p *terminal) press(keys string) {
	p.t.Helper()
	if _, err := io.WriteString(p.tty, keys); err != nil {
		p.t.Fatal(err)
	}
}

// resize changes the size of the window.
func (p *terminal) resize(cols, rows uint16) {
	p.t.Helper()
	p.screen.Resize(int(cols), int(rows))
	p.claim(cols, rows)
}

// claim makes the window claim a size.
func (p *terminal) claim(cols, rows uint16) {
	p.t.Helper()
	program, err := os.OpenFile(p.device, os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		p.t.Fatal(err)
	}
	defer program.Close()
	if err := pty.Setsize(program, &pty.Winsize{Cols: cols, Rows: rows}); err != nil {
		p.t.Fatal(err)
	}
}

// signal sends a signal to the program.
func (p *terminal) signal(s os.Signal) {
	p.t.Helper()
	if err := p.cmd.Process.Signal(s); err != nil {
		p.t.Fatal(err)
	}
}

// waitForEnd waits for the end of the program.
func (p *terminal) waitForEnd() {
	p.t.Helper()
	select {
	case <-p.ended:
	case <-time.After(patience):
		p.t.Fatalf("roster does not end:\n%s", p.shown())
	}
	if p.exit != nil && !errors.As(p.exit, new(*exec.ExitError)) {
		p.t.Fatal(p.exit)
	}
}

// endsSoon reports whether the program ends within a moment.
func (p *terminal) endsSoon() bool {
	select {
	case <-p.ended:
		return true
	case <-time.After(time.Second / 2):
		return false
	}
}

// wantExit waits for the end of the program and checks its exit code.
func (p *terminal) wantExit(code int) {
	p.t.Helper()
	p.waitForEnd()
	if got := p.cmd.ProcessState.ExitCode(); got != code {
		p.t.Errorf("exit code %d, want %d:\n%s%s", got, code, p.shown(), p.said())
	}
}

// said returns what was written to standard error, once the program has ended.
func (p *terminal) said() string {
	if p.errors == nil {
		return ""
	}
	return p.errors.String()
}

// quit leaves roster, and checks that the terminal is as it was.
func (p *terminal) quit() {
	p.t.Helper()
	p.press("q")
	p.wantExit(0)
	p.wantRestored()
}

// wantRestored checks that every mode of the terminal was put back.
func (p *terminal) wantRestored() {
	p.t.Helper()
	if p.screen.IsAltScreen() {
		p.t.Error("the alternate screen was not left")
	}
	for mode, on := range p.modes {
		if on != (mode == ansi.ModeTextCursorEnable || mode == ansi.ModeAutoWrap) {
			p.t.Errorf("mode %d was left %v", mode.Mode(), on)
		}
	}
	raw := p.raw()
	for _, pair := range [][2]string{{"\x1b[>5u", "\x1b[<1u"}, {"\x1b[>4;2m", "\x1b[>4m"}} {
		if on, off := strings.LastIndex(raw, pair[0]), strings.LastIndex(raw, pair[1]); on >= 0 && off < on {
			p.t.Errorf("%q was not taken back with %q", pair[0], pair[1])
		}
	}
}

// windowTitle returns how the window is called now.
func (p *terminal) windowTitle() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.title
}
