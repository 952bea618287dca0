//go:build unix

package test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// withFields returns a desk with a copy of the roster whose models were extended.
func withFields(t testing.TB) *workspace {
	t.Helper()
	content, err := os.ReadFile("testdata/fields.db")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "fields.db")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return &workspace{t, path}
}

// A field that is added is there for every command: the roster of the tutorial
// with a role.
func TestFieldCommands(t *testing.T) {
	t.Parallel()
	d := newWorkspace(t)
	d.does("Of  Field  Takes  Type  Required  Default\n", "field", "list")
	d.does("New field role of memberships\n", "field", "add", "link", "role", "text", "--yes")
	d.does("Of    Field  Takes  Type     Required  Default\nlink  role   text   VARCHAR  no        -\n", "field", "list")
	d.does("Rusty-Man joins Z-Force in training\n", "assign", "Rusty-Man", "Z-Force", "--field", "role=medic")
	out, _, _ := d.run("show", "Z-Force")
	if want := "Rusty-Man    48  training  medic\n"; !strings.Contains(out, want) {
		t.Errorf("%q is not in\n%s", want, out)
	}
	out, _, _ = d.run("export")
	if want := `{"team_id": 1, "hero_id": 3, "is_training": true, "role": "medic"}`; !strings.Contains(out, want) {
		t.Errorf("%q is not in\n%s", want, out)
	}
	out, _, _ = d.run("models")
	if want := "    is_training: bool = False\n    role: str | None = None\n"; !strings.Contains(out, want) {
		t.Errorf("%q is not in\n%s", want, out)
	}
	d.does("Undone: Rusty-Man joins Z-Force in training\n", "undo")
	d.refuses(1, "Nothing to undo.", "undo")
}

// The fields of someone who is on the team already are for another command than the
// one that puts them there.
func TestEditMemberCommand(t *testing.T) {
	t.Parallel()
	d := withFields(t)
	d.refuses(1, "Spider-Boy is already training in Preventers: to change the fields, use roster edit member id:2 id:2 --field …", "assign", "Spider-Boy", "Preventers", "--field", "role=leader")
	d.does("Spider-Boy: role leader in Preventers\n", "edit", "member", "Spider-Boy", "id:2", "--field", "role=leader")
	d.does("Spider-Boy: no role, joined 2026-11-26 in Preventers\n", "edit", "member", "id:2", "Preventers", "--field", "role=", "--field", "joined=2026-11-26")
	d.does("Spider-Boy's membership of Preventers is as it was\n", "edit", "member", "id:2", "Preventers", "--field", "role=")
	d.does("Undone: Spider-Boy: no role, joined 2026-11-26 in Preventers\n", "undo")
	d.refuses(1, "Rusty-Man is not in Z-Force: to change that, use roster assign id:3 id:1", "edit", "member", "Rusty-Man", "Z-Force", "--field", "role=leader")
	d.refuses(2, "roster edit member needs --field", "edit", "member", "Spider-Boy", "Preventers")
}

// What can't be is refused, and nothing changes.
func TestFieldRefusals(t *testing.T) {
	t.Parallel()
	d := withFields(t)
	for sentence, args := range map[string][]string{
		`a field must be of link, hero or team, not "sidekick"`:                                            {"field", "add", "sidekick", "x", "text", "--yes"},
		"standard input is not a terminal, so roster can't ask: use --yes to add the field without asking": {"field", "add", "link", "x", "text"},
		"There is already a column role of memberships: choose another name.":                              {"field", "add", "link", "role", "text", "--yes"},
		"email is empty: type at most 40 characters.":                                                      {"add", "hero", "Kid", "--secret-name", "Cid"},
		"heroes have no field rank: see roster field list":                                                 {"edit", "hero", "Deadpond", "--field", "rank=1"},
		"--field rank has no =: write NAME=VALUE":                                                          {"edit", "hero", "Deadpond", "--field", "rank"},
		`role "cook" is not one of the allowed values: choose one of scout, medic, leader.`:                {"assign", "Rusty-Man", "Z-Force", "--field", "role=cook"},
	} {
		d.refuses(2, sentence, args...)
	}
}

// In a terminal it is asked before a field is added.
func TestFieldIsAskedFor(t *testing.T) {
	t.Parallel()
	d := newWorkspace(t)
	for _, c := range [][2]string{{"n", "Nothing was added."}, {"y", "New field role of memberships"}} {
		d.does("Of  Field  Takes  Type  Required  Default\n", "field", "list")
		roster := startAt(t, wide, "field", "add", "link", "role", "text", "--db", d.db)
		roster.wait("Add the field role, text, to every link? It changes the table and can't be undone. [y/N]")
		roster.press(c[0] + "\n")
		roster.wantExit(0)
		roster.wait(c[1])
	}
}
