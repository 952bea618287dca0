//go:build unix

package test

import (
	"os"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/term"
)

// question is what a program may ask a terminal: for a colour, a mode, the keyboard, the
// device, the place of the cursor.
var question = regexp.MustCompile(`\x1b\](10|11|12);\?|\x1b\[\?[0-9]+\$p|\x1b\[\?u|\x1b\[[>=]?[0-9]*c|\x1b\[\??6n|\x1b\[>[0-9]*q`)

// noAnswers is a terminal that answers nothing.
func noAnswers(p *terminal) { p.deaf = true }

// What only prints asks the terminal nothing: it is there at once where nothing answers,
// and leaves what was typed meanwhile to the shell.
func TestPrintingAsksNothing(t *testing.T) {
	t.Parallel()
	for name, args := range map[string][]any{
		"Help":         {"--help"},
		"HelpCommand":  {"help", "import"},
		"HelpOfOne":    {"list", "--help"},
		"Version":      {"--version"},
		"UnknownFlag":  {"--nope"},
		"Misspelt":     {"exprot", "x"},
		"NoDatabase":   {"list", "--db", "nowhere.db"},
		"TooManyNames": {"one.db", "two.db"},
		"BadTheme":     {"--theme", "pink", "x.db"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			roster := start(t, append(args, noAnswers, under(`"$@"; IFS= read -r line; echo "the shell read: $line"`))...)
			roster.press("typed ahead\r")
			roster.wait("the shell read: typed ahead")
			roster.waitForEnd()
			if asked := question.FindString(roster.raw()); asked != "" {
				t.Errorf("the terminal was asked %q", asked)
			}
		})
	}
}

// answers are what a slow terminal says to the questions at the start of the screen.
const answers = "\x1b[?2026;2$y\x1b[?2027;0$y\x1b]11;rgb:0000/0000/0000\x1b\\\x1b[?0u"

// An answer that comes when the user has left already does not show in the shell.
func TestLateAnswers(t *testing.T) {
	t.Parallel()
	roster := start(t, sample(t), noAnswers, under(`"$@"; sleep 1; IFS= read -r line; echo "the shell read: <$line>"`))
	roster.wait("Deadpond", "◐ training")
	roster.press("q")
	time.Sleep(100 * time.Millisecond) // a slow line
	roster.press(answers)
	roster.waitUntilGivenBack()
	roster.press("make\r")
	roster.wait("the shell read: <make>")
	roster.waitForEnd()
	if strings.Contains(roster.raw(), "2026;2$y") {
		t.Errorf("an answer was echoed: %q", roster.raw())
	}
}

// waitUntilGivenBack waits until the terminal reads lines, as it does for a shell.
func (p *terminal) waitUntilGivenBack() {
	p.t.Helper()
	program, err := os.OpenFile(p.device, os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		p.t.Fatal(err)
	}
	defer program.Close()
	for began := time.Now(); time.Since(began) < patience; time.Sleep(time.Millisecond) {
		if state, err := term.GetState(program.Fd()); err == nil && state.Lflag&syscall.ICANON != 0 {
			return
		}
	}
	p.t.Fatalf("the shell never has the terminal:\n%s", p.shown())
}

// If nothing answers, leaving takes no longer than an answer might.
func TestNoAnswers(t *testing.T) {
	t.Parallel()
	roster := start(t, sample(t), noAnswers)
	roster.wait("Deadpond", "◐ training")
	began := time.Now()
	roster.quit()
	if took := time.Since(began); took > 3*time.Second {
		t.Errorf("it took %v", took)
	}
}

// The window gets its title back: it is put aside before roster's is set, and taken back
// after that was removed.
func TestTitleIsGivenBack(t *testing.T) {
	t.Parallel()
	roster := start(t, sample(t))
	roster.wait("Deadpond", "◐ training")
	roster.quit()
	raw := roster.raw()
	saved, set := strings.Index(raw, "\x1b[22;2t"), strings.Index(raw, "\x1b]2;roster")
	removed, restored := strings.LastIndex(raw, "\x1b]2;"), strings.LastIndex(raw, "\x1b[23;2t")
	if saved < 0 || set < saved || removed < set || restored < removed {
		t.Errorf("saved at %d, set at %d, removed at %d, restored at %d", saved, set, removed, restored)
	}
}
