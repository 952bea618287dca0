//go:build unix

package test

import (
	"path/filepath"
	"testing"

	"roster/internal/pgtest"
)

// A roster moves from a file to a server and back, and is byte by byte the same;
// what is new there does not get an id that is taken.
func TestMigrateToPostgresAndBack(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	file, server := sample(t), pgtest.Database(t, pgtest.ICU)
	exported := func(db string) string { return run(t, folder, "export", "--db", db).wantDone(t) }
	first := exported(file)
	there := filepath.Join(folder, "there.json")
	write(t, there, first)
	mustImport(t, server, there)
	if got := exported(server); got != first {
		t.Fatalf("on the server it is\n%s\nand in the file\n%s", got, first)
	}
	if got := run(t, folder, "add", "hero", "Captain North", "--secret-name", "Esteban", "--db", server).wantDone(t); got != "New hero Captain North\n" {
		t.Errorf("it said %q", got)
	}
	lines, err := pgtest.Lines(server, "SELECT id, name FROM hero ORDER BY id DESC LIMIT 1")
	if err != nil || lines[0] != "4|Captain North" {
		t.Errorf("the new hero: %q, %v", lines, err)
	}

	second := exported(server)
	back := filepath.Join(folder, "back.json")
	write(t, back, second)
	again := filepath.Join(folder, "again.db")
	mustImport(t, again, back)
	if got := exported(again); got != second {
		t.Errorf("in the file it is\n%s\nand on the server\n%s", got, second)
	}
}

// mustImport makes a new roster of a file.
func mustImport(t *testing.T, db, file string) {
	t.Helper()
	if r := run(t, filepath.Dir(file), "import", file, "--match", "id", "--db", db); r.code != 0 {
		t.Fatalf("exit code %d: %s", r.code, r.said)
	}
}

// What SQLModel made on a server opens as it is, also where the server orders text
// by the rules of a language, and looking changes nothing.
func TestSQLModelOnAServer(t *testing.T) {
	t.Parallel()
	for _, locale := range []pgtest.Locale{pgtest.C, pgtest.CUTF, pgtest.ICU} {
		t.Run(string(locale), func(t *testing.T) {
			t.Parallel()
			url := pgtest.Filled(t, locale, sqlmodel)
			roster := start(t, url)
			roster.enterPreventers()
			roster.press("2")
			roster.wait("▸ Deadpond")
			roster.quit()
			if got := run(t, t.TempDir(), "export", "--db", url).wantDone(t); got != run(t, t.TempDir(), "export", "--db", sample(t)).wantDone(t) {
				t.Errorf("it is not what the file is:\n%s", got)
			}
			lines, err := pgtest.Lines(url, "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
			if err != nil || len(lines) != 3 {
				t.Errorf("the tables are %q, %v", lines, err)
			}
		})
	}
}
