// Package settings reads the settings file, config.toml in the user's config folder, and keeps in it
// what the databases of other programs call their tables.
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
	"github.com/adrg/xdg"

	"roster/data"
	"roster/data/model"
	"roster/internal/safetext"
	"roster/internal/userfile"
	"roster/ui/keymap"
)

// Value is the value of one setting, and its origin.
type Value[T any] struct {
	Value T
	From  string
}

// Settings are those in force: from the command line, else from the file, else
// the defaults.
type Settings struct {
	Theme      Value[string]
	ASCII      Value[bool]
	Motion     Value[bool]
	Mouse      Value[bool]
	Coverage   Value[int64]
	EscapeTime Value[int64] // milliseconds
	Since      Value[string]
	Keys       keymap.Map
	words      wordSettings

	databases map[string]model.Names // what databases call their tables, by [databaseKey]
}

// Words returns what the file calls teams, heroes and their standings.
func (s Settings) Words() model.Words { return s.words.Words }

// Themes are the values that theme may have.
func Themes() []string { return []string{"auto", "light", "dark"} }

// Path returns the path of the settings file.
func Path() string { return filepath.Join(xdg.ConfigHome, "roster", "config.toml") }

// Load reads the file at path, which need not exist. The error names the
// file, the line, the setting, and what it may be.
func Load(path string) (Settings, error) {
	s := defaults("default")
	text, err := userfile.Read(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return s, nil
	case errors.Is(err, fs.ErrPermission):
		// Another user's home, as after sudo -u: those are not this one's settings.
		return defaults("default: " + path + " can't be read"), nil
	case err != nil:
		return s, fmt.Errorf("the settings can't be read: %w", err)
	}
	return parse(path, string(text))
}

// parse returns the settings of a text, which is that of the file at path.
func parse(path, text string) (Settings, error) {
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
		var err error
		switch name {
		case "databases":
			s.databases, err = databasesOf(path, text)
		case "keys":
			s.Keys, err = keysOf(values[name], path, text)
		case "words":
			s.words, err = wordsOf(values[name], path, text)
		default:
			at := fmt.Sprintf("%s:%d", path, lineOf(text, name))
			if err = s.set(name, values[name], at); err != nil {
				err = fmt.Errorf("%s: %w", at, err)
			}
		}
		if err != nil {
			return s, err
		}
	}
	return s, nil
}

func defaults(from string) Settings {
	return Settings{
		Theme: Value[string]{"auto", from}, ASCII: Value[bool]{false, from},
		Motion: Value[bool]{true, from}, Mouse: Value[bool]{true, from},
		Coverage: Value[int64]{1, from}, EscapeTime: Value[int64]{100, from},
		Since: Value[string]{data.DefaultSince, from}, Keys: keymap.NewMap(),
	}
}

// set takes over one setting of the file.
func (s *Settings) set(name string, value any, at string) error {
	switch name {
	case "theme":
		text, ok := value.(string)
		if !ok || !slices.Contains(Themes(), text) {
			return fmt.Errorf("theme is %s, but must be one of %q", show(value), Themes())
		}
		s.Theme = Value[string]{text, at}
	case "ascii", "motion", "mouse":
		yes, ok := value.(bool)
		if !ok {
			return fmt.Errorf("%s is %s, but must be true or false", name, show(value))
		}
		*map[string]*Value[bool]{"ascii": &s.ASCII, "motion": &s.Motion, "mouse": &s.Mouse}[name] = Value[bool]{yes, at}
	case "coverage":
		n, ok := value.(int64)
		if !ok || n < 1 || n > 1000 {
			return fmt.Errorf("coverage is %s, but must be a whole number from 1 to 1000", show(value))
		}
		s.Coverage = Value[int64]{n, at}
	case "escape_time":
		n, ok := value.(int64)
		if !ok || n < 10 || n > 1000 {
			return fmt.Errorf("escape_time is %s, but must be a whole number of milliseconds from 10 to 1000", show(value))
		}
		s.EscapeTime = Value[int64]{n, at}
	case "since":
		column, ok := value.(string)
		if !ok || strings.TrimSpace(column) == "" {
			return fmt.Errorf("since is %s, but must be the name of a column of memberships, such as \"joined_at\"", show(value))
		}
		s.Since = Value[string]{column, at}
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

// Flags are what the command line says of the settings.
type Flags struct {
	Theme      string // "" if it was not given
	ASCII      bool
	GivenASCII bool // as true or as false
}

// Override takes over what the command line and the environment say.
func (s *Settings) Override(f Flags, getenv func(string) string) {
	if f.Theme != "" {
		s.Theme = Value[string]{f.Theme, "--theme"}
	}
	switch {
	case f.GivenASCII:
		s.ASCII = Value[bool]{f.ASCII, "--ascii"}
	case !isUTF8(getenv) && strings.HasPrefix(s.ASCII.From, "default"):
		s.ASCII = Value[bool]{true, "the locale is not UTF-8"}
	}
	overSSH := getenv("SSH_TTY")+getenv("SSH_CONNECTION") != ""
	if overSSH && strings.HasPrefix(s.EscapeTime.From, "default") {
		s.EscapeTime = Value[int64]{300, "over ssh"}
	}
	if getenv("NO_MOTION") != "" {
		s.Motion = Value[bool]{false, "NO_MOTION"}
	}
}

// isUTF8 reports whether the locale can show more than ASCII. The first of the
// three variables that is set counts, as in POSIX; none is like UTF-8, which
// every terminal of today has.
func isUTF8(getenv func(string) string) bool {
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if value := strings.ToUpper(getenv(name)); value != "" {
			return strings.Contains(value, "UTF-8") || strings.Contains(value, "UTF8")
		}
	}
	return true
}

// String returns the settings as a file of settings could have them, with a
// comment where each comes from.
func (s Settings) String() string {
	var text strings.Builder
	for _, line := range [][2]string{
		{fmt.Sprintf("theme = %q", s.Theme.Value), s.Theme.From},
		{fmt.Sprintf("ascii = %t", s.ASCII.Value), s.ASCII.From},
		{fmt.Sprintf("motion = %t", s.Motion.Value), s.Motion.From},
		{fmt.Sprintf("mouse = %t", s.Mouse.Value), s.Mouse.From},
		{fmt.Sprintf("coverage = %d", s.Coverage.Value), s.Coverage.From},
		{fmt.Sprintf("escape_time = %d", s.EscapeTime.Value), s.EscapeTime.From},
		{fmt.Sprintf("since = %q", s.Since.Value), s.Since.From},
	} {
		fmt.Fprintf(&text, "%-20s # %s\n", line[0], safetext.Line(line[1]))
	}
	return text.String() + s.words.String() + databasesText(s.databases)
}
