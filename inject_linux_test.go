package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"
)

// injections is how many faults to inject; TestInjectedFaults does nothing without it.
const injections = "ROSTER_FAULTS"

// injected are the commands that change the sample, each to be run on a copy of it.
var injected = [][]string{
	{"graduate", "Spider-Boy", "Z-Force"}, {"add", "hero", "Newcomer", "--secret-name", "x"}, {"edit", "team", "Z-Force", "--headquarters", "Elsewhere"},
	{"delete", "hero", "Deadpond", "--yes"}, {"unassign", "Deadpond", "Z-Force"}, {"undo"}, {"field", "add", "hero", "rank", "integer", "--yes"},
}

// jargon is what no message may have: the engine's codes and words.
var jargon = regexp.MustCompile(`\(\d+\)|SQLITE_|cannot rollback|disk I/O error|locking protocol|panic`)

// One system call of a command that changes the database fails: what was told as done
// is there, what was refused is not, nothing is half done, and the file is sound. strace
// injects the faults.
func TestInjectedFaults(t *testing.T) {
	rounds, err := strconv.Atoi(os.Getenv(injections))
	if err != nil {
		t.Skipf("%s is not a number of faults to inject", injections)
	}
	strace, err := exec.LookPath("strace")
	if err != nil {
		t.Fatal("strace is not there: install it")
	}
	done, refused := 0, 0
	for round := range rounds {
		args := injected[rand.N(len(injected))]
		path := sample(t)
		db := open(t, path)
		mustExec(t, db, "PRAGMA journal_mode = "+[]string{"delete", "wal"}[rand.N(2)])
		run(t, filepath.Dir(path), "--db", path, "train", "Rusty-Man", "Preventers").wantDone(t)
		before := state(t, path)
		good := filepath.Join(t.TempDir(), "good.db")
		mustExec(t, db, "VACUUM INTO '"+good+"'")
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		run(t, filepath.Dir(good), append([]string{"--db", good}, args...)...).wantDone(t)
		after := state(t, good)

		call := []string{"pwrite64", "fsync", "fdatasync", "ftruncate", "unlinkat", "unlink", "pread64", "openat", "fcntl", "fstat", "newfstatat"}[rand.N(11)]
		fault := fmt.Sprintf("inject=%s:error=%s:when=%d", call, []string{"EIO", "ENOSPC", "EINTR", "EACCES", "EMFILE"}[rand.N(5)], 1+rand.N(12))
		if rand.N(3) == 0 {
			fault += "+" // and every one after it
		}
		cmd := command(t, filepath.Dir(path), append([]string{"--db", path}, args...)...)
		cmd.Path, cmd.Args = strace, append([]string{strace, "-f", "-qq", "-o", os.DevNull, "-P", path, "-P", path + "-journal", "-P", path + "-wal", "-P", filepath.Dir(path), "-e", fault, binary}, cmd.Args[1:]...)
		got := finish(t, cmd)
		now := state(t, path)
		switch {
		case got.code == 0 && now == after:
			done++
		case got.code == 1 && now == before:
			refused++
		default:
			t.Errorf("round %d, %s, %s: exit code %d, said %q, and the database has\n%s\nnot\n%s", round, args, fault, got.code, got.said, now, after)
		}
		if jargon.MatchString(got.said) {
			t.Errorf("round %d, %s, %s: said %q", round, args, fault, got.said)
		}
	}
	t.Logf("%d faults: %d changes made nevertheless, %d refused", rounds, done, refused)
	if rounds >= 50 && (done == 0 || refused == 0) {
		t.Error("the faults met nothing: this tests nothing")
	}
}

// state returns the rows of a database, what its history says, and that it is sound.
func state(t *testing.T, path string) string {
	t.Helper()
	db := open(t, path)
	defer db.Close()
	return ask(t, db, `SELECT (SELECT group_concat(id || name || headquarters, char(10)) FROM team) || char(10)
		|| (SELECT group_concat(id || name || secret_name || coalesce(age, '-'), char(10)) FROM hero) || char(10)
		|| (SELECT group_concat(team_id || '-' || hero_id || '-' || is_training, char(10)) FROM heroteamlink) || char(10)
		|| (SELECT group_concat(label || state, char(10)) FROM roster_change) || (SELECT count(*) FROM pragma_table_info('hero'))`) +
		"\n" + ask(t, db, "PRAGMA integrity_check")
}
