//go:build !linux

package pgtest

// quickFolder returns where files go that need not outlive the machine: "", which
// is where temporary files go.
func quickFolder() string { return "" }
