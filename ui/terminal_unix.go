//go:build unix

package ui

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/term"
	"golang.org/x/sys/unix"

	"roster/internal/terminput"
	"roster/ui/window"
)

// The stack of window titles that xterm and most others have; the rest pass over this.
const (
	saveTitle    = "\x1b[22;2t"
	restoreTitle = "\x1b[23;2t"
)

// terminal is the terminal while roster has it. The library takes what it finds for the
// state of the shell; that state is kept here, so that answers which come late are read
// before anything shows them.
type terminal struct {
	in      *terminput.Reader
	out     *output
	shell   *term.State
	signals chan os.Signal
	stops   atomic.Int32 // its own stops whose end follow has not seen yet
}

// takeTerminal takes the terminal over from the shell.
func takeTerminal(out *output, escape time.Duration) (*terminal, error) {
	t := &terminal{in: terminput.New(os.Stdin, escape), out: out, signals: make(chan os.Signal, 4)}
	if err := t.take(); err != nil {
		return nil, err
	}
	signal.Notify(t.signals, syscall.SIGWINCH, syscall.SIGCONT, syscall.SIGTSTP)
	return t, nil
}

// take makes the terminal raw. What it was before is kept the first time only: the shell
// may leave it raw when it lets roster go on.
func (t *terminal) take() error {
	before, err := term.MakeRaw(os.Stdin.Fd())
	if err != nil {
		return fmt.Errorf("the terminal can't be set up: %w", err)
	}
	if t.shell == nil {
		t.shell = before
	}
	return t.out.control(saveTitle)
}

// leave gives the terminal back to the shell as it was.
func (t *terminal) leave() error {
	t.in.Drain(t.out.due())
	return errors.Join(t.out.control(restoreTitle), term.Restore(os.Stdin.Fd(), t.shell))
}

// giveBack ends what takeTerminal began. Its error is nothing that the user could do
// something about: the window may be closed.
func (t *terminal) giveBack() {
	signal.Stop(t.signals)
	_ = t.leave()
}

// options returns the options under which the library takes the size of the window from
// follow: it would make room for every cell that a window claims before it asks anyone.
func (t *terminal) options() []tea.ProgramOption {
	first := window.Measured()
	return []tea.ProgramOption{
		tea.WithInput(t.in),
		tea.WithOutput(t.out), // not known as a terminal, and so not measured
		tea.WithWindowSize(first.Width, first.Height),
		tea.WithFilter(func(_ tea.Model, msg tea.Msg) tea.Msg {
			if _, ok := msg.(tea.SuspendMsg); ok {
				return tea.Exec(handover(t.stop), suspended)()
			}
			return msg
		}),
	}
}

// follow reports the size of the window to the program whenever that may have changed, stops
// the program if a signal requests it, and sets the terminal up again when it continues, until
// ctx ends.
func (t *terminal) follow(ctx context.Context, p *tea.Program) {
	for {
		select {
		case s := <-t.signals:
			switch {
			case s == syscall.SIGTSTP:
				p.Send(tea.SuspendMsg{})
				continue
			case s == syscall.SIGCONT && t.stops.Load() > 0:
				t.stops.Add(-1)
			case s == syscall.SIGCONT: // after SIGSTOP, before which nothing could be given back
				p.Send(tea.Exec(handover(t.take), nil)())
			}
			p.Send(window.Measured())
		case <-ctx.Done():
			return
		}
	}
}

// stop gives the terminal to the shell, stops roster and what was started with it, and
// takes the terminal again when it goes on. It is SIGSTOP that stops, for SIGTSTP is caught.
func (t *terminal) stop() error {
	if session, err := unix.Getsid(0); err != nil || session == syscall.Getpgrp() {
		return errNoShell // it would stop for good, as in a window or a container of its own
	}
	if err := t.leave(); err != nil {
		return err
	}
	goesOn := make(chan os.Signal, 1)
	signal.Notify(goesOn, syscall.SIGCONT)
	defer signal.Stop(goesOn)
	t.stops.Add(1)
	if err := syscall.Kill(0, syscall.SIGSTOP); err != nil {
		t.stops.Add(-1)
		return errors.Join(err, t.take())
	}
	<-goesOn
	return t.take()
}

// errNoShell is the reason why roster can't be suspended.
var errNoShell = errors.New("there is no shell to return to")

// suspended is the message after a suspension, or after one that failed.
func suspended(err error) tea.Msg { return resumed{err} }

// handover is the work that is done while the library does not use the terminal.
type handover func() error

// Run does it.
func (h handover) Run() error { return h() }

// SetStdin, SetStdout and SetStderr are for commands, and do nothing here.
func (handover) SetStdin(io.Reader)  {}
func (handover) SetStdout(io.Writer) {}
func (handover) SetStderr(io.Writer) {}
