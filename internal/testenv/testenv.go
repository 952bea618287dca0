// Package testenv says how much tests do. By default that is what takes seconds; the long
// form, for which an environment variable is set, is described in docs/testing.md.
package testenv

import (
	"os"
	"os/exec"
	"strconv"
	"testing"
	"time"
)

// Long is the environment variable that, set to "1", makes tests take their long form.
const Long = "ROSTER_LONG"

func isLong() bool { return os.Getenv(Long) == "1" }

// Rounds returns how often a test does what depends on chance: a few times, or many times in
// the long form.
func Rounds(few, many int) int {
	if isLong() {
		return many
	}
	return few
}

// RequireLong skips a test that takes too long for every run, unless this is the long form.
func RequireLong(t testing.TB) {
	t.Helper()
	if !isLong() {
		t.Skipf("this takes long: it runs if %s=1 is set", Long)
	}
}

// RequirePrograms skips a test in which large programs run, such as LibreOffice, unless this
// is the long form and they are installed.
func RequirePrograms(t testing.TB, names ...string) {
	t.Helper()
	RequireLong(t)
	for _, name := range names {
		if _, err := exec.LookPath(name); err != nil {
			t.Skipf("%s is not installed", name)
		}
	}
}

// Count returns the number that an environment variable is set to, or the usual one.
func Count(t testing.TB, name string, usual int) int {
	t.Helper()
	return parsed(t, name, usual, strconv.Atoi)
}

// Duration returns the duration that an environment variable is set to, or the usual one.
func Duration(t testing.TB, name string, usual time.Duration) time.Duration {
	t.Helper()
	return parsed(t, name, usual, time.ParseDuration)
}

// parsed returns the value of an environment variable, or the usual one if it is not set.
func parsed[T any](t testing.TB, name string, usual T, parse func(string) (T, error)) T {
	t.Helper()
	text := os.Getenv(name)
	if text == "" {
		return usual
	}
	value, err := parse(text)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return value
}
