//go:build !unix

package pgtest

import (
	"errors"
	"os/exec"
)

// account is whom the server runs as.
type account struct{}

func serverAccount() (account, error) {
	return account{}, errors.New("PostgreSQL is started for tests on Unix only")
}

func (account) own(string) error { return nil }

func (account) take(*exec.Cmd) {}
