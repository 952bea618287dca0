package data_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode"
	"unicode/utf8"

	"roster/data"
	"roster/data/change"
	"roster/data/intent"
	"roster/data/model"
	"roster/data/query"
	"roster/data/sqllog"
)

// withLog is an option of mustOpen.
func withLog(l *sqllog.Log) func(*data.Options) {
	return func(o *data.Options) { o.Log = l }
}

// sqlOf returns the statements' text.
func sqlOf(statements []sqllog.Statement) []string {
	var out []string
	for _, s := range statements {
		out = append(out, s.SQL)
	}
	return out
}

func TestLogRemembersTheLatest(t *testing.T) {
	s := mustOpen(t, copyOf(t, "sqlmodel.db"))
	log := s.Log()
	opened := len(log.Recent(1000))
	if opened == 0 || len(log.Recent(1)) != 1 || len(log.Recent(0)) != 0 {
		t.Fatalf("%d statements opened the file", opened)
	}
	const issued = 1100
	for i := range issued {
		if _, err := s.Reader().TeamTallies(t.Context(), []model.ID{id(int64(i))}); err != nil {
			t.Fatal(err)
		}
	}
	recent := log.Recent(5000)
	if len(recent) != 1000 {
		t.Fatalf("the log has %d statements", len(recent))
	}
	for i, statement := range recent {
		wantSeq, wantArg := int64(opened+issued-1000+i+1), int64(issued-1000+i)
		if statement.Seq != wantSeq || statement.Args[0] != wantArg {
			t.Fatalf("statement %d has the number %d and the arguments %v, want %d and %d", i, statement.Seq, statement.Args, wantSeq, wantArg)
		}
	}
	if last := log.Recent(2); last[0].Seq != recent[998].Seq || last[1].Seq != recent[999].Seq {
		t.Errorf("the last two are %d and %d", last[0].Seq, last[1].Seq)
	}
}

// A statement comes with its label, arguments, rows and time; a transaction is
// told from its beginning to its end.
func TestLogOfAChange(t *testing.T) { engines(t, testLogOfAChange) }

func testLogOfAChange(t *testing.T) {
	s := mustOpen(t, copyOf(t, "sqlmodel.db"))
	must(t, s, graduate)
	before := s.Log().Recent(1)[0].Seq
	change := must(t, s, intent.SetStanding{Members: []model.MembershipRef{spiderBoy}, Standing: model.Training})
	var got []sqllog.Statement
	for _, statement := range s.Log().Recent(1000) {
		if statement.Seq > before && statement.Label == change.Label {
			got = append(got, statement)
		}
	}
	if first, last := got[0].SQL, got[len(got)-1].SQL; first != byEngine(t, "BEGIN IMMEDIATE", "BEGIN") || last != "COMMIT" {
		t.Errorf("from %s to %s", first, last)
	}
	i := slices.IndexFunc(got, func(s sqllog.Statement) bool {
		return strings.HasPrefix(s.SQL, "UPDATE "+qualifiedName(t, "heroteamlink")+" SET is_training")
	})
	if i < 0 || got[i].Arguments("") != byEngine(t, "[1, 1, 2, 0]", "[true, 1, 2, false]") || got[i].Rows != 1 || got[i].Took <= 0 || got[i].At.IsZero() || got[i].Err != nil {
		t.Errorf("the log has %q, %+v", sqlOf(got), got[max(i, 0)])
	}
}

func TestLogOfAFailure(t *testing.T) { engines(t, testLogOfAFailure) }

func testLogOfAFailure(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	s := mustOpen(t, path)
	change := planned(t, s, intent.Create{Label: "x", Links: []intent.NewLink{{Team: intent.Existing(id(1)), Hero: intent.Existing(id(2)), Standing: model.Active}}})
	if _, err := s.Apply(t.Context(), change); err == nil {
		t.Fatal("there is no error")
	}
	statements := s.Log().Recent(1000)
	i := slices.IndexFunc(statements, func(s sqllog.Statement) bool { return s.Err != nil })
	if i < 0 || !strings.HasPrefix(statements[i].SQL, "INSERT INTO "+qualifiedName(t, "heroteamlink")) || statements[i+1].SQL != "ROLLBACK" {
		t.Errorf("the log has %q", sqlOf(statements))
	}
}

func TestLogCapsArguments(t *testing.T) {
	s := mustOpen(t, copyOf(t, "sqlmodel.db"))
	for _, test := range []struct{ name, term, want string }{
		{"short", "x", `["x"]`},
		{"just fits", strings.Repeat("x", 200), `["` + strings.Repeat("x", 200) + `"]`},
		{"too long", strings.Repeat("x", 201), `["` + strings.Repeat("x", 200) + `… (201 bytes)"]`},
		{"far too long", strings.Repeat("x", 1<<20), `["` + strings.Repeat("x", 200) + `… (1048576 bytes)"]`},
		{"cut within a letter", strings.Repeat("日", 70), `["` + strings.Repeat("日", 66) + `\xe6\x97… (210 bytes)"]`},
		{"hostile", "a\x1b[31m\u202e\xff\x00\n", `["a\x1b[31m�\x00"]`},
	} {
		t.Run(test.name, func(t *testing.T) {
			if _, err := s.Reader().Count(t.Context(), query.Query{List: query.Heroes, Filter: []string{test.term}}); err != nil {
				t.Fatal(err)
			}
			if got := s.Log().Recent(1)[0].Arguments(""); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

// A log is read in a terminal: nothing in it is more than text, whatever names
// the columns, the rows and the changes have.
func TestLogFileIsHarmless(t *testing.T) {
	for name, hostile := range map[string]string{
		"escape sequence": "a\x1b[2Jb", "bell": "a\ab", "backspace": "a\bb", "delete": "a\x7f", "C1 control": "a\u009b31m",
		"bidi override": "a\u202eb", "tag": "a\U000e0041b", "new line": "a\nb\r", "tab": "a\tb", "quote": "a\"b", "invalid": "a\xffb",
	} {
		t.Run(name, func(t *testing.T) {
			path := copyOf(t, "dirty.db")
			db := other(t, path)
			mustExec(t, db, `ALTER TABLE heroteamlink ADD COLUMN "`+strings.ReplaceAll(hostile, `"`, `""`)+`" TEXT DEFAULT 'x'`)
			mustExec(t, db, "UPDATE hero SET name = ? WHERE id = 2", hostile)
			file := filepath.Join(t.TempDir(), "statements.log")
			logged(t, path, file, func(s *data.Store) {
				mustUndo(t, s, must(t, s, intent.SetStanding{Members: seen("Z-Force", members(t, s, id(1))[2]), Standing: model.Active}).ID)
				twice := change.Change{Label: hostile, Edits: []change.Edit{{Table: "hero", After: model.Row{int64(1), hostile, "x", hostile, nil}}}}
				if _, err := s.Apply(t.Context(), twice); err == nil {
					t.Error("a hero was created twice")
				}
			})
			for line := range strings.SplitSeq(content(t, file), "\n") {
				if i := strings.IndexFunc(line, func(r rune) bool { return !unicode.IsPrint(r) }); i >= 0 || !utf8.ValidString(line) {
					t.Errorf("at %d of %q", i, line)
				}
			}
		})
	}
}

// logged uses a database with a log file, a line of which is a statement.
func logged(t *testing.T, path, name string, use func(*data.Store)) {
	t.Helper()
	file, err := os.OpenFile(name, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	s := mustOpen(t, path, withLog(sqllog.New(file)))
	use(s)
	last, lines := s.Log().Recent(1)[0].Seq, strings.Count(content(t, name), "\n")
	if int64(lines) != last || last < 20 {
		t.Errorf("%d lines for %d statements", lines, last)
	}
	if err := file.Close(); err != nil {
		t.Error(err)
	}
}

// full is a file that fails after some lines.
type full struct {
	written bytes.Buffer
	lines   int
}

var errFull = errors.New("no space left on device")

func (f *full) Write(line []byte) (int, error) {
	if f.lines--; f.lines < 0 {
		return 0, errFull
	}
	return f.written.Write(line)
}

func TestLogFileThatFails(t *testing.T) {
	file := &full{lines: 3}
	log := sqllog.New(file)
	if log.Err() != nil {
		t.Errorf("at first, %v", log.Err())
	}
	path := copyOf(t, "sqlmodel.db")
	s := mustOpen(t, path, withLog(log))
	must(t, s, graduate)
	if !errors.Is(log.Err(), errFull) {
		t.Errorf("then, %v", log.Err())
	}
	mustLinks(t, path, "(1,1,0) (1,2,0) (2,1,1) (2,2,0) (2,3,0)")
	mustLog(t, s, "BEGIN IMMEDIATE", "UPDATE heroteamlink", "COMMIT")
	if got := strings.Count(file.written.String(), "\n"); got != 3 || file.lines != -1 {
		t.Errorf("%d lines were written, and %d tried after the failure", got, -1-file.lines)
	}
}

func TestLogOfManyAtOnce(t *testing.T) { engines(t, testLogOfManyAtOnce) }

func testLogOfManyAtOnce(t *testing.T) {
	var file bytes.Buffer
	log := sqllog.New(&file)
	s := mustOpen(t, copyOf(t, "sqlmodel.db"), withLog(log))
	before := log.Recent(1)[0].Seq
	const readers, reads = 8, 50
	var done sync.WaitGroup
	for range readers {
		done.Go(func() {
			for range reads {
				if _, err := s.Reader().Count(t.Context(), query.Query{List: query.Heroes}); err != nil {
					t.Error(err)
				}
				if recent := log.Recent(10); !slices.IsSortedFunc(recent, func(a, b sqllog.Statement) int { return int(a.Seq - b.Seq) }) {
					t.Error("out of order")
				}
			}
		})
	}
	done.Wait()
	if last := log.Recent(1)[0].Seq; last != before+readers*reads || int64(strings.Count(file.String(), "\n")) != last {
		t.Errorf("statement %d of %d, %d lines", last, before+readers*reads, strings.Count(file.String(), "\n"))
	}
}

// The line of a log file is for people: time, duration, rows, label, statement,
// arguments.
func TestLogLine(t *testing.T) {
	var file bytes.Buffer
	s := mustOpen(t, copyOf(t, "sqlmodel.db"), withLog(sqllog.New(&file)))
	if _, err := s.Reader().Count(t.Context(), query.Query{List: query.Heroes, Filter: []string{"é"}}); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(file.String()), "\n")
	var at string
	var took float64
	var rows int
	line := lines[len(lines)-1]
	if _, err := fmt.Sscanf(line, "%s %fms %d rows", &at, &took, &rows); err != nil || rows != 1 || took <= 0 {
		t.Errorf("%q: %v", line, err)
	}
	const want = `"Heroes, counted"  SELECT count(*) FROM hero AS h WHERE roster_finds(lower(h.name), $1)  ["e"]`
	if !strings.HasSuffix(line, want) {
		t.Errorf("got  %s\nwant %s", line, want)
	}
}
