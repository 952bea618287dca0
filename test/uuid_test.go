//go:build unix

package test

import (
	"path/filepath"
	"strings"
	"testing"
)

// The ids of texts.
const (
	benID  = "0190f5c2-7b1a-7c3e-8d2f-4266141740aa"
	ben2ID = "0190f5c2-7b1a-7c3e-8d2f-4266141740bb"
	moonID = "3b5f3d86-268e-4c45-9c6b-f1e1a399f82a"
	evilID = "=1+1\x1b[2J$(x)"
)

// texts makes and adopts a database whose ids are texts, and returns what runs roster on it.
func texts(t testing.TB) (path, env string, roster func(args ...string) result) {
	t.Helper()
	path, env = filepath.Join(t.TempDir(), "texts.db"), "XDG_CONFIG_HOME="+t.TempDir()
	db := open(t, path)
	for _, statement := range []string{
		"CREATE TABLE users (id TEXT PRIMARY KEY NOT NULL, name VARCHAR NOT NULL)",
		"CREATE TABLE projects (id TEXT PRIMARY KEY NOT NULL, name VARCHAR NOT NULL)",
		"CREATE TABLE members (user_id TEXT NOT NULL REFERENCES users (id), project_id TEXT NOT NULL REFERENCES projects (id), is_training BOOLEAN NOT NULL, PRIMARY KEY (user_id, project_id))",
		"INSERT INTO users VALUES ('" + benID + "', 'Ben'), ('" + ben2ID + "', 'Ben'), ('" + evilID + "', 'Eve')",
		"INSERT INTO projects VALUES ('" + moonID + "', 'Moon')",
		"INSERT INTO members VALUES ('" + benID + "', '" + moonID + "', TRUE), ('" + evilID + "', '" + moonID + "', FALSE)",
	} {
		if _, err := db.Exec(statement); err != nil {
			t.Fatal(err)
		}
	}
	roster = func(args ...string) result {
		t.Helper()
		cmd := command(t, filepath.Dir(path), append(args, "--db", path)...)
		cmd.Env = append(cmd.Env, env)
		return finish(t, cmd)
	}
	roster("adopt", "--yes").wantDone(t)
	return path, env, roster
}

// TestIDsThatAreTexts names rows by their UUIDs in commands, and takes every export back.
func TestIDsThatAreTexts(t *testing.T) {
	t.Parallel()
	path, env, roster := texts(t)
	if r := roster("graduate", "Ben", "Moon"); r.code != 1 || !strings.Contains(r.said, "id:"+ben2ID+" (no age, on no project)") {
		t.Errorf("exit %d, said %q", r.code, r.said)
	}
	if got := roster("graduate", "id:"+benID, "id:"+moonID).wantDone(t); got != "Ben: training → active in Moon\n" {
		t.Errorf("printed %q", got)
	}
	if r := roster("show", "id:7"); r.code != 1 || !strings.Contains(r.said, "there is no project or user id:7") {
		t.Errorf("exit %d, said %q", r.code, r.said)
	}
	if got := roster("list", "teams", "--format", "json").wantDone(t); !strings.Contains(got, `{"id": "`+moonID+`", "name": "Moon"`) {
		t.Errorf("printed %s", got)
	}
	if got := roster("show", "Eve").wantDone(t); strings.Contains(got, "\x1b") || !strings.Contains(got, "=1+1") {
		t.Errorf("printed %q", got)
	}
	for _, file := range []string{"out.json", "out.csv"} {
		roster("export", "--output", file).wantDone(t)
		for _, match := range []string{"name", "id"} {
			r := roster("import", file, "--match", match, "--dry-run")
			if !strings.Contains(r.out, "Nothing to import: everything is there already.") {
				t.Errorf("%s by %s is imported as\n%s%s", file, match, r.out, r.said)
			}
		}
	}
	cmd := command(t, filepath.Dir(path), "__complete", "--db", path, "show", "id:")
	cmd.Env = append(cmd.Env, env)
	if r := finish(t, cmd); !strings.Contains(r.out, "id:"+benID+"\tuser Ben") || strings.Contains(r.out, "$(") {
		t.Errorf("offers %q", r.out)
	}
}

// TestIDsThatAreTextsInTheApp shows the end of a UUID beside a name that repeats.
func TestIDsThatAreTextsInTheApp(t *testing.T) {
	t.Parallel()
	path, env, _ := texts(t)
	roster := start(t, path, with(env))
	roster.wait("1 Projects")
	roster.press("2")
	roster.wait("Ben id:…1740bb")
	roster.press("e")
	roster.wait("Edit user id:" + benID)
	roster.press("\x1b")
	roster.wait("q quit")
	roster.quit()
}
