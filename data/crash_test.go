package data_test

import (
	"bufio"
	"database/sql"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"roster/data/intent"
	"roster/data/model"
	"roster/internal/testenv"
)

// The environment of the crash test.
const (
	crashes   = "ROSTER_CRASHES"    // how often to kill; 12 where it is not set
	crashFile = "ROSTER_CRASH_FILE" // set for the process that is killed: the database that it changes
)

// Change number n toggles a group of memberships, all of them or none: group
// n%groups, which is in training after every other of its turns.
const (
	groups    = 7
	groupSize = 5
)

func groupTraining(n int) bool { return n/groups%2 == 1 }

// group returns the memberships of a group of the crowd.
func group(members []model.MembershipRef, n int) []model.MembershipRef {
	start := n % groups * groupSize
	return members[start : start+groupSize]
}

// toggleOn says on standard output how many changes there are, opens the database, and
// acknowledges each change that it makes, until it is killed.
func toggleOn(t *testing.T, path string) {
	t.Helper()
	n := made(t, other(t, path))
	fmt.Fprintln(os.Stdout, "made", n)
	s := mustOpen(t, path)
	members := largeTeamMembers(groups * groupSize)
	for ; ; n++ {
		must(t, s, intent.SetStanding{Members: group(members, n), Standing: model.StandingOf(groupTraining(n))})
		fmt.Fprintln(os.Stdout, "made", n+1)
	}
}

// made returns how many changes were ever made.
func made(t testing.TB, db *sql.DB) int {
	t.Helper()
	if lines(t, db, "SELECT count(*) FROM sqlite_schema WHERE name = 'roster_change'")[0] == "0" {
		return 0
	}
	n, err := strconv.Atoi(lines(t, db, "SELECT coalesce(max(id), 0) FROM roster_change")[0])
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// A process that changes the database is killed at random moments. Nothing that
// it acknowledged is missing, nothing is half done, and the file is sound.
func TestCrashes(t *testing.T) {
	if path := os.Getenv(crashFile); path != "" {
		toggleOn(t, path)
	}
	t.Parallel()
	rounds := testenv.Count(t, crashes, 12)
	for _, journal := range journals {
		t.Run(journal, func(t *testing.T) {
			t.Parallel()
			path, _ := largeTeam(t, groups*groupSize)
			db := other(t, path)
			mustExec(t, db, "PRAGMA journal_mode = "+journal)
			total := 0
			for i := range rounds / len(journals) {
				acknowledged := killed(t, path, i, rand.N(50*time.Millisecond))
				total = mustBeWhole(t, db, max(total, acknowledged))
			}
			if total == 0 {
				t.Error("nothing was changed: this tests nothing")
			}
			t.Logf("%d changes", total)
		})
	}
}

// killed runs the process, and kills it a while after it made this many changes; where
// that is none, after it began to open the database. How long the program takes to start
// does not count. It returns the number of the last change that was acknowledged.
func killed(t *testing.T, path string, changes int, after time.Duration) int {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, "-test.run", "^TestCrashes$")
	cmd.Env = append(os.Environ(), crashFile+"="+path)
	pipe, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = cmd.Stdout
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	out, said := bufio.NewReader(pipe), ""
	for range 1 + changes {
		line, err := out.ReadString('\n')
		if said += line; err != nil {
			break // it ended by itself, which is told below
		}
	}
	time.Sleep(after) // the moment is meant to be random
	if err := cmd.Process.Kill(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	rest, err := io.ReadAll(out)
	if err != nil {
		t.Fatal(err)
	}
	said += string(rest)
	if err := cmd.Wait(); err == nil || strings.Contains(said, "FAIL") {
		t.Fatalf("it ended by itself: %v\n%s", err, said)
	}
	return acknowledged(t, said)
}

// acknowledged returns the last number that was printed as a whole.
func acknowledged(t *testing.T, out string) int {
	t.Helper()
	last := 0
	for scan := bufio.NewScanner(strings.NewReader(out[:strings.LastIndexByte(out, '\n')+1])); scan.Scan(); {
		n, err := strconv.Atoi(strings.TrimPrefix(scan.Text(), "made "))
		if err != nil {
			t.Fatalf("it said %q", scan.Text())
		}
		last = n
	}
	return last
}

// mustBeWhole checks that the database is sound and has all the changes that
// were acknowledged, each of them as a whole. It returns how many there are: one
// more may have been made.
func mustBeWhole(t *testing.T, db *sql.DB, acknowledged int) int {
	t.Helper()
	total := made(t, db)
	if total < acknowledged || total > acknowledged+1 {
		t.Fatalf("%d changes are there, and %d were acknowledged", total, acknowledged)
	}
	for n := max(0, total-groups); n < total; n++ {
		for _, m := range group(largeTeamMembers(groups*groupSize), n) {
			got := lines(t, db, "SELECT is_training <> FALSE FROM heroteamlink WHERE team_id = ? AND hero_id = ?", m.TeamID.Stored(), m.HeroID.Stored())[0]
			if got == "1" != groupTraining(n) {
				t.Fatalf("after %d changes, is_training of hero %v is %s", total, m.HeroID, got)
			}
		}
	}
	if got := lines(t, db, "PRAGMA integrity_check"); len(got) != 1 || got[0] != "ok" {
		t.Fatalf("integrity check: %s", got)
	}
	if got := lines(t, db, "PRAGMA foreign_key_check"); len(got) > 0 {
		t.Fatalf("foreign key check: %s", got)
	}
	return total
}
