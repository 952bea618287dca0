// Package pysqlmodel finds the Python that has SQLModel, for tests that have its
// programs and roster share a file.
package pysqlmodel

import (
	"os/exec"
	"sync"
	"testing"
)

// python is the path of a Python that imports sqlmodel, "" if there is none.
var python = sync.OnceValue(func() string {
	for _, path := range []string{"/usr/bin/python3", "python3"} {
		if exec.Command(path, "-c", "import sqlmodel").Run() == nil {
			return path
		}
	}
	return ""
})

// Python returns the path of a Python that imports sqlmodel. If there is
// none the test is skipped.
func Python(t testing.TB) string {
	t.Helper()
	if python() == "" {
		t.Skip("there is no Python here that has SQLModel (Debian: python3-sqlmodel)")
	}
	return python()
}
