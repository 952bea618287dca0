//go:build unix

package test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// wantNoEscapes checks that the terminal was sent plain text only.
func wantNoEscapes(t testing.TB, text string) {
	t.Helper()
	if strings.ContainsFunc(text, func(r rune) bool { return r < ' ' && r != '\n' && r != '\r' || r >= 0x7f && r < 0xa0 }) {
		t.Errorf("control characters in %q", text)
	}
}

// wantRefusal runs roster and checks that it refuses: with this exit code, one
// sentence that begins like this, and a terminal that was left alone.
func wantRefusal(t *testing.T, code int, sentence string, args ...any) {
	t.Helper()
	roster := start(t, append(args, apart)...)
	roster.wantExit(code)
	wantSentence(t, roster.said(), code, sentence)
	if got := roster.raw(); got != "" {
		t.Errorf("the terminal was sent %q", got)
	}
}

// wantSentence checks what was written to standard error: a line, and where
// the command line was wrong a second one that points to the help.
func wantSentence(t *testing.T, said string, code int, sentence string) {
	t.Helper()
	first, rest, _ := strings.Cut(said, "\n")
	if !strings.HasPrefix(first, "roster: "+sentence) {
		t.Errorf("said %q, want %q", said, sentence)
	}
	if want := map[int]string{1: "", 2: "Try roster --help.\n"}[code]; rest != want {
		t.Errorf("after the sentence %q comes %q, want %q", first, rest, want)
	}
	wantNoEscapes(t, said)
}

// What is wrong with the command line is said before anything is opened.
func TestWrongUsage(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		args     []any
		sentence string
	}{
		"UnknownFlag":       {[]any{"--bogus"}, "unknown flag: --bogus"},
		"UnknownShorthand":  {[]any{"-x"}, "unknown shorthand flag: 'x' in -x"},
		"FlagWithoutValue":  {[]any{"--log"}, "flag needs an argument: --log"},
		"Theme":             {[]any{"--theme", "pink", "a.db"}, `--theme must be auto, light or dark, not "pink"`},
		"TwoDatabases":      {[]any{"a.db", "b.db"}, "only one database can be opened, not 2"},
		"NamedTwice":        {[]any{"a.db", "--db", "b.db"}, `the database is named twice: as "a.db" and with --db "b.db"`},
		"Mistyped":          {[]any{"exprot"}, `there is no command or file "exprot": for a new database, use ./exprot or exprot.db`},
		"EmptyName":         {[]any{""}, "the name of the database is empty"},
		"EmptyFlag":         {[]any{"--db", ""}, "the name of the database is empty"},
		"DemoWithDatabase":  {[]any{"--demo", "a.db"}, "--demo has its own database"},
		"DemoWithFlag":      {[]any{"--demo", "--db", "a.db"}, "--demo has its own database"},
		"DemoReadOnly":      {[]any{"--demo", "--read-only"}, "--demo is for trying things out"},
		"EscapesInWord":     {[]any{"a\x1b[31mb"}, `there is no command or file "a`},
		"EscapesInUnknown":  {[]any{"--\x1b]0;a\x07"}, "unknown flag: --"},
		"NotATruth":         {[]any{"--demo=maybe"}, `invalid argument "maybe" for "--demo" flag`},
		"EvenWithoutScreen": {[]any{"--theme", "pink", piped}, "--theme must be auto, light or dark"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			folder := t.TempDir()
			wantRefusal(t, 2, c.sentence, append(c.args, in(folder))...)
			wantFiles(t, folder)
		})
	}
}

// On a terminal too an error is a plain line: the terminal is asked nothing.
func TestWrongUsageOnTheTerminal(t *testing.T) {
	t.Parallel()
	roster := start(t, "--bogus")
	roster.wantExit(2)
	wantSentence(t, strings.ReplaceAll(roster.raw(), "\r\n", "\n"), 2, "unknown flag: --bogus")
}

func TestNotATerminal(t *testing.T) {
	t.Parallel()
	path := sample(t)
	check := untouched(t, filepath.Dir(path))
	t.Run("Input", func(t *testing.T) {
		wantRefusal(t, 1, "standard input is not a terminal: run roster without", path, piped)
	})
	t.Run("Output", func(t *testing.T) {
		var out strings.Builder
		wantRefusal(t, 1, "standard output is not a terminal: run roster without", path, into(&out))
		if out.Len() > 0 {
			t.Errorf("wrote %q", out.String())
		}
	})
	t.Run("Dumb", func(t *testing.T) {
		wantRefusal(t, 1, `TERM is "dumb": roster needs a terminal that can move its cursor`, path, with("TERM=dumb"))
	})
	t.Run("NoFolderForNothing", func(t *testing.T) {
		home := t.TempDir()
		wantRefusal(t, 1, "standard input is not a terminal", piped, with("XDG_DATA_HOME="+home))
		wantFiles(t, home)
	})
	check()
}

// A file that is no roster is refused in one sentence, and left as it is.
func TestNotARoster(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		make     func(t *testing.T, path string)
		sentence string
	}{
		"Text":         {func(t *testing.T, path string) { write(t, path, strings.Repeat("just a note\n", 500)) }, "FILE is not an SQLite database: choose another file"},
		"TwoBytes":     {func(t *testing.T, path string) { write(t, path, "ab") }, "FILE is not an SQLite database: choose another file"},
		"OtherTables":  {database("CREATE TABLE recipe (id INTEGER PRIMARY KEY)"), `FILE is not a roster: it has no table "team", but recipe`},
		"TableMissing": {changed("DROP TABLE heroteamlink", "DROP TABLE hero"), `FILE is not a roster: it has no table "hero"`},
		"View":         {changed("DROP TABLE team", "CREATE VIEW team AS SELECT 1 AS id"), `FILE is not a roster: "team" is a view, not a table`},
		"Damaged":      {damaged(100, 200), "FILE is damaged: keep a copy of it, and restore a backup"},
		"CutOff":       {func(t *testing.T, path string) { write(t, path, read(t, sample(t))[:5000]) }, "FILE is damaged: keep a copy of it, and restore a backup"},
		"Folder": {func(t *testing.T, path string) {
			if err := os.Mkdir(path, 0o700); err != nil {
				t.Fatal(err)
			}
		}, "FILE is a folder: choose a database file in it"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			folder := t.TempDir()
			path := filepath.Join(folder, "a.db")
			c.make(t, path)
			check := untouched(t, folder)
			wantRefusal(t, 1, strings.ReplaceAll(c.sentence, "FILE", "a.db"), "a.db", in(folder))
			check()
		})
	}
}

// database makes a database with these statements.
func database(statements ...string) func(*testing.T, string) {
	return func(t *testing.T, path string) {
		db := open(t, path)
		mustExec(t, db, statements...)
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// changed makes a roster and changes it with these statements.
func changed(statements ...string) func(*testing.T, string) {
	return func(t *testing.T, path string) {
		write(t, path, read(t, sample(t)))
		database(statements...)(t, path)
	}
}

// damaged makes a roster whose bytes from here to there are overwritten.
func damaged(from, to int) func(*testing.T, string) {
	return func(t *testing.T, path string) {
		content := read(t, sample(t))
		write(t, path, content[:from]+strings.Repeat("\xff", to-from)+content[to:])
	}
}

func TestNoSuchFolder(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	for sentence, args := range map[string][]any{
		"gone/a.db can't be opened: there is no folder gone. Create the folder, or choose another file.": {"gone/a.db"},
		"a.db/b.db can't be opened: not a directory":                                                     {"a.db/b.db"},
		"--log gone/log can't be opened: no such file or directory":                                      {"--log", "gone/log", "a.db"},
		"nobody.db does not exist":                                                                       {"--read-only", "nobody.db"},
	} {
		write(t, filepath.Join(folder, "a.db"), read(t, sample(t)))
		wantRefusal(t, 1, sentence, append(args, in(folder))...)
		wantFiles(t, folder, "a.db")
	}
}

// A name with escape sequences is shown, never obeyed.
func TestHostileName(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	const name = "a\x1b[31mb\x1b]0;c\x07d.db"
	wantRefusal(t, 1, "gone", filepath.Join("gone", name), in(folder))
	roster := start(t, name, in(folder))
	roster.wait("a␛[31mb␛]0;c␇d.db does not exist.")
	roster.press("y\n")
	roster.wait("roster · a␛[31mb␛]0;c␇d.db")
	roster.quit()
	for _, text := range []string{"\x1b[31mb", "\x1b]0;c"} {
		if strings.Contains(roster.raw(), text) {
			t.Errorf("the terminal was sent %q", text)
		}
	}
	wantFiles(t, folder, name)
}
