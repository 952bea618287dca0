package sqlite

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"modernc.org/sqlite/lib"

	"roster/data/model"
)

// Every result code that SQLite has is told in sentences of ours: without the code,
// without the engine's jargon, and each thing once. That one reading failed is not
// called damage.
func TestEveryErrorCodeHasAMessage(t *testing.T) {
	f := engine{path: "some.db"}
	raw := regexp.MustCompile(`\(\d+\)|SQLITE_|SQL logic error|locking protocol|disk I/O|rollback -`)
	for primary := sqlite3.SQLITE_ERROR; primary <= sqlite3.SQLITE_WARNING; primary++ {
		for extended := range 40 {
			code := primary | extended<<8
			kind, got := f.describe(code, driverReason(fmt.Sprintf("kind: the reason (%d)", code), code))
			if raw.MatchString(got) || !strings.HasSuffix(got, ".") || strings.Count(got, "some.db ") > 1 {
				t.Errorf("%d is told as %q", code, got)
			}
			if isDamage := primary == sqlite3.SQLITE_CORRUPT || code == sqlite3.SQLITE_IOERR_DATA || code == sqlite3.SQLITE_IOERR_CORRUPTFS; isDamage != (kind == model.Corrupt) {
				t.Errorf("%d is of kind %d: %q", code, kind, got)
			}
		}
	}
}
