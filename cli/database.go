package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/adrg/xdg"
)

// databasePath returns which database is meant: DATABASE, --db, $ROSTER_DB, or
// roster.db in the XDG data folder, which is made where it is missing.
func databasePath(f flags, args []string) (string, error) {
	switch {
	case f.demo:
		return "", nil
	case len(args) == 1:
		return args[0], checkWord(args[0])
	case f.db != "":
		return f.db, nil
	case os.Getenv("ROSTER_DB") != "":
		return os.Getenv("ROSTER_DB"), nil
	}
	path := filepath.Join(xdg.DataHome, "roster", "roster.db")
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return "", fmt.Errorf("the folder for %s can't be made: %w", path, err)
	}
	return path, nil
}

// checkWord takes a bare word, without dot or slash, for a mistyped command,
// unless there is such a file.
func checkWord(word string) error {
	if word == "" {
		return usageError{fmt.Errorf("the database has an empty name")}
	}
	if strings.ContainsAny(word, `./\`) {
		return nil
	}
	if _, err := os.Stat(word); err == nil {
		return nil
	}
	return usageError{fmt.Errorf("there is no command %q, and no such file: for a new database, type ./%s or %s.db", word, word, word)}
}
