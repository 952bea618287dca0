//go:build unix

package test

import (
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// jobControl is a shell with job control, in which roster is a job. It says which process
// that is, and continues it on every line that it reads.
const jobControl = `set -m; "$@"; while jobs %% >/dev/null 2>&1; do IFS= read -r line; fg >/dev/null; done; echo "the shell has it"`

// inShell runs roster as a job of a shell.
func inShell(p *terminal) {
	under(jobControl)(p)
	p.cmd.Path = "/bin/bash"
}

// job returns the process of roster under the shell.
func (p *terminal) job() *os.Process {
	p.t.Helper()
	out, err := exec.Command("ps", "-o", "pid=,args=", "--ppid", strconv.Itoa(p.cmd.Process.Pid)).Output()
	found := regexp.MustCompile(`(?m)^\s*([0-9]+) ` + regexp.QuoteMeta(binary)).FindSubmatch(out)
	if err != nil || found == nil {
		p.t.Fatalf("no job: %v, %s", err, out)
	}
	pid, err := strconv.Atoi(string(found[1]))
	if err != nil {
		p.t.Fatal(err)
	}
	job, err := os.FindProcess(pid)
	if err != nil {
		p.t.Fatal(err)
	}
	return job
}

// Stopped by a key or from outside, roster gives the terminal back if it can. When it goes
// on, it has the keys one by one, the whole screen, and the size that the window has by then.
func TestSuspendAndResume(t *testing.T) {
	t.Parallel()
	for _, tool := range []string{"/bin/bash", "ps"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("this test needs %s", tool)
		}
	}
	for name, stop := range map[string]func(p *terminal, job *os.Process) error{
		"Key":     func(p *terminal, _ *os.Process) error { p.press("\x1a"); return nil },
		"SIGTSTP": func(_ *terminal, job *os.Process) error { return job.Signal(syscall.SIGTSTP) },
		"SIGSTOP": func(_ *terminal, job *os.Process) error { return job.Signal(syscall.SIGSTOP) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			roster := start(t, sample(t), inShell)
			roster.wait("Deadpond", "◐ training", "Z-Force")
			job := roster.job()
			for _, width := range []uint16{90, 100} {
				if err := stop(roster, job); err != nil {
					t.Fatal(err)
				}
				for began := time.Now(); !isStopped(t, job); time.Sleep(5 * time.Millisecond) {
					if time.Since(began) > patience {
						t.Fatalf("it does not stop:\n%s", roster.shown())
					}
				}
				if name != "SIGSTOP" && roster.screen.IsAltScreen() {
					t.Error("the shell was left on the screen of roster")
				}
				roster.screen.Resize(int(width), 30)
				roster.claim(width, 30)
				roster.paintOver()
				roster.press("\n")
				roster.wait("Deadpond", "◐ training", "Z-Force")
				roster.waitFor("the footer in full", func() bool {
					lines := roster.lines()
					return strings.Contains(lines[29], "q quit") && strings.HasSuffix(strings.TrimRight(lines[0], " "), "5 History") && len([]rune(strings.TrimRight(lines[1], " "))) == int(width)
				})
				roster.press("j")
				roster.wait("▸ Z-Force")
				roster.press("k")
				roster.wait("▸ Preventers")
			}
			roster.press("q")
			roster.waitUntilGivenBack()
			roster.wait("the shell has it")
			roster.waitForEnd()
			roster.wantRestored()
		})
	}
}

// isStopped reports whether a process is stopped.
func isStopped(t testing.TB, job *os.Process) bool {
	t.Helper()
	out, err := exec.Command("ps", "-o", "stat=", "-p", strconv.Itoa(job.Pid)).Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.HasPrefix(string(out), "T")
}

// paintOver makes the terminal show what is not roster's.
func (p *terminal) paintOver() {
	p.mu.Lock()
	defer p.mu.Unlock()
	_, _ = p.screen.Write([]byte("\x1b[2J\x1b[HBroadcast message from root\r\n")) // never fails while it is open
}

// Without a shell that could let it go on, roster says so and does not stop.
func TestNoShellToReturnTo(t *testing.T) {
	t.Parallel()
	roster := start(t, sample(t))
	roster.wait("Deadpond", "◐ training", "Z-Force")
	roster.press("\x1a")
	roster.wait("Not suspended: there is no shell to return to.")
	roster.press("j")
	roster.wait("▸ Z-Force")
	roster.quit()
}
