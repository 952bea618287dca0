//go:build unix

package cli

import (
	"fmt"
	"os"
	"slices"
	"syscall"
)

// cleanEnvironment starts roster again unless its environment is that of a guest: much of
// it is read before main begins.
func cleanEnvironment() error {
	environ := slices.Sorted(slices.Values(os.Environ()))
	clean := guestEnvironment(environ)
	if slices.Equal(clean, environ) {
		return nil
	}
	program, err := os.Executable()
	if err == nil {
		err = syscall.Exec(program, os.Args, clean)
	}
	return fmt.Errorf("roster can't be started for a guest: %w", err)
}
