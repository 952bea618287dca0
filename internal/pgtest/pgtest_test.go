package pgtest_test

import (
	"bufio"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"roster/internal/pgtest"
)

// query returns what a query finds.
func query(t *testing.T, url, text string) []string {
	t.Helper()
	lines, err := pgtest.Lines(url, text)
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

// Each database is empty, apart from the others, and orders text as it was asked
// to.
func TestDatabase(t *testing.T) {
	t.Parallel()
	orders := map[pgtest.Locale]string{pgtest.C: "[Z a é]", pgtest.CUTF: "[Z a é]", pgtest.ICU: "[a é Z]"}
	for locale, want := range orders {
		t.Run(string(locale), func(t *testing.T) {
			t.Parallel()
			url := pgtest.Database(t, locale)
			if err := pgtest.Exec(url, "CREATE TABLE word (text VARCHAR)", "INSERT INTO word VALUES ('a'), ('Z'), ('é')"); err != nil {
				t.Fatal(err)
			}
			if got := fmt.Sprint(query(t, url, "SELECT text FROM word ORDER BY text")); got != want {
				t.Errorf("ordered %s, want %s", got, want)
			}
		})
	}
}

// What the SQLModel program makes is in a database that was filled.
func TestFilled(t *testing.T) {
	t.Parallel()
	url := pgtest.Filled(t, pgtest.C, filepath.Join("..", "..", "testdata", "sqlmodel_postgres.sql"))
	if got := fmt.Sprint(query(t, url, "SELECT * FROM heroteamlink ORDER BY 1, 2")); got != "[1|1|f 1|2|t 2|1|t 2|2|f 2|3|f]" {
		t.Errorf("the links are %s", got)
	}
}

// A database is gone when its test is over, whoever was connected.
func TestDropped(t *testing.T) {
	t.Parallel()
	name := ""
	t.Run("inner", func(t *testing.T) {
		url := pgtest.Database(t, pgtest.C)
		name = query(t, url, "SELECT current_database()")[0]
	})
	all := query(t, pgtest.Shared(t).URL(pgtest.Superuser), "SELECT datname FROM pg_database")
	if !slices.Contains(all, pgtest.Superuser) || slices.Contains(all, name) {
		t.Errorf("the databases after %s was dropped: %q", name, all)
	}
}

// A server comes back on its address with what was committed, however it ended.
func TestEnds(t *testing.T) {
	t.Parallel()
	s := pgtest.Start(t, pgtest.Options{Durable: true, Settings: []string{"default_transaction_isolation = serializable"}})
	url := s.Database(t, pgtest.C)
	if err := pgtest.Exec(url, "CREATE TABLE made (n INT)"); err != nil {
		t.Fatal(err)
	}
	ends := []func(){
		func() { s.Stop(t, pgtest.Fast) }, func() { s.Stop(t, pgtest.Immediate) }, func() { s.Kill(t) },
	}
	for n, end := range ends {
		if err := pgtest.Exec(url, fmt.Sprintf("INSERT INTO made VALUES (%d)", n+1)); err != nil {
			t.Fatal(err)
		}
		end()
		if _, err := pgtest.Lines(url, "SELECT 1"); err == nil {
			t.Fatal("a server that has ended answers")
		}
		s.StartAgain(t)
		if got := query(t, url, "SELECT max(n), count(*) FROM made")[0]; got != fmt.Sprintf("%d|%d", n+1, n+1) {
			t.Errorf("after end %d: %s", n+1, got)
		}
	}
	if got := query(t, s.SocketURL(pgtest.Superuser), "SHOW default_transaction_isolation"); got[0] != "serializable" {
		t.Errorf("the isolation is %s", got)
	}
}

// A standby has what was answered by the first server, and takes its place.
func TestStandby(t *testing.T) {
	t.Parallel()
	first := pgtest.Start(t, pgtest.Options{})
	second := first.Standby(t)
	first.Exec(t, pgtest.Superuser, "CREATE TABLE made (n INT)", "INSERT INTO made VALUES (7)")
	if err := pgtest.Exec(second.URL(pgtest.Superuser), "INSERT INTO made VALUES (8)"); err == nil {
		t.Fatal("a standby was written")
	}
	first.Kill(t)
	second.Promote(t)
	url := pgtest.Address([]*pgtest.Server{first, second}, pgtest.Superuser, "target_session_attrs=read-write")
	if err := pgtest.Exec(url, "INSERT INTO made VALUES (9)"); err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(query(t, url, "SELECT n FROM made ORDER BY n")); got != "[7 9]" {
		t.Errorf("the new first server has %s", got)
	}
}

// A guarded role has to know its password.
func TestGuarded(t *testing.T) {
	t.Parallel()
	s := pgtest.Start(t, pgtest.Options{})
	s.Exec(t, pgtest.Superuser, "CREATE ROLE guarded LOGIN PASSWORD 'right'")
	for password, admitted := range map[string]bool{"right": true, "wrong": false} {
		url := strings.Replace(s.URL(pgtest.Superuser), pgtest.Superuser+"@", pgtest.PasswordRole+":"+password+"@", 1)
		if _, err := pgtest.Lines(url, "SELECT 1"); (err == nil) != admitted {
			t.Errorf("with the %s password: %v", password, err)
		}
	}
}

// orphan is set for the process that is killed with its server.
const orphan = "PGTEST_ORPHAN"

// A test that is killed leaves no server and no files.
func TestOrphan(t *testing.T) {
	if os.Getenv(orphan) != "" {
		s := pgtest.Shared(t)
		fmt.Println("server", s.Host(), query(t, s.URL(pgtest.Superuser), "SHOW data_directory")[0])
		select {} // until it is killed
	}
	t.Parallel()
	pgtest.Shared(t) // to be skipped if there is none
	address, folder := kill(t)
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		conn, refused := net.Dial("tcp", address)
		if refused == nil {
			conn.Close()
		}
		_, gone := os.Stat(folder)
		if refused != nil && os.IsNotExist(gone) {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("left behind: the server (%v), or its folder (%v)", refused, gone)
		}
	}
}

// kill starts a test that starts a server, kills it, and returns where the server
// was.
func kill(t *testing.T) (address, folder string) {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, "-test.run", "^TestOrphan$")
	cmd.Env = append(os.Environ(), orphan+"=1")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	if _, err := fmt.Sscanf(line, "server %s %s", &address, &folder); err != nil {
		t.Fatalf("it said %q: %v", line, err)
	}
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatalf("the server that is to be left behind: %v", err)
	}
	conn.Close()
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err == nil {
		t.Fatal("it ended by itself")
	}
	return address, folder
}

// Without programs a test is skipped, or fails where they are required.
func TestAbsent(t *testing.T) {
	t.Parallel()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for required, want := range map[string]string{"": "--- SKIP", "1": "--- FAIL"} {
		cmd := exec.Command(program, "-test.run", "^TestDropped$", "-test.v")
		cmd.Env = []string{"PATH=", pgtest.Require + "=" + required, "PGTEST_PROGRAMS=/nowhere"}
		out, err := cmd.CombinedOutput()
		if !strings.Contains(string(out), want) || !strings.Contains(string(out), "initdb") || (err != nil) != (required == "1") {
			t.Errorf("%s=%q: %v\n%s", pgtest.Require, required, err, out)
		}
	}
}

func BenchmarkDatabase(b *testing.B) {
	pgtest.Shared(b)
	for b.Loop() {
		if err := pgtest.Exec(pgtest.Database(b, pgtest.C), "SELECT 1"); err != nil {
			b.Fatal(err)
		}
	}
}
