//go:build unix

package pgtest

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"strconv"
	"syscall"
)

// osAccount is the user that the server runs as.
type osAccount struct {
	other    bool // than that of the test
	uid, gid int
}

// serverAccount returns the account of the test, or postgres if that is root:
// the server refuses to be root.
func serverAccount() (osAccount, error) {
	if os.Geteuid() != 0 {
		return osAccount{}, nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		return osAccount{}, errors.New("PostgreSQL can't run as root, and there is no user postgres to run it as")
	}
	uid, err := strconv.Atoi(u.Uid)
	if err != nil {
		return osAccount{}, fmt.Errorf("the user postgres: %w", err)
	}
	gid, err := strconv.Atoi(u.Gid)
	if err != nil {
		return osAccount{}, fmt.Errorf("the user postgres: %w", err)
	}
	return osAccount{true, uid, gid}, nil
}

// chown gives a file to the account.
func (a osAccount) chown(path string) error {
	if !a.other {
		return nil
	}
	return os.Chown(path, a.uid, a.gid)
}

// apply makes a command run as the account, in a process group that ctrl+c in the terminal of
// the test does not reach.
func (a osAccount) apply(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if a.other {
		cmd.SysProcAttr.Credential = &syscall.Credential{Uid: uint32(a.uid), Gid: uint32(a.gid)}
	}
}
