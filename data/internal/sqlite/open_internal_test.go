package sqlite

import (
	"net/url"
	"testing"
)

// The URI of a file is one that SQLite takes, also with the drives and shares of Windows.
func TestFileURI(t *testing.T) {
	for path, want := range map[string]string{
		"/srv/squad.db":         "file:///srv/squad.db?mode=ro",
		"/srv/a b?#%.db":        "file:///srv/a%20b%3F%23%25.db?mode=ro",
		"C:/Users/Ana/squad.db": "file:///C:/Users/Ana/squad.db?mode=ro",
		"//host/share/squad.db": "file:////host/share/squad.db?mode=ro",
	} {
		if got := fileURI(path, url.Values{"mode": {"ro"}}); got != want {
			t.Errorf("fileURI(%q) = %s, want %s", path, got, want)
		}
	}
}
