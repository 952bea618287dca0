//go:build linux

package test

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// patientEscape is a home whose settings leave a sequence as much time as there is.
func patientEscape(t testing.TB) option {
	t.Helper()
	home := t.TempDir()
	folder := filepath.Join(home, ".config", "roster")
	if err := os.MkdirAll(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "config.toml"), []byte("escape_time = 1000\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return with("HOME=" + home)
}

// hurtful are bytes that the decoder of the terminal library does not survive, or
// makes thousands of keys of.
var hurtful = map[string]string{
	"8-bit mouse":    "\x9bM\xa6\x01\xf0",
	"33 parameters":  "\x1b[" + strings.Repeat("1;", 33) + "m",
	"repeated key":   "\x1b[49641;29014;493626;1;2283;14979_",
	"endless string": "\x1b]11;rgb:" + strings.Repeat("f", 1<<16) + "\x1b\\",
}

// Whatever a terminal sends, roster goes on, and what was typed in a form stays.
func TestMaliciousInput(t *testing.T) {
	t.Parallel()
	for name, bytes := range hurtful {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			roster := start(t, sample(t))
			roster.wait("Deadpond", "◐ training", "Z-Force")
			if name != "repeated key" { // which is a key after all
				roster.press(bytes)
				roster.waitUntilRead()
			}
			roster.press("e Unlimited")
			roster.wait("Name", "Preventers Unlimited")
			roster.press(bytes)
			roster.waitUntilRead()
			if name != "endless string" { // which is text in a paste
				roster.press("\x1b[200~, pasted" + bytes + "!\x1b[201~")
				roster.wait("Name", "Preventers Unlimited", ", pasted", "!")
			}
			roster.press("\x1b")
			roster.wait("Discard what you typed?")
			roster.press("y")
			roster.wait("Deadpond", "◐ training", "Z-Force")
			roster.quit()
		})
	}
}

// waitUntilRead waits until the program has read all that was typed.
func (p *terminal) waitUntilRead() {
	p.t.Helper()
	program, err := os.OpenFile(p.device, os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		p.t.Fatal(err)
	}
	defer program.Close()
	for began := time.Now(); time.Since(began) < patience; time.Sleep(time.Millisecond) {
		if left, err := unix.IoctlGetInt(int(program.Fd()), unix.TIOCINQ); err != nil || left == 0 {
			return
		}
	}
	p.t.Fatalf("roster does not read what is typed:\n%s", p.shown())
}

// A key that comes in two parts is one key, and a lone ESC is the escape key. The terminal
// answers nothing: an answer between the two parts would belong to neither.
func TestSplitKeys(t *testing.T) {
	t.Parallel()
	roster := start(t, sample(t), patientEscape(t), noAnswers)
	roster.wait("▸ Preventers")
	for _, key := range []string{"\x1b|[B", "\x1b[|B", "\x1b|OB", "\x1bO|B"} {
		first, second, _ := strings.Cut(key, "|")
		roster.press(first)
		roster.waitUntilRead()
		roster.press(second)
		roster.wait("▸ Z-Force")
		roster.press("k")
		roster.wait("▸ Preventers")
	}
	roster.press("e")
	roster.wait("Edit team")
	roster.press("J\xc3")
	roster.waitUntilRead()
	roster.press("\xb6rg")
	roster.wait("Name", "PreventersJörg")
	roster.press("\x1b")
	roster.wait("Discard what you typed?")
	roster.press("y")
	roster.quit()
}

// Keys of the kitty protocol, the mouse in both its forms, and focus.
func TestKeysAndMouse(t *testing.T) {
	t.Parallel()
	roster := start(t, sample(t))
	roster.wait("▸ Preventers")
	for _, key := range []string{"\x1b[57353u", "\x1b[106u", "\x1b[106;1:1u", "\x1b[1;1:1B", "\x1b[<0;5;5M\x1b[<0;5;5m", "\x1b[M %%\x1b[M#%%", "\x9bM %%", "\x1b[I\x1b[O\x1b[B"} {
		roster.press(key)
		roster.wait("▸ Z-Force")
		roster.press("\x1b[107u")
		roster.wait("▸ Preventers")
	}
	roster.quit()
}

// A byte that is not UTF-8 shows, and is not saved.
func TestLatin1(t *testing.T) {
	t.Parallel()
	roster := start(t, sample(t))
	roster.wait("Deadpond", "◐ training", "Z-Force")
	roster.press("e J\xf6rg")
	roster.wait("Name", "Preventers J�rg")
	roster.press("\x13")
	roster.wait("The terminal sent a byte that is not UTF-8")
	roster.press("\x08\x08\x08örg\x13") // ^H is backspace
	roster.wait("now called Preventers Jörg", "u undoes")
	roster.press("I\x1b[200~name\rJ\xf6rg\r\x1b[201~")
	roster.wait("The pasted text is not valid UTF-8")
	roster.press("\x1b")
	roster.wait("a assign", "q quit")
	roster.quit()
}

// ^H is backspace in a filter, the picker and the palette.
func TestBackspaceAsCtrlH(t *testing.T) {
	t.Parallel()
	roster := start(t, sample(t))
	roster.wait("Deadpond", "◐ training", "Z-Force")
	for _, open := range []string{"/", "a", ":"} {
		roster.press(open + "Zx")
		roster.wait("Zx")
		roster.press("\x08")
		roster.waitFor("no x", func() bool { return !roster.shows("Zx") && roster.shows("Z") })
		roster.press("\x1b")
		roster.wait("a assign", "q quit")
	}
	roster.quit()
}
