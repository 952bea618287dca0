//go:build unix

package test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// projects makes a database of another program, and an own folder for the settings.
func projects(t testing.TB) (path string, env string) {
	t.Helper()
	folder := t.TempDir()
	path = filepath.Join(folder, "projects.db")
	db := open(t, path)
	for _, statement := range []string{
		"CREATE TABLE users (id INTEGER PRIMARY KEY, full_name VARCHAR NOT NULL, email VARCHAR)",
		"CREATE TABLE projects (id INTEGER PRIMARY KEY, title VARCHAR NOT NULL)",
		"CREATE TABLE project_members (user_id INTEGER NOT NULL REFERENCES users (id), project_id INTEGER NOT NULL REFERENCES projects (id), role VARCHAR, is_admin BOOLEAN NOT NULL DEFAULT FALSE, PRIMARY KEY (user_id, project_id))",
		"INSERT INTO users VALUES (1, 'Ana', 'a@x'), (2, 'Ben', 'b@x')",
		"INSERT INTO projects VALUES (1, 'Moon')",
		"INSERT INTO project_members VALUES (1, 1, 'lead', TRUE), (2, 1, NULL, FALSE)",
	} {
		if _, err := db.Exec(statement); err != nil {
			t.Fatal(err)
		}
	}
	return path, "XDG_CONFIG_HOME=" + t.TempDir()
}

// wanted is what roster finds in it.
const wanted = `In DATABASE roster found:

  Teams: projects, name title, no headquarters
  Heroes: users, name full_name, no secret name, no age
  Memberships: project_members, team project_id, hero user_id, in training if is_admin

  Ana · Moon · admin
  Ben · Moon · active

Nothing is changed in the database.
`

// TestAdoptCommand adopts a database from a script, and goes on with it.
func TestAdoptCommand(t *testing.T) {
	t.Parallel()
	path, env := projects(t)
	roster := func(args ...string) result {
		t.Helper()
		cmd := command(t, filepath.Dir(path), append(args, "--db", path)...)
		cmd.Env = append(cmd.Env, env)
		return finish(t, cmd)
	}
	if r := roster("list"); r.code != 1 || !strings.Contains(r.said, "use roster adopt") {
		t.Errorf("exit %d, said %q", r.code, r.said)
	}
	if r := roster("adopt"); r.code != 2 || !strings.Contains(r.said, "--yes") || r.out != strings.ReplaceAll(wanted, "DATABASE", path) {
		t.Errorf("exit %d, said %q", r.code, r.said)
	}
	want := strings.ReplaceAll(wanted, "DATABASE", path) + "Adopted " + path + ". roster config prints the names that roster uses.\n"
	if got := roster("adopt", "--yes").wantDone(t); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := roster("show", "Moon").wantDone(t); !strings.Contains(got, " 1  Ana   admin   lead\n") || strings.Contains(got, "Headquarters") || strings.Contains(got, "Age") {
		t.Errorf("Moon is shown as\n%s", got)
	}
	roster("graduate", "Ana", "Moon").wantDone(t)
	if got := ask(t, open(t, path), "SELECT is_admin FROM project_members WHERE user_id = 1"); got != "false" && got != "0" {
		t.Errorf("is_admin is %s", got)
	}
	if got := ask(t, open(t, path), "SELECT group_concat(name, ' ') FROM (SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name)"); got != "project_members projects roster_change users" {
		t.Errorf("the tables are %s", got)
	}
	roster("undo").wantDone(t)
	if got := roster("config").wantDone(t); !strings.Contains(got, "[databases.\""+path+"\"]\nteam = \"projects\"\n") {
		t.Errorf("the settings are\n%s", got)
	}
	if got := roster("adopt", "--yes").wantDone(t); got != path+" opens as it is: there is nothing to adopt.\n" {
		t.Errorf("adopted again: %s", got)
	}
	if r := roster("adopt", "--yes", "--name", "users=x"); r.code != 2 {
		t.Errorf("exit %d, said %q", r.code, r.said)
	}
}

// TestAdoptKeepsSettings leaves the other lines of the settings as they are, and replaces the
// names of a database that is adopted again.
func TestAdoptKeepsSettings(t *testing.T) {
	t.Parallel()
	path, env := projects(t)
	file := filepath.Join(strings.TrimPrefix(env, "XDG_CONFIG_HOME="), "roster", "config.toml")
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		t.Fatal(err)
	}
	before := "# mine\ntheme = \"dark\"\n\n[keys]\nundo = \"z\" # as elsewhere\n"
	write(t, file, before)
	for _, flag := range []string{"is_admin", "on_trial"} {
		cmd := command(t, filepath.Dir(path), "adopt", "--yes", "--db", path, "--flag", flag)
		cmd.Env = append(cmd.Env, env)
		finish(t, cmd).wantDone(t)
		got := read(t, file)
		if rest, ok := strings.CutPrefix(got, before+"\n[databases.\""+path+"\"]\n"); !ok || strings.Count(rest, "[") > 0 || !strings.Contains(rest, "flag = \""+flag+"\"\n") {
			t.Errorf("the settings are\n%s", got)
		}
	}
}

// TestAdoptInTheApp opens a database of another program after one question.
func TestAdoptInTheApp(t *testing.T) {
	t.Parallel()
	path, env := projects(t)
	roster := start(t, path, with(env))
	roster.wait("Open it this way?")
	roster.press("n")
	roster.wantExit(0)
	roster = start(t, path, with(env))
	roster.wait("Ana · Moon · admin")
	roster.wait("Open it this way?")
	roster.press("y")
	roster.wait("roster · projects.db")
	roster.wait("1 Projects")
	roster.quit()
	roster = start(t, path, with(env))
	roster.wait("1 Projects")
	roster.quit()
}

// TestAdoptExport leaves out of every export what the database does not have, and takes back
// those that can be imported.
func TestAdoptExport(t *testing.T) {
	t.Parallel()
	path, env := projects(t)
	roster := func(args ...string) string {
		t.Helper()
		cmd := command(t, filepath.Dir(path), append(args, "--db", path)...)
		cmd.Env = append(cmd.Env, env)
		return finish(t, cmd).wantDone(t)
	}
	roster("adopt", "--yes")
	for _, format := range []string{"json", "csv", "markdown", "html"} {
		out := strings.ToLower(roster("export", "--format", format, "--secrets"))
		for _, absent := range []string{"headquarters", "secret_name", "secret name", `"age"`, ",age,", "| age |", ">age<"} {
			if strings.Contains(out, absent) {
				t.Errorf("%s has %q:\n%s", format, absent, out)
			}
		}
		if !strings.Contains(out, "ana") || !strings.Contains(out, "@x") {
			t.Errorf("%s is\n%s", format, out)
		}
	}
	for _, file := range []string{"out.json", "out.csv"} {
		roster("export", "--output", file)
		if got := roster("import", file, "--dry-run"); !strings.Contains(got, "Nothing to import: everything is there already.") {
			t.Errorf("%s is imported as\n%s", file, got)
		}
	}
	roster("export", "--output", "out.xlsx")
	cmd := command(t, filepath.Dir(path), "import", "out.xlsx", "--sheet", "Roster", "--dry-run", "--db", path)
	cmd.Env = append(cmd.Env, env)
	if r := finish(t, cmd); r.code != 0 || !strings.Contains(r.out, "Nothing to import: everything is there already.") {
		t.Errorf("out.xlsx is imported as\n%s%s", r.out, r.said)
	}
}
