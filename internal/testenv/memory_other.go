//go:build !linux

package testenv

// MemoryFolder returns "": files are in the folder of temporary files.
func MemoryFolder() string { return "" }
