package settings

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"roster/data/address"
	"roster/data/model"
	"roster/data/sqllog"
	"roster/internal/outfile"
	"roster/internal/userfile"
)

// databaseKey returns what the settings call a database: the absolute path of its file, or
// its URL without the password.
func databaseKey(path string) string {
	if address.IsURL(path) {
		return strings.ReplaceAll(address.Redacted(path), ":"+sqllog.Masked, "")
	}
	absolute, err := filepath.Abs(path)
	if err != nil {
		return path
	}
	if real, err := filepath.EvalSymlinks(absolute); err == nil {
		return real
	}
	return absolute
}

// NamesOf returns what a database calls its tables and columns, the zero value for the
// names of the tutorial.
func (s Settings) NamesOf(path string) model.Names { return s.databases[databaseKey(path)] }

// databasesOf reads the tables [databases."DATABASE"] of the settings.
func databasesOf(path, text string) (map[string]model.Names, error) {
	var file struct{ Databases map[string]model.Names }
	at := fmt.Sprintf("%s:%d", path, lineOf(text, "databases"))
	meta, err := toml.Decode(text, &file)
	if err != nil {
		return nil, fmt.Errorf("%s: databases must be tables such as [databases.\"/home/me/users.db\"], with a text for each name: %w", at, err)
	}
	for _, key := range meta.Undecoded() {
		if len(key) > 1 && key[0] == "databases" {
			return nil, fmt.Errorf("%s: a database has no setting %q: use roster adopt to write this table", at, key[len(key)-1])
		}
	}
	for database, names := range file.Databases {
		if names.Team == "" || names.Hero == "" || names.Link == "" {
			return nil, fmt.Errorf("%s: the database %q lacks team, hero or link, the names of its tables: run roster adopt again", at, database)
		}
	}
	return file.Databases, nil
}

// databasesText returns the tables of the databases as the settings have them.
func databasesText(databases map[string]model.Names) string {
	var text strings.Builder
	for _, database := range slices.Sorted(maps.Keys(databases)) {
		text.WriteString(databaseText(database, databases[database]))
	}
	return text.String()
}

// databaseText returns the table of one database.
func databaseText(database string, names model.Names) string {
	lines, err := toml.Marshal(names)
	if err != nil { // texts only: it can't fail
		lines = nil
	}
	return fmt.Sprintf("\n[databases.%s]\n%s", tomlText(database), lines)
}

// tomlText returns a text as TOML quotes it.
func tomlText(text string) string {
	line, err := toml.Marshal(map[string]string{"v": text})
	if err != nil {
		return ""
	}
	return strings.TrimSpace(strings.TrimPrefix(string(line), "v = "))
}

// KeepNames writes the names that the database at path gives its tables into a settings file,
// replacing its earlier entry. The zero value only removes that.
func KeepNames(file, path string, names model.Names) error {
	database := databaseKey(path)
	text, err := userfile.Read(file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return outfile.Error(file, err)
	}
	rest := withoutDatabase(string(text), database)
	if names != (model.Names{}) {
		if rest = strings.TrimRight(rest, "\n"); rest != "" {
			rest += "\n"
		}
		rest = strings.TrimPrefix(rest+databaseText(database, names), "\n")
	}
	if rest == string(text) {
		return nil
	}
	if real, err := filepath.EvalSymlinks(file); err == nil {
		file = real
	}
	return userfile.Replace(file, []byte(rest))
}

// tableHeader is a line that begins a table of TOML.
var tableHeader = regexp.MustCompile(`^\s*\[`)

// withoutDatabase returns the settings without the table of a database.
func withoutDatabase(text, database string) string {
	var kept []string
	inside := false
	for _, line := range strings.SplitAfter(text, "\n") {
		if tableHeader.MatchString(line) {
			var header struct{ Databases map[string]any }
			_, err := toml.Decode(line, &header)
			_, is := header.Databases[database]
			inside = err == nil && is
		}
		if !inside {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "")
}
