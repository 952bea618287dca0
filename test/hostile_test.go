//go:build unix

package test

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/creack/pty"

	"roster/internal/hostile"
)

const (
	// secretPrefix begins every secret name of a hostile database.
	secretPrefix = "Hush-7f3a"
	// hostilePath is what its file is called.
	hostilePath = "a\x1b]0;owned\x07\u009b31m\u202e日\xff.db"
)

// hostileDB returns the path of a database in which every text is hostile, the
// history too: teams and heroes from id 101 on, all of the heroes in team 101.
func hostileDB(t testing.TB) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), hostilePath)
	write(t, path, read(t, sample(t)))
	db := open(t, path)
	exec := func(statement string, args ...any) {
		t.Helper()
		if _, err := db.Exec(statement, args...); err != nil {
			t.Fatal(err)
		}
	}
	mustExec(t, db, "UPDATE hero SET secret_name = '"+secretPrefix+" ' || id", read(t, "schema.sql")[strings.Index(read(t, "schema.sql"), "CREATE TABLE roster_change"):])
	texts := hostile.Texts()
	for i, text := range texts {
		id := 101 + i
		exec("INSERT INTO team VALUES (?, ?, ?)", id, text, texts[(i+3)%len(texts)])
		exec("INSERT INTO hero VALUES (?, ?, ?, ?)", id, text, secretPrefix+text, []any{nil, 33, text}[i%3])
		exec("INSERT OR IGNORE INTO heroteamlink VALUES (101, ?, ?), (?, ?, ?), (2, ?, 1)", id, i%2, id, id, i%3, id)
		exec("INSERT INTO roster_change (token, at, actor, label, state, count, edits) VALUES (?, '2026-01-02T03:04:05.000000Z', ?, ?, 'done', 1, ?)", id, text, text,
			fmt.Sprintf(`{"v":1,"columns":{"hero":["id","name","secret_name","age"]},"edits":[{"t":"hero","b":[%d,%s,"%s",null],"a":[%[1]d,"new","%[3]s new",7]}]}`, id, quoted(t, text), secretPrefix))
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func quoted(t testing.TB, text string) string {
	t.Helper()
	out, err := json.Marshal(text)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// screenStep is what a user types, what the screen has then, and what it no longer
// has.
type screenStep struct{ keys, shows, gone string }

// walk goes through every view and every dialog. It changes a few rows, and takes
// that back. What the screen has is written in its glyphs.
func (p *terminal) walk(glyphs *strings.Replacer) {
	p.t.Helper()
	const pasted = "\x1b[200~hero,secret_name\n\"clip\x1b]52;c;aGk=\x07\u202e\"," + secretPrefix + "\n\x1b[201~"
	p.follow(glyphs,
		screenStep{"", "of 83", ""}, screenStep{"G", "83 of 83", ""}, screenStep{"g", "1 of 83", ""}, screenStep{"y", "Copied, if the terminal allows it:", ""},
		screenStep{"/clip", "/clip", ""}, screenStep{"\r", "▸ clipboard", "enter keep"}, screenStep{"\rt", "u undoes", ""}, screenStep{"u", "Undone:", ""},
		screenStep{"d", "y yes  n no", ""}, screenStep{"n", "", "Remove from the team?"},
		screenStep{"a", "Assign to clip", ""}, screenStep{"\x1b", "", "Assign to"},
		screenStep{"n", "New hero", ""}, screenStep{"\x1b", "", "New hero"},
		screenStep{"2", "1 of 84", ""}, screenStep{"G", "84 of 84", ""}, screenStep{"/clip", "/clip", ""}, screenStep{"\r", "▸ clipboard", "enter keep"},
		screenStep{"e", "Secret name", ""}, screenStep{"\x1b", "", "Secret name"}, screenStep{"d", "Delete the hero clip", ""}, screenStep{"", "y yes  n no", ""}, screenStep{"n", "", "Delete the hero"},
		screenStep{"a", "Teams for clip", ""}, screenStep{"\x1b", "", "Teams for clip"},
		screenStep{"3", "1 of 84", ""}, screenStep{"Gl", "84 of 84", ""}, screenStep{"4", "All teams", ""}, screenStep{"G", "57 of 57", ""},
		screenStep{"5", "1 of 82", ""}, screenStep{"G", "82 of 82", ""}, screenStep{"\ru", "Undo this one change?", ""}, screenStep{"\x1b", "", "Undo this"},
		screenStep{"L", "Statements", ""}, screenStep{"L", "", "Statements"}, screenStep{"?", "╭ Keys", ""}, screenStep{"\x1b", "", "╭ Keys"},
		screenStep{":", "╭ Actions", ""}, screenStep{"\x1b", "", "╭ Actions"}, screenStep{"1", "╭ Teams", ""},
		screenStep{"I", "╭ Import", ""}, screenStep{pasted, "pasted text, 2 lines", ""}, screenStep{"\r", "+ hero clip", ""}, screenStep{"n", "", "╭ Import"},
	)
}

// follow types, and waits for what comes of it. That something is gone counts
// once the last line is drawn too.
func (p *terminal) follow(glyphs *strings.Replacer, steps ...screenStep) {
	p.t.Helper()
	for _, s := range steps {
		s.shows, s.gone = glyphs.Replace(s.shows), glyphs.Replace(s.gone)
		p.press(s.keys)
		if s.shows != "" {
			p.wait(s.shows)
		}
		if s.gone != "" {
			p.waitFor("no \""+s.gone+"\"", func() bool { return p.shows("? help") && !p.shows(s.gone) })
		}
	}
}

// Whatever a database, its name and a paste hold: everything that the terminal
// gets is text, or on a short list of what roster itself needs of it. No secret
// name is in it before it is asked for, nor in the title, nor on the clipboard, nor
// ever in the log.
func TestHostileScreens(t *testing.T) {
	t.Parallel()
	for name, how := range map[string][]any{
		"100x30": {}, "60x15": {pty.Winsize{Cols: 60, Rows: 15}}, "200x60": {pty.Winsize{Cols: 200, Rows: 60}},
		"ASCII": {"--ascii"}, "NoColor": {with("NO_COLOR=1")},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			size := usual
			if len(how) > 0 {
				if given, ok := how[0].(pty.Winsize); ok {
					size, how = given, how[1:]
				}
			}
			glyphs := strings.NewReplacer()
			if name == "ASCII" {
				glyphs = strings.NewReplacer("▸", ">", "╭", "+", "␛", "?")
			}
			log := filepath.Join(t.TempDir(), "statements")
			roster := startAt(t, size, append(how, "--log", log, hostileDB(t))...)
			roster.walk(glyphs)
			if strings.Contains(roster.raw(), secretPrefix) {
				t.Error("a secret name was sent to the terminal")
			}
			roster.follow(glyphs, screenStep{".", "Secret names are shown.", ""}, screenStep{"5", "1 of 82", ""}, screenStep{"G", "82 of 82", ""}, screenStep{"\r", secretPrefix, ""}, screenStep{".", "", secretPrefix})
			roster.quit()
			wantObeyed(t, roster.raw())
			statements := read(t, log)
			wantText(t, statements)
			if strings.Contains(statements, secretPrefix) || !strings.Contains(statements, "clipboard") {
				t.Error("the log has secret names, or no names")
			}
		})
	}
}

// What every command prints about a hostile database, to a terminal and into
// pipes, for people and for machines, is text. The exception is CSV in a pipe,
// which has to give back what is in the database.
func TestHostileCommands(t *testing.T) {
	t.Parallel()
	path := hostileDB(t)
	csv := filepath.Join(filepath.Dir(path), "x\x1b[31m.csv")
	write(t, csv, "hero,secret_name,age,team_id\n\"\x1b]0;a\x07\","+secretPrefix+",\"\x1b[31m\u202e\",1\n\xff,"+secretPrefix+",7,\x1b[2J\n")
	for _, args := range hostileCommands(path, csv) {
		t.Run(strings.Join(args, " "), func(t *testing.T) {
			piped := finish(t, command(t, filepath.Dir(path), args...))
			if args[len(args)-1] != "csv" {
				wantText(t, piped.out)
			}
			wantText(t, piped.said)
			roster := startAt(t, wide, typed(args)...)
			if asks(args) {
				roster.waitFor("the question", func() bool { return strings.Contains(roster.raw(), "[y/N]") })
				roster.press("n\n")
			}
			roster.waitForEnd()
			wantObeyed(t, withoutJoiners(roster.raw()))
			if text := piped.out + piped.said + roster.raw(); strings.Contains(text, secretPrefix) {
				t.Errorf("a secret name is in %.2000q", text)
			}
			if piped.code > 2 {
				t.Errorf("exit code %d", piped.code)
			}
		})
	}
}

// wantText checks what a command printed: lines of text, nothing else.
func wantText(t testing.TB, printed string) {
	t.Helper()
	wantObeyed(t, withoutJoiners(printed))
	if i := strings.IndexAny(printed, "\x1b\r\b"); i >= 0 {
		t.Errorf("a control character in %.80q", printed[i:])
	}
}

// withoutJoiners leaves out what JSON and CSV keep of families and Indian words: it
// has no width there that could matter.
func withoutJoiners(text string) string {
	return strings.NewReplacer("\u200c", "", "\u200d", "").Replace(text)
}

// hostileCommands are all the commands that say something about a database, with
// arguments that are hostile too.
func hostileCommands(path, csv string) [][]string {
	var all [][]string
	for _, args := range [][]string{
		{"list"}, {"list", "heroes"}, {"list", "training"}, {"list", "heroes", "--format", "json"}, {"list", "training", "--format", "csv"},
		{"list", "heroes", "--format", "csv"}, {"history"}, {"history", "--format", "json"}, {"history", "--format", "csv"}, {"history", "--clear"},
		{"show", "id:101", "--team"}, {"show", "id:113", "--hero", "--format", "json"}, {"show", "id:107", "--hero", "--format", "csv"},
		{"show", "csi"}, {"show", "same name"}, {"show", "id:\x1b[31m"}, {"show", "\x9b31m\u202e"},
		{"check"}, {"check", "--repair"}, {"export"}, {"export", "--format", "markdown"}, {"export", "--format", "csv"}, {"export", "--output", "\x1b[31m/x"},
		{"import", csv}, {"import", "gone\x1b[31m.json"}, {"backup", path}, {"backup", "gone\x1b[31m/x"},
		{"train", "id:107", "id:107"}, {"graduate", "id:107", "id:107"}, {"assign", "id:110", "id:111"}, {"unassign", "id:110", "id:111"},
		{"add", "hero", "A\x1b[31m", "--secret-name", secretPrefix}, {"add", "hero", "A", "--secret-name", secretPrefix + "\x1b"}, {"add", "hero", "A", "--secret-name", strings.Repeat(secretPrefix, 50)},
		{"edit", "hero", "id:112", "--secret-name", secretPrefix + " new"}, {"edit", "hero", "id:112", "--secret-name", secretPrefix + " new"}, {"delete", "hero", "id:113"}, {"delete", "team", "id:114", "--yes"}, {"undo"}, {"undo"},
		{"__complete", "show", ""}, {"__complete", "train", "id:"}, {"bogus\x1b[31m"}, {"list", "--\x1b]0;a\x07"}, {"list", "--format", "\u009b31m"}, {"config"}, {"list", "--log", path},
	} {
		all = append(all, append([]string{"--db", path}, args...))
	}
	return append(all, []string{"--db", "gone\x1b[31m/\u202e.db", "list"}, []string{csv, "x\x1b", "y"})
}

// asks reports whether a command asks before it does something. What is typed shows
// on the terminal too, so that nothing is typed before.
func asks(args []string) bool {
	return slices.Contains(args, "--clear") || slices.Contains(args, "delete") && !slices.Contains(args, "--yes")
}

// typed returns arguments as start takes them.
func typed(args []string) []any {
	out := make([]any, len(args))
	for i, arg := range args {
		out[i] = arg
	}
	return out
}

// A change that sets off something without end keeps no one: it is cancelled, and
// nothing of it is written.
func TestEndlessTrigger(t *testing.T) {
	t.Parallel()
	path := sample(t)
	db := open(t, path)
	mustExec(t, db, "CREATE TABLE echo (n)", `CREATE TRIGGER endless AFTER UPDATE ON heroteamlink BEGIN
		INSERT INTO echo WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n; END`)
	roster := start(t, path)
	roster.wait("Deadpond", "◐ training", "Z-Force")
	roster.press("\rt")
	roster.wait("esc cancels")
	roster.press("\x1b")
	roster.wait("Cancelled: nothing was written.")
	roster.press("2")
	roster.wait("▸ Deadpond")
	roster.quit()
	if got := ask(t, db, "SELECT count(*) FROM echo") + " " + ask(t, db, deadpond); got != "0 1" {
		t.Errorf("the database has %s, want 0 1", got)
	}
}
