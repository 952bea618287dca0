package sqlite

import (
	"modernc.org/libc"
	"modernc.org/sqlite/lib"
)

// heapLimit is how much memory SQLite takes at most, for all connections together. A
// file can ask for any amount: a generated column of a few bytes may be a gigabyte.
const heapLimit = 512 << 20

// init makes SQLite count its memory and limit it. SQLite counts only if that is set before
// its first use, which may be anything that opens a file.
// https://www.sqlite.org/c3ref/hard_heap_limit64.html
func init() {
	tls := libc.NewTLS()
	defer tls.Close()
	args := libc.Xmalloc(tls, 8)
	defer libc.Xfree(tls, args)
	sqlite3.Xsqlite3_config(tls, sqlite3.SQLITE_CONFIG_MEMSTATUS, libc.VaList(args, int32(1)))
	sqlite3.Xsqlite3_hard_heap_limit64(tls, heapLimit)
}
