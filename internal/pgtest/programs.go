package pgtest

import (
	"cmp"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
)

// Require is the environment variable that, set to "1", makes a test fail instead of being
// skipped for want of PostgreSQL.
const Require = "REQUIRE_POSTGRES"

// debian is where Debian's package puts the programs, a folder a version.
const debian = "/usr/lib/postgresql/*/bin"

// installed is the variable that names another pattern than [debian], for the tests
// of this package.
const installed = "PGTEST_PROGRAMS"

// programs returns the folder of the server's programs: that on the PATH, else
// the newest of Debian's.
func programs() (string, error) {
	if path, err := exec.LookPath("initdb"); err == nil {
		real, err := filepath.EvalSymlinks(path)
		return filepath.Dir(real), err
	}
	folders := cmp.Or(os.Getenv(installed), debian)
	found, err := filepath.Glob(filepath.Join(folders, "initdb"))
	if err != nil {
		return "", err
	}
	if len(found) == 0 {
		return "", errors.New("PostgreSQL's initdb is neither on the PATH nor in " + folders +
			": install the server (Debian's package postgresql)")
	}
	newest := slices.MaxFunc(found, func(a, b string) int { return cmp.Compare(versionOf(a), versionOf(b)) })
	return filepath.Dir(newest), nil
}

// versionOf returns the number in the path of a program of Debian's, 0 for none.
func versionOf(path string) int {
	n, err := strconv.Atoi(filepath.Base(filepath.Dir(filepath.Dir(path))))
	if err != nil {
		return 0
	}
	return n
}

// unavailable skips the test for want of something, or fails it if that is
// required.
func unavailable(t testing.TB, why error) {
	t.Helper()
	if os.Getenv(Require) == "1" {
		t.Fatalf("%s is set: %v", Require, why)
	}
	t.Skip(why)
}
