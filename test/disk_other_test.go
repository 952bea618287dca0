//go:build unix && !linux

package test

import "testing"

// smallDisk can make none here.
func smallDisk(t *testing.T, _ string) string {
	t.Helper()
	t.Skip("a small disk can be mounted on Linux only: TestFull in ./data fills the database instead")
	return ""
}
