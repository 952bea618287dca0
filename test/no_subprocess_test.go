//go:build unix

package test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// trapped gives roster a PATH of traps in place of every program of this machine, and of
// those that its libraries may look for. It returns a function that tells which were run.
func trapped(t *testing.T) (option, func() string) {
	t.Helper()
	folder := t.TempDir()
	record := filepath.Join(folder, "run")
	traps := filepath.Join(folder, "bin")
	if err := os.Mkdir(traps, 0o700); err != nil {
		t.Fatal(err)
	}
	trap := filepath.Join(folder, "trap")
	if err := os.WriteFile(trap, []byte("#!/bin/sh\necho \"$0 $*\" >>'"+record+"'\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{
		"wl-paste": true, "wl-copy": true, "xclip": true, "xsel": true, "termux-clipboard-get": true, "termux-clipboard-set": true,
		"powershell.exe": true, "clip.exe": true, "pbpaste": true, "pbcopy": true, "tmux": true, "screen": true, "git": true, "sh": true,
		"stty": true, "tput": true, "infocmp": true, "locale": true, "getent": true, "hostname": true, "id": true, "less": true,
	}
	for _, on := range filepath.SplitList(os.Getenv("PATH")) {
		entries, _ := os.ReadDir(on) // a PATH may name folders that are not there
		for _, entry := range entries {
			names[entry.Name()] = true
		}
	}
	for name := range names {
		if err := os.Symlink(trap, filepath.Join(traps, name)); err != nil {
			t.Fatal(err)
		}
	}
	return with("PATH="+traps, "TMUX=/tmp/tmux-0/default,1,0", "DISPLAY=:0", "WAYLAND_DISPLAY=wayland-0"), func() string {
		t.Helper()
		text, err := os.ReadFile(record)
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		return string(text)
	}
}

// Nothing in roster starts a program, wherever ctrl+v is pressed: the terminal pastes.
func TestNoProgramIsRun(t *testing.T) {
	t.Parallel()
	path := sample(t)
	traps, ran := trapped(t)
	roster := start(t, path, traps)
	roster.wait("Deadpond", "◐ training")
	for _, field := range []struct{ open, shown, leave string }{
		{"/", "enter keep", ""},
		{"n", "╭ New team", "y"},
		{"e", "╭ Edit team", "y"},
		{"a", "Search", ""},
		{":", "╭ ", ""},
		{"I", "╭ Import", ""},
		{"2n", "╭ New hero", "y"},
		{"e", "╭ Edit hero", "y"},
		{"a", "Search", ""},
	} {
		roster.press(field.open)
		roster.wait(field.shown)
		// Text that is typed after it is on screen after what came of it.
		roster.press("\x16\x16zyx")
		roster.wait("zyx")
		roster.press("\x1b")
		if field.leave != "" {
			roster.wait("y discard it")
			roster.press(field.leave)
		}
		roster.waitFor("no zyx", func() bool { return !roster.shows("zyx") })
	}
	roster.quit()
	for _, args := range [][]any{
		{"--help"}, {"list", "--db", path}, {"show", "Preventers", "--db", path}, {"import", "--help"},
		{"list", "--db", path, with("TERM=tmux-256color")}, {"--bogus"}, {"config"},
	} {
		start(t, append(args, traps)...).waitForEnd()
	}
	if got := ran(); got != "" {
		t.Errorf("roster ran\n%s", strings.TrimSpace(got))
	}
}
