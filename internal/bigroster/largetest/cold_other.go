//go:build !linux

package largetest

import "testing"

// Forget does nothing on this system: only the database's own cache is cold.
func Forget(testing.TB, ...string) {}
