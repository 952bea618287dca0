//go:build !unix

package guest

import "errors"

// CleanEnvironment refuses: guests come through the OpenSSH server of a Unix system.
func CleanEnvironment() error {
	return errors.New("guests can connect to Unix systems only")
}
