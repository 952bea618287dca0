package ui_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// randomKeys are the keys of the random person. Some come more often.
var randomKeys = []string{
	"up", "down", "j", "k", "pgup", "pgdown", "pgdown", "ctrl+u", "ctrl+d", "g", "G", "tab", "left", "right", "1", "2", "[", "]",
	"enter", "enter", "esc", "esc", "f", "s", "S", "/", "space", "space", "ctrl+a", "t", "t", "t", "u", "u", "U", ".", "L", "R",
	"?", "y", "n", "a", "A", "i", "d", "3", "4", "5", "m", "e", "0", "backspace", "I",
}

// theirWrites are what another program does meanwhile.
var theirWrites = []string{
	"UPDATE heroteamlink SET is_training = 1 - is_training WHERE hero_id %% 7 = %[1]d %% 7",
	"DELETE FROM heroteamlink WHERE hero_id = 1 + %[1]d %% 3",
	"INSERT OR IGNORE INTO heroteamlink SELECT 1 + %[1]d %% 2, id, 1 FROM hero WHERE id = 1 + %[1]d %% 9",
	"UPDATE hero SET name = 'renamed %[1]d' WHERE id = 1 + %[1]d %% 5",
	"INSERT INTO hero (name, secret_name) VALUES ('newcomer %[1]d', 'x')",
}

// randomUser presses random keys; commands are run and their answers delivered in
// any order, as the program's goroutines do.
type randomUser struct {
	*driver
}

func (p *randomUser) actions() map[string]func(*rapid.T) {
	return map[string]func(*rapid.T){
		"": func(*rapid.T) { p.screen() },
		"press": func(r *rapid.T) {
			p.press(rapid.SampledFrom(randomKeys).Draw(r, "key"))
		},
		"hold": func(r *rapid.T) {
			p.hold(rapid.SliceOfN(rapid.SampledFrom(randomKeys), 1, 6).Draw(r, "keys")...)
		},
		"run": func(r *rapid.T) {
			if len(p.pending) > 0 {
				p.run(rapid.IntRange(0, len(p.pending)-1).Draw(r, "command"))
			}
		},
		"deliver": func(r *rapid.T) {
			if len(p.answers) > 0 {
				p.deliver(rapid.IntRange(0, len(p.answers)-1).Draw(r, "answer"))
			}
		},
		"drain": func(*rapid.T) { p.drain() },
		"look":  func(*rapid.T) { p.send(p.timers.last[lookTime]) },
		"resize": func(r *rapid.T) {
			p.resize(rapid.IntRange(1, 130).Draw(r, "width"), rapid.IntRange(1, 40).Draw(r, "height"))
		},
		"theirs": func(r *rapid.T) {
			write := rapid.SampledFrom(theirWrites).Draw(r, "write")
			p.other.exec(fmt.Sprintf(write, rapid.IntRange(0, 1000).Draw(r, "n")))
		},
	}
}

// settle waits for all answers, closes what is open, and looks at a team's
// roster from a window that shows enough.
func (p *randomUser) settle() {
	p.t.Helper()
	p.drain()
	p.resize(160, 40)
	p.goBack()
	p.press("1")
	p.goBack()
	if strings.Contains(p.text(), "Statements") {
		p.press("L")
	}
	p.press("R")
}

// goBack goes all the way back.
func (p *randomUser) goBack() {
	p.t.Helper()
	p.press("esc")
	for p.status() != "There is nothing to go back to." {
		if strings.Contains(p.text(), "Discard what you typed?") {
			p.press("y")
		}
		p.press("esc")
	}
}

// Whatever is pressed, however late the answers come, whatever others write
// meanwhile: every screen is sound, and what it shows in the end is the truth.
func TestRandomKeys(t *testing.T) {
	t.Parallel()
	for name, file := range map[string]func(testing.TB) string{"Seed": seedFile, "Many": manyFile} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rapid.Check(t, func(r *rapid.T) {
				p := &randomUser{start(t, file(t))}
				p.t, p.other.t = r, r // so that rapid finds the shortest way to a failure
				r.Repeat(p.actions())
				p.settle()
				p.wantTruth()
			})
		})
	}
}

// aloneKeys stay in the roster, and leave the order of the answers to matter.
var aloneKeys = []string{
	"up", "down", "pgup", "pgdown", "g", "G", "space", "ctrl+a", "t", "t", "t", "u", "U", "R", "s", "S", "f", "A", "i", "esc", "enter",
}

// If no one else writes, the badges and the counts are right as soon as the
// last answer is here, in whatever order they came.
func TestRandomOrderOfAnswers(t *testing.T) {
	t.Parallel()
	for name, file := range map[string]func(testing.TB) string{"Seed": seedFile, "Many": manyFile} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rapid.Check(t, func(r *rapid.T) {
				p := &randomUser{start(t, file(t))}
				p.t, p.other.t = r, r
				p.press("enter")
				actions := p.actions()
				delete(actions, "theirs")
				delete(actions, "resize")
				actions["press"] = nil
				delete(actions, "press")
				actions["hold"] = func(r *rapid.T) {
					p.hold(rapid.SampledFrom(aloneKeys).Draw(r, "key"))
				}
				r.Repeat(actions)
				p.drain()
				if strings.Contains(p.text(), "╭ Teams") && p.footer() != "ctrl+c quit" {
					p.wantBadges()
				}
			})
		})
	}
}
