package data

import (
	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"
)

// heapLimit is how much memory SQLite takes at most, for all connections together. A
// file can ask for any amount: a generated column of a few bytes may be a gigabyte.
const heapLimit = 512 << 20

// keptLimit is how many bytes of texts and blobs one statement may hand out to be
// kept in memory. What is printed or exported is not kept.
const keptLimit = 256 << 20

// init has SQLite count its memory, and refuse more. It counts only if it is told so
// before its first use, which anything that opens a file may be.
// https://www.sqlite.org/c3ref/hard_heap_limit64.html
func init() {
	tls := libc.NewTLS()
	defer tls.Close()
	args := libc.Xmalloc(tls, 8)
	defer libc.Xfree(tls, args)
	sqlite3.Xsqlite3_config(tls, sqlite3.SQLITE_CONFIG_MEMSTATUS, libc.VaList(args, int32(1)))
	sqlite3.Xsqlite3_hard_heap_limit64(tls, heapLimit)
}

// size returns how many bytes the texts and blobs of a row have.
func (row cells) size() (n int) {
	for _, v := range row {
		switch v := v.(type) {
		case string:
			n += len(v)
		case []byte:
			n += len(v)
		}
	}
	return n
}
