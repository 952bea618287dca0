//go:build unix

package test

import (
	"io"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
)

// option changes how a program is started.
type option func(*terminal)

// with sets environment variables, over those of a quiet and empty home.
func with(env ...string) option {
	return func(p *terminal) { p.cmd.Env = append(p.cmd.Env, env...) }
}

// in sets the working folder.
func in(folder string) option { return func(p *terminal) { p.cmd.Dir = folder } }

// apart keeps standard error away from the terminal.
func apart(p *terminal) {
	p.errors = &strings.Builder{}
	p.cmd.Stderr = p.errors
}

// piped replaces standard input by an empty file.
func piped(p *terminal) {
	p.cmd.Stdin = nil
	p.cmd.SysProcAttr.Ctty = 1 // standard output is the terminal
}

// into replaces standard output.
func into(w io.Writer) option { return func(p *terminal) { p.cmd.Stdout = w } }

// under wraps the program in a shell script, which calls it as "$@".
func under(script string) option {
	return func(p *terminal) {
		p.cmd.Path = "/bin/sh"
		p.cmd.Args = append([]string{"sh", "-c", script, "sh"}, p.cmd.Args...)
	}
}

// start runs roster in a window of the usual size.
func start(t testing.TB, args ...any) *terminal {
	t.Helper()
	return startAt(t, usual, args...)
}

// startAt runs roster in a window. The arguments are roster's, and options.
func startAt(t testing.TB, size pty.Winsize, args ...any) *terminal {
	t.Helper()
	tty, program, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer program.Close()
	if err := pty.Setsize(program, &size); err != nil {
		t.Fatal(err)
	}
	home := t.TempDir()
	p := &terminal{
		t: t, tty: closable(t, tty), device: program.Name(), cmd: exec.Command(binary), screen: vt.NewSafeEmulator(int(size.Cols), int(size.Rows)),
		changed: make(chan struct{}, 1), ended: make(chan struct{}), modes: map[ansi.Mode]bool{},
	}
	p.cmd.Env = []string{"TERM=xterm-256color", "LANG=C.UTF-8", "HOME=" + home, "TMPDIR=" + home, "PATH=" + os.Getenv("PATH")}
	p.cmd.Stdin, p.cmd.Stdout, p.cmd.Stderr = program, program, program
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	for _, arg := range args {
		switch arg := arg.(type) {
		case string:
			p.cmd.Args = append(p.cmd.Args, arg)
		case option:
			arg(p)
		case func(*terminal):
			arg(p)
		default:
			t.Fatalf("start does not know %T", arg)
		}
	}
	p.screen.SetCallbacks(vt.Callbacks{
		EnableMode:  func(mode ansi.Mode) { p.modes[mode] = true },
		DisableMode: func(mode ansi.Mode) { p.modes[mode] = false },
		Title:       func(title string) { p.title = title },
	})
	p.attach()
	return p
}

// closable returns the file as one whose Close ends a Read that waits: it is the
// window that a user may close.
func closable(t testing.TB, file *os.File) *os.File {
	t.Helper()
	defer file.Close()
	syscall.ForkLock.RLock()
	fd, err := syscall.Dup(int(file.Fd()))
	if err == nil {
		syscall.CloseOnExec(fd)
		err = syscall.SetNonblock(fd, true)
	}
	syscall.ForkLock.RUnlock()
	if err != nil {
		t.Fatal(err)
	}
	return os.NewFile(uintptr(fd), file.Name())
}

// attach starts the program, and the terminal that shows it and answers it.
func (p *terminal) attach() {
	p.t.Helper()
	p.began = time.Now()
	if err := p.cmd.Start(); err != nil {
		p.t.Fatal(err)
	}
	answered := make(chan struct{})
	go func() {
		defer close(answered)
		if !p.deaf {
			_, _ = io.Copy(p.tty, p.screen) // fails when the program is gone
		}
		_, _ = io.Copy(io.Discard, p.screen)
	}()
	go func() {
		p.show()
		p.exit = p.cmd.Wait()
		close(p.ended)
	}()
	p.t.Cleanup(func() {
		_ = p.cmd.Process.Kill() // fails where it has ended, as it should have
		<-p.ended
		_ = p.screen.InputPipe().(io.Closer).Close() // ends the answers
		_ = p.tty.Close()                            // fails where the test closed it
		<-answered
	})
}
