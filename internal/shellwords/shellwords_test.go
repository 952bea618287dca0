package shellwords_test

import (
	"errors"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"roster/internal/shellwords"
)

func TestSplit(t *testing.T) {
	for line, want := range map[string][]string{
		"":                               nil,
		"  list   training ":             {"list", "training"},
		`graduate "Peter Parker" Medics`: {"graduate", "Peter Parker", "Medics"},
		`graduate 'Peter Parker' Medics`: {"graduate", "Peter Parker", "Medics"},
		`graduate Peter\ Parker Medics`:  {"graduate", "Peter Parker", "Medics"},
		`a"b"'c'd`:                       {"abcd"},
		`'' ""`:                          {"", ""},
		`'a"b' "a'b" "a\"b" 'a\b'`:       {`a"b`, `a'b`, `a"b`, `a\b`},
		`"\$(id)" "\a"`:                  {"$(id)", `\a`},
		"$(id); `id` | id > /tmp/x & *":  {"$(id);", "`id`", "|", "id", ">", "/tmp/x", "&", "*"},
		"a\nb\tc":                        {"a", "b", "c"},
		"\"a\nb\" a\\\nb":                {"a\nb", "ab"},
	} {
		if got, err := shellwords.Split(line); err != nil || !slices.Equal(got, want) {
			t.Errorf("Split(%q) = %q, %v, want %q", line, got, err, want)
		}
	}
	for line, want := range map[string]error{`a "b`: shellwords.ErrQuote, `a 'b`: shellwords.ErrQuote, `a \`: shellwords.ErrBackslash, `"a\`: shellwords.ErrQuote} {
		if got, err := shellwords.Split(line); !errors.Is(err, want) {
			t.Errorf("Split(%q) = %q, %v, want %v", line, got, err, want)
		}
	}
}

// FuzzJoin checks that words survive: through Split, and, where there is one, through a
// real shell.
func FuzzJoin(f *testing.F) {
	f.Add("Peter Parker", "it's", `a\"b$(id)`)
	f.Add("", "*", "~\n;|&")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		words := []string{a, b, c}
		for _, word := range words {
			if strings.ContainsRune(word, 0) || !utf8.ValidString(word) {
				t.Skip("no command line has these bytes")
			}
		}
		line := shellwords.Join(words)
		if got, err := shellwords.Split(line); err != nil || !slices.Equal(got, words) {
			t.Errorf("Split(%q) = %q, %v, want %q", line, got, err, words)
		}
		if runtime.GOOS == "windows" {
			return
		}
		out, err := exec.Command("/bin/sh", "-c", "printf '%s\\0' "+line).Output()
		if got := strings.Split(strings.TrimSuffix(string(out), "\x00"), "\x00"); err != nil || !slices.Equal(got, words) {
			t.Errorf("the shell reads %q as %q, %v, want %q", line, got, err, words)
		}
	})
}
