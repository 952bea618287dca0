//go:build unix

package test

import (
	"regexp"
	"strings"
	"testing"
)

// told returns what a command prints, without when and by whom.
func (d *workspace) told(args ...string) string {
	d.t.Helper()
	out, said, code := d.run(args...)
	if said != "" || code != 0 {
		d.t.Errorf("roster %q: exit %d, said %q", args, code, said)
	}
	out = regexp.MustCompile(`\d{4}-\d\d-\d\d[ T][\d:.]+Z?`).ReplaceAllString(out, "WHEN")
	return regexp.MustCompile(`[\w.-]+@[\w.-]+`).ReplaceAllString(out, "WHO")
}

// The history tells what was done, and never a secret name.
func TestHistoryCommand(t *testing.T) {
	t.Parallel()
	d := newWorkspace(t)
	d.does("ID  When  Who  State  Rows  Change\n", "history")
	d.does("[]\n", "history", "--format", "json")
	d.run("graduate", "Deadpond", "Preventers")
	d.run("edit", "hero", "Deadpond", "--secret-name", "Hush-7f3a")
	d.run("undo")
	want := " 2 WHEN WHO undone 1 Deadpond: another secret name\n 1 WHEN WHO done 1 Deadpond: training → active in Prevente…\n"
	if _, got, _ := strings.Cut(regexp.MustCompile(` +`).ReplaceAllString(d.told("history"), " "), "\n"); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	want = "[\n  {\"id\": 2, \"at\": \"WHEN\", \"actor\": \"WHO\", \"state\": \"undone\", \"rows\": 1, \"change\": \"Deadpond: another secret name\"}," +
		"\n  {\"id\": 1, \"at\": \"WHEN\", \"actor\": \"WHO\", \"state\": \"done\", \"rows\": 1, \"change\": \"Deadpond: training → active in Preventers\"}\n]\n"
	if got := d.told("history", "--format", "json"); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	want = "id,at,actor,state,rows,change\n2,WHEN,WHO,undone,1,Deadpond: another secret name\n1,WHEN,WHO,done,1,Deadpond: training → active in Preventers\n"
	if got := d.told("history", "--format", "csv"); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// Which changes are printed is chosen by who and what they are about, by who made them, and
// by the day.
func TestHistoryCommandChooses(t *testing.T) {
	t.Parallel()
	d := newWorkspace(t)
	d.run("graduate", "Deadpond", "Preventers")
	d.run("add", "hero", "Jörg Müller", "--secret-name", "Hush-7f3a")
	for flags, want := range map[string]string{
		"":                                    "2,1",
		"--about muller":                      "2",
		"--about Deadpond --about preventers": "1",
		"--about hush":                        "",
		"--by nobody":                         "",
		"--others":                            "",
		"--since today":                       "2,1",
		"--since 2999-12-31":                  "",
	} {
		out := d.told(append([]string{"history", "--format", "csv"}, strings.Fields(flags)...)...)
		if got := strings.Join(regexp.MustCompile(`(?m)^\d+`).FindAllString(out, -1), ","); got != want {
			t.Errorf("history %s prints %q, want %q", flags, got, want)
		}
	}
	d.refuses(2, `--since must be a day such as 2026-11-23, today, yesterday or monday, not "soon"`, "history", "--since", "soon")
	d.refuses(2, "--clear erases the whole history: leave out --about, --by, --others, --since", "history", "--clear", "--by", "ana")
}

// To forget is asked for, and then nothing is left to undo, nor of what it was
// in the bytes of the file.
func TestHistoryIsCleared(t *testing.T) {
	t.Parallel()
	d := newWorkspace(t)
	d.run("add", "hero", "Ghost", "--secret-name", "Hush-7f3a")
	d.run("delete", "hero", "Ghost", "--yes")
	d.refuses(2, "standard input is not a terminal, so roster can't ask: use --yes to clear the history without asking", "history", "--clear")
	d.refuses(2, "--yes can only be used with --clear", "history", "--yes")
	d.refuses(2, `--format must be table, json, csv or markdown, not "xml"`, "history", "--format", "xml")
	for _, c := range [][2]string{{"n", "Nothing was cleared."}, {"y", "2 changes erased"}} {
		if !strings.Contains(read(t, d.db), "Hush-7f3a") {
			t.Fatal("the secret is not in the file")
		}
		roster := startAt(t, wide, "history", "--clear", "--db", d.db)
		roster.wait("Clear the history of")
		roster.wait("[y/N]")
		roster.press(c[0] + "\n")
		roster.wantExit(0)
		roster.wait(c[1])
	}
	d.does("Cleared the history of "+d.db+": 0 changes erased\n", "history", "--clear", "--yes")
	d.refuses(1, "Nothing to undo.", "undo")
	if strings.Contains(read(t, d.db), "Hush-7f3a") {
		t.Error("the secret is still in the file")
	}
}
