// Package pysqlmodel finds the Python that has SQLModel, for tests that have its
// programs and roster share a file.
package pysqlmodel

import (
	"os/exec"
	"testing"
)

// Python returns the path of a Python that imports sqlmodel. If there is
// none the test is skipped.
func Python(t testing.TB) string {
	t.Helper()
	for _, path := range []string{"python3", "/usr/bin/python3"} {
		if exec.CommandContext(t.Context(), path, "-c", "import sqlmodel").Run() == nil {
			return path
		}
	}
	t.Skip("there is no Python here that has SQLModel (Debian: python3-sqlmodel)")
	return ""
}
