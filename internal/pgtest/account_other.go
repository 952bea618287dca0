//go:build !unix

package pgtest

import (
	"errors"
	"os/exec"
)

// osAccount is the user that the server runs as.
type osAccount struct{}

func serverAccount() (osAccount, error) {
	return osAccount{}, errors.New("PostgreSQL is started for tests on Unix only")
}

func (osAccount) chown(string) error { return nil }

func (osAccount) apply(*exec.Cmd) {}
