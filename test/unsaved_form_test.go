//go:build unix

package test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"roster/internal/testenv"
)

// What was being typed when roster was ended by a signal, or by the end of its
// window, is there at the next start; once it is saved it is kept nowhere else.
func TestTypedTextIsKept(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(*terminal){
		"Terminated":   func(p *terminal) { p.signal(syscall.SIGTERM); p.wantExit(0); p.wantRestored() },
		"HungUp":       func(p *terminal) { p.signal(syscall.SIGHUP); p.wantExit(0); p.wantRestored() },
		"WindowClosed": func(p *terminal) { _ = p.tty.Close(); p.waitForEnd() },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path, home := sample(t), with("HOME="+t.TempDir())
			roster := start(t, path, home)
			roster.wait("Deadpond", "◐ training", "Z-Force")
			roster.press("e Unlimited")
			roster.wait("Name", "Preventers Unlimited")
			end(roster)
			if name != "WindowClosed" && !roster.shows("The text you were typing is kept: it opens again with this database.") {
				t.Errorf("it does not say so:\n%s", roster.shown())
			}
			roster = start(t, path, home)
			roster.wait("Name", "Preventers Unlimited")
			roster.press("\x13")
			roster.wait("now called Preventers Unlimited", "u undoes")
			roster.quit()
			roster = start(t, path, home)
			roster.wait("Preventers Unlim…", "2●")
			if roster.shows("Edit team") {
				t.Errorf("it is still there:\n%s", roster.shown())
			}
			roster.quit()
		})
	}
}

// It is in a file of the user's own.
func TestTypedTextIsPrivate(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	typing(t, sample(t), home, "!").terminate()
	files := draftsIn(t, home)
	if len(files) != 1 {
		t.Fatalf("the text is in %q", files)
	}
	wantMode(t, files[0], 0o600)
	wantMode(t, filepath.Dir(files[0]), os.ModePerm&0o700)
	wantMode(t, filepath.Dir(filepath.Dir(files[0])), os.ModePerm&0o700)
}

// typing starts roster and types a text behind the name of the first team.
func typing(t *testing.T, path, home, text string) *terminal {
	t.Helper()
	roster := start(t, path, with("HOME="+home))
	roster.wait("Deadpond", "◐ training", "Z-Force")
	roster.press("e" + text)
	roster.wait("Name", "Preventers"+text)
	return roster
}

// terminate ends roster from outside.
func (p *terminal) terminate() {
	p.t.Helper()
	p.signal(syscall.SIGTERM)
	p.wantExit(0)
	p.wantRestored()
}

// discard leaves a form without saving it.
func (p *terminal) discard() {
	p.t.Helper()
	p.press("\x1b")
	p.wait("Discard what you typed?")
	p.press("y")
}

// kill ends roster without giving it time for anything.
func (p *terminal) kill() {
	p.t.Helper()
	p.signal(syscall.SIGKILL)
	p.waitForEnd()
}

// draftsIn returns the files in which typed text is kept.
func draftsIn(t *testing.T, home string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(home, ".local/state/roster/drafts/*"))
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// wantNoDraft waits until no typed text is kept any more.
func wantNoDraft(t *testing.T, home string) {
	t.Helper()
	for deadline := time.Now().Add(patience); len(draftsIn(t, home)) > 0; time.Sleep(2 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("still kept: %q", draftsIn(t, home))
		}
	}
}

// wantNoForm starts roster, and checks that it opens without what was typed.
func wantNoForm(t *testing.T, path, home string) *terminal {
	t.Helper()
	roster := start(t, path, with("HOME="+home))
	roster.wait("Deadpond", "Z-Force")
	if roster.shows("Edit team") {
		t.Errorf("it opens what was typed:\n%s", roster.shown())
	}
	return roster
}

// Rosters that end together, as at a logout, keep what was typed in each of them.
func TestTypedTextOfManyRostersIsKept(t *testing.T) {
	t.Parallel()
	for many, rounds := range map[int]int{2: testenv.Rounds(3, 20), 8: testenv.Rounds(1, 5)} {
		for round := range rounds {
			ok := t.Run(fmt.Sprint(many, "/", round), func(t *testing.T) {
				path, home := sample(t), t.TempDir()
				rosters := make([]*terminal, many)
				for i := range rosters {
					rosters[i] = start(t, path, with("HOME="+home))
				}
				for i, roster := range rosters {
					roster.wait("Deadpond", "◐ training", "Z-Force")
					roster.press(fmt.Sprint("e ", i))
					roster.wait("Name", fmt.Sprint("Preventers ", i))
				}
				for _, roster := range rosters {
					roster.signal(syscall.SIGHUP)
				}
				for _, roster := range rosters {
					roster.wantExit(0)
				}
				roster := start(t, path, with("HOME="+home))
				found := map[string]bool{}
				for range rosters {
					roster.waitFor("a text that was not seen yet", func() bool { // the one before may still be there
						for i := range rosters {
							if name := fmt.Sprint("Preventers ", i); !found[name] && roster.shows("Name", name) {
								found[name] = true
								return true
							}
						}
						return false
					})
					roster.discard()
					roster.waitFor("no question", func() bool { return !roster.shows("Discard what you typed?") })
				}
				roster.wait("Deadpond", "Z-Force")
				roster.quit()
				wantNoDraft(t, home)
			})
			if !ok {
				break
			}
		}
	}
}

// What was typed the last time is in one roster, once. Saved or discarded it is gone at
// once; killed before that, it is there at the next start.
func TestTypedTextIsShownOnce(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(*terminal){
		"Saved":     func(p *terminal) { p.press("\x13") },
		"Discarded": func(p *terminal) { p.discard() },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path, home := sample(t), t.TempDir()
			typing(t, path, home, "!").terminate()
			first, second := start(t, path, with("HOME="+home)), start(t, path, with("HOME="+home))
			first.wait("roster · database.db")
			second.wait("roster · database.db")
			if first.shows("Edit team") == second.shows("Edit team") {
				t.Fatalf("it is not in one of them:\n%s\n%s", first.shown(), second.shown())
			}
			if second.shows("Edit team") {
				first, second = second, first
			}
			first.kill()
			second.quit()
			first = start(t, path, with("HOME="+home))
			first.wait("Name", "Preventers!")
			wantNoForm(t, path, home).quit()
			end(first)
			first.waitFor("no form", func() bool { return !first.shows("Edit team") })
			wantNoDraft(t, home)
			wantNoForm(t, path, home).quit()
			first.kill()
			wantNoForm(t, path, home).quit()
		})
	}
}

// Killed at any moment of saving, the text is on disk, or there at the next start.
func TestTypedTextSurvivesKill(t *testing.T) {
	t.Parallel()
	for round := range testenv.Rounds(4, 10) {
		delay := round * testenv.Rounds(3, 1)
		path, home := sample(t), t.TempDir()
		typing(t, path, home, "!").terminate()
		roster := start(t, path, with("HOME="+home))
		roster.wait("Name", "Preventers!")
		roster.press("\x13")
		time.Sleep(time.Duration(delay*delay) * time.Millisecond / 2)
		roster.kill()
		name := ask(t, open(t, path), "SELECT name FROM team WHERE id = 2")
		if kept := len(draftsIn(t, home)); name != "Preventers!" && kept != 1 {
			t.Errorf("killed after %d: the team is called %q, and %d drafts are kept", delay, name, kept)
		}
	}
}

// The keys go to the field that had them.
func TestTypedTextKeepsTheFocus(t *testing.T) {
	t.Parallel()
	path, home := sample(t), t.TempDir()
	roster := typing(t, path, home, "!")
	roster.press("\tHere")
	roster.wait("Headquarters", "Here")
	roster.terminate()
	roster = start(t, path, with("HOME="+home))
	roster.wait("Headquarters", "Here")
	roster.press("After\x13")
	roster.wait("u undoes")
	roster.quit()
	if got := ask(t, open(t, path), "SELECT headquarters FROM team WHERE name = 'Preventers!'"); !strings.HasSuffix(got, "HereAfter") {
		t.Errorf("the headquarters are %q", got)
	}
}

// If nothing can be kept, that is said. So is a file that can't be read.
func TestTypedTextThatCantBeKept(t *testing.T) {
	t.Parallel()
	t.Run("Full", func(t *testing.T) {
		home := smallDisk(t, "64k")
		roster := typing(t, sample(t), home, "!")
		fill(t, filepath.Join(home, "filler"))
		roster.terminate()
		roster.wait("roster: the text you were typing can't be kept: ")
		roster.wait("the disk is full")
	})
	t.Run("NoFolder", func(t *testing.T) {
		home := t.TempDir()
		roster := typing(t, sample(t), home, "!")
		write(t, filepath.Join(home, ".local"), "not a folder")
		roster.terminate()
		roster.wait("roster: the text you were typing can't be kept: ")
		roster.wait("roster: your place can't be remembered: ")
	})
	t.Run("Unreadable", func(t *testing.T) {
		path, home := sample(t), t.TempDir()
		typing(t, path, home, "!").terminate()
		write(t, draftsIn(t, home)[0], "{")
		wantNoForm(t, path, home).quitSaying("roster: the text you were typing last time can't be read: ")
	})
}

// quitSaying leaves roster, and checks that it says something then.
func (p *terminal) quitSaying(text string) {
	p.t.Helper()
	p.quit()
	if !p.shows(text) {
		p.t.Errorf("it does not say %q:\n%s", text, p.shown())
	}
}

// A roster that can't save leaves what was typed for one that can.
func TestTypedTextWaitsForWriting(t *testing.T) {
	t.Parallel()
	path, home := sample(t), t.TempDir()
	typing(t, path, home, "!").terminate()
	reading := start(t, path, "--read-only", with("HOME="+home))
	reading.wait("Deadpond", "Z-Force")
	roster := start(t, path, with("HOME="+home))
	roster.wait("Name", "Preventers!")
	reading.quit()
	roster.kill()
}

// Older rosters kept what was typed in the file of where the user was.
func TestTypedTextOfAnOlderRoster(t *testing.T) {
	t.Parallel()
	path, home := sample(t), t.TempDir()
	wantNoForm(t, path, home).quit()
	files, err := filepath.Glob(filepath.Join(home, ".local/state/roster/*.json"))
	if err != nil || len(files) != 1 {
		t.Fatalf("the state is in %q (%v)", files, err)
	}
	one := `{"table":"team","row":2,"fields":["Name","Headquarters"],"shown":["Preventers","Sharp Tower"],"typed":["Preventers one","Sharp Tower"]}`
	write(t, files[0], `{"view":0,"views":null,"drafts":[`+one+","+strings.ReplaceAll(one, "one", "two")+"]}")
	first, second := start(t, path, with("HOME="+home)), start(t, path, with("HOME="+home))
	first.wait("roster · database.db")
	second.wait("roster · database.db")
	first.terminate()
	second.terminate()
	kept := draftsIn(t, home)
	if len(kept) != 2 {
		t.Fatalf("kept in %q", kept)
	}
	if texts := read(t, kept[0]) + read(t, kept[1]); !strings.Contains(texts, "Preventers one") || !strings.Contains(texts, "Preventers two") {
		t.Errorf("kept: %s", texts)
	}
}
