//go:build unix

package test

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
)

// result is what a command left behind.
type result struct {
	out, said string // standard output, standard error
	code      int
}

// command prepares a run of roster without a terminal, in a folder.
func command(t testing.TB, folder string, args ...string) *exec.Cmd {
	t.Helper()
	cmd := exec.Command(binary, args...)
	home := t.TempDir()
	cmd.Dir, cmd.Env = folder, []string{"HOME=" + home, "TMPDIR=" + home, "LANG=C.UTF-8", "PATH=" + os.Getenv("PATH")}
	return cmd
}

// unanswered is what a command says if a server takes a second to answer, which is no
// matter of a test: the machine may be busy.
var unanswered = regexp.MustCompile(`(?m)^Waiting for .*: the server has not answered yet\.\n`)

// finish runs a command to its end. Its standard output is kept unless the
// command has another place for it.
func finish(t testing.TB, cmd *exec.Cmd) result {
	t.Helper()
	var out, said bytes.Buffer
	if cmd.Stdout == nil {
		cmd.Stdout = &out
	}
	cmd.Stderr = &said
	err := cmd.Run()
	if _, ended := errors.AsType[*exec.ExitError](err); err != nil && !ended {
		t.Fatal(err)
	}
	return result{out.String(), unanswered.ReplaceAllString(said.String(), ""), cmd.ProcessState.ExitCode()}
}

// run runs roster in a folder, to its end.
func run(t testing.TB, folder string, args ...string) result {
	t.Helper()
	return finish(t, command(t, folder, args...))
}

// secretsNote is what export says if JSON or CSV has the secret names unasked.
const secretsNote = "It contains secret names: --no-secrets leaves them out.\n"

// wantDone checks that a command succeeded and said nothing beside its result,
// which it returns.
func (r result) wantDone(t testing.TB) string {
	t.Helper()
	if r.code != 0 || strings.TrimSuffix(r.said, secretsNote) != "" {
		t.Errorf("exit code %d, said %q", r.code, r.said)
	}
	return r.out
}

// wantRefused checks that a command failed with one sentence, and has no result.
func (r result) wantRefused(t *testing.T, code int, sentence string) {
	t.Helper()
	if r.code != code || r.out != "" {
		t.Errorf("exit code %d, wrote %q", r.code, r.out)
	}
	wantSentence(t, r.said, code, sentence)
}
