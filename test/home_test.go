//go:build unix

package test

import (
	"os/user"
	"strings"
	"testing"
)

// Without HOME the folders are those of the account.
func TestWithoutHome(t *testing.T) {
	t.Parallel()
	account, err := user.Current()
	if err != nil {
		t.Fatal(err)
	}
	cmd := command(t, t.TempDir(), "list")
	cmd.Env = []string{"LANG=C.UTF-8", "XDG_DATA_HOME="}
	if r := finish(t, cmd); !strings.Contains(r.said, account.HomeDir+"/") {
		t.Errorf("it said %q, want a file below %s", r.said, account.HomeDir)
	}
}
