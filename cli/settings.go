package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
	"github.com/adrg/xdg"

	"roster/data"
	"roster/data/model"
	"roster/internal/safetext"
	"roster/ui/keymap"
)

// setting is the value of one setting, and its origin.
type setting[T any] struct {
	value T
	from  string
}

// activeSettings are those in force: from the command line, else from the file, else
// the defaults.
type activeSettings struct {
	theme    setting[string]
	ascii    setting[bool]
	motion   setting[bool]
	mouse    setting[bool]
	coverage setting[int64]
	escape   setting[int64] // milliseconds
	since    setting[string]
	keys     keymap.Map
	words    wordSettings

	databases map[string]model.Names // what databases call their tables, by [databaseKey]
}

// themes are the values that theme may have.
func themes() []string { return []string{"auto", "light", "dark"} }

// settingsPath returns the path of the settings file.
func settingsPath() string { return filepath.Join(xdg.ConfigHome, "roster", "config.toml") }

// loadSettings reads the file at path, which need not exist. The error names the
// file, the line, the setting, and what it may be.
func loadSettings(path string) (activeSettings, error) {
	s := defaults("default")
	text, err := readRegular(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return s, nil
	case errors.Is(err, fs.ErrPermission):
		// Another user's home, as after sudo -u: those are not this one's settings.
		return defaults("default: " + path + " can't be read"), nil
	case err != nil:
		return s, fmt.Errorf("the settings can't be read: %w", err)
	}
	return parseSettings(path, string(text))
}

// parseSettings returns the settings of a text, which is that of the file at path.
func parseSettings(path, text string) (activeSettings, error) {
	s := defaults("default")
	var values map[string]any
	if _, err := toml.Decode(text, &values); err != nil {
		if broken, ok := errors.AsType[toml.ParseError](err); ok {
			return s, fmt.Errorf("%s:%d: %s. Write NAME = VALUE, with quotes around texts only", path, broken.Position.Line, broken.Message)
		}
		return s, fmt.Errorf("%s: %w", path, err)
	}
	names := make([]string, 0, len(values))
	for name := range values {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int { return lineOf(text, a) - lineOf(text, b) })
	for _, name := range names {
		if name == "databases" {
			var err error
			if s.databases, err = databasesOf(path, text); err != nil {
				return s, err
			}
			continue
		}
		if name == "keys" {
			var err error
			if s.keys, err = keysOf(values[name], path, text); err != nil {
				return s, err
			}
			continue
		}
		if name == "words" {
			var err error
			if s.words, err = wordsOf(values[name], path, text); err != nil {
				return s, err
			}
			continue
		}
		at := fmt.Sprintf("%s:%d", path, lineOf(text, name))
		if err := s.set(name, values[name], at); err != nil {
			return s, fmt.Errorf("%s: %w", at, err)
		}
	}
	return s, nil
}

// readRegular reads a file, unless it is one that may never end or begin: a pipe would
// keep roster waiting, whatever signal comes.
func readRegular(path string) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular() && !info.IsDir():
		return nil, fmt.Errorf("%s is not a regular file", path)
	}
	return os.ReadFile(path)
}

func defaults(from string) activeSettings {
	return activeSettings{
		theme: setting[string]{"auto", from}, ascii: setting[bool]{false, from},
		motion: setting[bool]{true, from}, mouse: setting[bool]{true, from}, coverage: setting[int64]{1, from}, escape: setting[int64]{100, from},
		since: setting[string]{data.DefaultSince, from}, keys: keymap.NewMap(),
	}
}

// set takes over one setting of the file.
func (s *activeSettings) set(name string, value any, at string) error {
	switch name {
	case "theme":
		text, ok := value.(string)
		if !ok || !slices.Contains(themes(), text) {
			return fmt.Errorf("theme is %s, but must be one of %q", show(value), themes())
		}
		s.theme = setting[string]{text, at}
	case "ascii", "motion", "mouse":
		yes, ok := value.(bool)
		if !ok {
			return fmt.Errorf("%s is %s, but must be true or false", name, show(value))
		}
		*map[string]*setting[bool]{"ascii": &s.ascii, "motion": &s.motion, "mouse": &s.mouse}[name] = setting[bool]{yes, at}
	case "coverage":
		n, ok := value.(int64)
		if !ok || n < 1 || n > 1000 {
			return fmt.Errorf("coverage is %s, but must be a whole number from 1 to 1000", show(value))
		}
		s.coverage = setting[int64]{n, at}
	case "escape_time":
		n, ok := value.(int64)
		if !ok || n < 10 || n > 1000 {
			return fmt.Errorf("escape_time is %s, but must be a whole number of milliseconds from 10 to 1000", show(value))
		}
		s.escape = setting[int64]{n, at}
	case "since":
		column, ok := value.(string)
		if !ok || strings.TrimSpace(column) == "" {
			return fmt.Errorf("since is %s, but must be the name of a column of memberships, such as \"joined_at\"", show(value))
		}
		s.since = setting[string]{column, at}
	default:
		return fmt.Errorf("there is no setting %q: the settings are theme, ascii, motion, mouse, coverage, escape_time, since and the tables keys, words and databases", name)
	}
	return nil
}

// show returns a value as the file could have it, and no more than its kind
// if that is long.
func show(value any) string {
	switch v := value.(type) {
	case string:
		return fmt.Sprintf("%q", v)
	case map[string]any:
		return "a table"
	case []any:
		return "a list"
	}
	return fmt.Sprint(value)
}

// lineOf returns the line on which a name of the top level is set, from 1. The
// library gives the line of broken syntax only.
func lineOf(text, name string) int {
	at := regexp.MustCompile(`^\s*(\[\s*)?["']?` + regexp.QuoteMeta(name) + `["']?\s*[=.\]]`)
	return firstLine(text, at, 1)
}

// lineOfKey returns the line on which a name is set in a table: below [keys], or as
// keys.NAME.
func lineOfKey(text, table, name string) int {
	word := `["']?` + regexp.QuoteMeta(name) + `["']?\s*=`
	start := lineOf(text, table)
	_, below, _ := strings.Cut(text, strings.Split(text, "\n")[start-1])
	within := start - 1 + firstLine(below, regexp.MustCompile(`^\s*`+word), 1)
	return firstLine(text, regexp.MustCompile(`^\s*["']?`+table+`["']?\s*\.\s*`+word), within)
}

// firstLine returns the number of the first line that matches, from 1, or another number if
// there is none.
func firstLine(text string, at *regexp.Regexp, none int) int {
	for i, line := range strings.Split(text, "\n") {
		if at.MatchString(line) {
			return i + 1
		}
	}
	return none
}

// keysOf returns what the keys do by a table of the file.
func keysOf(value any, path, text string) (keymap.Map, error) {
	table, ok := value.(map[string]any)
	if !ok {
		return keymap.NewMap(), fmt.Errorf("%s:%d: keys is %s, but must be a table: write [keys], and below it lines like toggle = \"t\"", path, lineOf(text, "keys"), show(value))
	}
	var settings []keymap.Setting
	for _, name := range slices.Sorted(maps.Keys(table)) {
		at := fmt.Sprintf("%s:%d", path, lineOfKey(text, "keys", name))
		keys, ok := stringList(table[name])
		if !ok {
			return keymap.NewMap(), fmt.Errorf("%s: %s is %s, but must be a key, such as \"t\", or a list of keys", at, name, show(table[name]))
		}
		settings = append(settings, keymap.Setting{Name: name, Keys: keys, At: at})
	}
	keys, err := keymap.Rebind(settings)
	if err != nil {
		return keymap.NewMap(), err
	}
	return keys, nil
}

// stringList returns a text, or a list of texts.
func stringList(value any) (list []string, ok bool) {
	switch v := value.(type) {
	case string:
		return []string{v}, true
	case []any:
		for _, element := range v {
			text, ok := element.(string)
			if !ok {
				return nil, false
			}
			list = append(list, text)
		}
		return list, true
	}
	return nil, false
}

// override takes over what the command line and the environment say.
func (s *activeSettings) override(f globalFlags, getenv func(string) string) {
	if f.theme != "" {
		s.theme = setting[string]{f.theme, "--theme"}
	}
	switch {
	case f.asciiSaid:
		s.ascii = setting[bool]{f.ascii, "--ascii"}
	case !isUTF8(getenv) && strings.HasPrefix(s.ascii.from, "default"):
		s.ascii = setting[bool]{true, "the locale is not UTF-8"}
	}
	if overSSH := getenv("SSH_TTY")+getenv("SSH_CONNECTION") != ""; overSSH && strings.HasPrefix(s.escape.from, "default") {
		s.escape = setting[int64]{300, "over ssh"}
	}
	if getenv("NO_MOTION") != "" {
		s.motion = setting[bool]{false, "NO_MOTION"}
	}
}

// String returns the settings as a file of settings could have them, with a
// comment where each comes from.
func (s activeSettings) String() string {
	var text strings.Builder
	for _, line := range [][2]string{
		{fmt.Sprintf("theme = %q", s.theme.value), s.theme.from},
		{fmt.Sprintf("ascii = %t", s.ascii.value), s.ascii.from},
		{fmt.Sprintf("motion = %t", s.motion.value), s.motion.from},
		{fmt.Sprintf("mouse = %t", s.mouse.value), s.mouse.from},
		{fmt.Sprintf("coverage = %d", s.coverage.value), s.coverage.from},
		{fmt.Sprintf("escape_time = %d", s.escape.value), s.escape.from},
		{fmt.Sprintf("since = %q", s.since.value), s.since.from},
	} {
		fmt.Fprintf(&text, "%-20s # %s\n", line[0], safetext.Line(line[1]))
	}
	return text.String() + s.words.String() + databasesText(s.databases)
}
