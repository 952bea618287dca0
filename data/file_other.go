//go:build !unix

package data

import "io/fs"

// links returns 1: to ask for more means to open the file.
func links(fs.FileInfo) uint64 { return 1 }

// giveTo does nothing: a file belongs to whoever has the folder.
func giveTo(string, fs.FileInfo) error { return nil }
