//go:build unix

package guest

import (
	"fmt"
	"os"
	"slices"
	"syscall"
)

// CleanEnvironment starts roster again unless its environment is that of a guest: much of
// it is read before main begins.
func CleanEnvironment() error {
	environ := slices.Sorted(slices.Values(os.Environ()))
	clean := environment(environ)
	if slices.Equal(clean, environ) {
		return nil
	}
	program, err := os.Executable()
	if err == nil {
		err = syscall.Exec(program, os.Args, clean)
	}
	return fmt.Errorf("roster can't be started for a guest: %w", err)
}
