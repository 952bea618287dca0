//go:build !unix

package cli

import "errors"

// cleanEnvironment refuses: guests come through the OpenSSH server of a Unix system.
func cleanEnvironment() error {
	return errors.New("guests can connect to Unix systems only")
}
