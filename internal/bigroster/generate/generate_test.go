package generate

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// If a roster can't be made there is no half of one, and where something is
// already it stays.
func TestWriteFails(t *testing.T) {
	schema, err := os.ReadFile("../../../schema.sql")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "large.db")
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	for name, c := range map[string]struct {
		ctx    context.Context
		schema string
		size   Size
	}{
		"Cancelled":   {cancelled, string(schema), Fit(1000)},
		"WrongSchema": {t.Context(), "CREATE TABLE team (id INTEGER);", Fit(1000)},
		"TooSmall":    {t.Context(), string(schema), Fit(10)},
	} {
		if err := Write(c.ctx, path, c.schema, c.size); err == nil {
			t.Errorf("%s: it was made", name)
		}
		if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: there is a file, %v", name, err)
		}
	}
	if err := os.WriteFile(path, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Write(t.Context(), path, string(schema), Fit(1000)); !errors.Is(err, fs.ErrExist) {
		t.Errorf("over a file: %v", err)
	}
	if text, err := os.ReadFile(path); err != nil || string(text) != "mine" {
		t.Errorf("the file is now %q, %v", text, err)
	}
}
