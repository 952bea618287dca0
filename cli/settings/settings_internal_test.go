package settings

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// written returns the path of a file of settings with this text.
func written(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "config.toml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestSettings(t *testing.T) {
	utf8 := func(string) string { return "" }
	t.Run("no file", func(t *testing.T) {
		s, err := Load(filepath.Join(t.TempDir(), "none"))
		if err != nil {
			t.Fatal(err)
		}
		mustPrint(t, s, "theme = \"auto\"       # default\nascii = false        # default\nmotion = true        # default\nmouse = true         # default\ncoverage = 1         # default\nescape_time = 100    # default\nsince = \"since\"      # default\n")
	})
	t.Run("from the file, the command line first", func(t *testing.T) {
		path := written(t, "# mine\ntheme = 'dark'\n\ncoverage = 2\nascii = true\nmotion = false\nescape_time = 250\nsince = 'joined_at'\nmouse = false\n")
		s, err := Load(path)
		if err != nil {
			t.Fatal(err)
		}
		s.Override(Flags{Theme: "light"}, utf8)
		mustPrint(t, s, "theme = \"light\"      # --theme\nascii = true         # "+path+":5\nmotion = false       # "+path+":6\nmouse = false        # "+path+":9\ncoverage = 2         # "+path+":4\nescape_time = 250    # "+path+":7\nsince = \"joined_at\"  # "+path+":8\n")
	})
	t.Run("from the locale", func(t *testing.T) {
		s, err := Load(filepath.Join(t.TempDir(), "none"))
		if err != nil {
			t.Fatal(err)
		}
		s.Override(Flags{}, func(name string) string { return map[string]string{"LANG": "C"}[name] })
		if !s.ASCII.Value || s.ASCII.From != "the locale is not UTF-8" {
			t.Errorf("ascii is %v, from %s", s.ASCII.Value, s.ASCII.From)
		}
	})
	t.Run("over ssh, unless the file says", func(t *testing.T) {
		for text, want := range map[string]string{"": "escape_time = 300    # over ssh\n", "escape_time = 50\n": "escape_time = 50     # "} {
			s, err := Load(written(t, text))
			if err != nil {
				t.Fatal(err)
			}
			s.Override(Flags{}, func(name string) string { return map[string]string{"SSH_CONNECTION": "10.0.0.1 1 10.0.0.2 22"}[name] })
			if !strings.Contains(s.String(), want) {
				t.Errorf("with %q in the file: %s", text, s)
			}
		}
	})
	t.Run("from NO_MOTION, the file or not", func(t *testing.T) {
		s, err := Load(written(t, "motion = true\n"))
		if err != nil {
			t.Fatal(err)
		}
		s.Override(Flags{}, func(name string) string { return map[string]string{"NO_MOTION": "1"}[name] })
		mustPrint(t, s, "theme = \"auto\"       # default\nascii = false        # default\nmotion = false       # NO_MOTION\nmouse = true         # default\ncoverage = 1         # default\nescape_time = 100    # default\nsince = \"since\"      # default\n")
	})
}

func mustPrint(t *testing.T, s Settings, want string) {
	t.Helper()
	if got := s.String(); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	again, err := Load(written(t, s.String()))
	if err != nil {
		t.Fatalf("what is printed can't be read: %v", err)
	}
	if again.Theme.Value != s.Theme.Value || again.ASCII.Value != s.ASCII.Value || again.Motion.Value != s.Motion.Value || again.Mouse.Value != s.Mouse.Value || again.Coverage.Value != s.Coverage.Value || again.EscapeTime.Value != s.EscapeTime.Value {
		t.Errorf("read again: %s", again)
	}
}

// What is wrong in the file is named, with its line.
func TestSettingsThatAreWrong(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"unknown name", "theme = 'dark'\ncoverge = 1\n", `:2: there is no setting "coverge": the settings are theme, ascii, motion, mouse, coverage, escape_time, since and the tables keys, words and databases`},
		{"unknown table", "\n[theme]\ncolour = 1\n", `:2: theme is a table, but must be one of ["auto" "light" "dark"]`},
		{"wrong theme", "theme = \"pink\"", `:1: theme is "pink", but must be one of ["auto" "light" "dark"]`},
		{"wrong type", "ascii = 'yes'", `:1: ascii is "yes", but must be true or false`},
		{"out of range", "\n\ncoverage = 0", `:3: coverage is 0, but must be a whole number from 1 to 1000`},
		{"no column", "since = ''", `:1: since is "", but must be the name of a column of memberships, such as "joined_at"`},
		{"too long", "escape_time = 1001", `:1: escape_time is 1001, but must be a whole number of milliseconds from 10 to 1000`},
		{"unknown action", "mouse = false\n[keys]\nmark = 'x'\nbogus = 'z'\n", `:4: there is no action "bogus": "roster config --keys" prints them all`},
		{"clash", "[keys]\n\nmark = 't'\n", `:3: t is the key of both mark and toggle: choose another key for one of them`},
		{"clash in dotted keys", "keys.mark = 'z'\nkeys.copy = 'z'\nmouse = true\n", `:2: z is the key of both copy and mark: choose another key for one of them`},
		{"no key", "keys = {mark = 5}", `:1: mark is 5, but must be a key, such as "t", or a list of keys`},
		{"no list of keys", "[keys]\nmark = ['x', 1]", `:2: mark is a list, but must be a key, such as "t", or a list of keys`},
		{"no table of keys", "keys = 'vim'", `:1: keys is "vim", but must be a table: write [keys], and below it lines like toggle = "t"`},
		{"no name of a key", "mouse = true\n[keys]\nmouse = 'ctrl+i'", `:3: mouse: terminals send "ctrl+i" and tab as the same key`},
		{"unknown word", "[words]\nhero = 'person'\nheros = 'people'\n", `:3: there is no word "heros": the words are hero, heroes, team, teams, training, active`},
		{"empty word", "mouse = true\n[words]\nhero = ''", `:3: hero is "", but must be a text of 1 to 24 letters, such as "person"; digits, spaces, hyphens and apostrophes may be in it`},
		{"long word", "words.team = 'an organisation of any size'", `:1: team is "an organisation of any size", but must be a text of 1 to 24 letters, such as "person"; digits, spaces, hyphens and apostrophes may be in it`},
		{"control character in a word", "[words]\nteam = \"a\\u001bb\"", `:2: team is "a\x1bb", but must be a text of 1 to 24 letters, such as "person"; digits, spaces, hyphens and apostrophes may be in it`},
		{"no text as a word", "[words]\n\nteam = 5", `:3: team is 5, but must be a text of 1 to 24 letters, such as "person"; digits, spaces, hyphens and apostrophes may be in it`},
		{"no table of words", "words = 'user'", `:1: words is "user", but must be a table: write [words], and below it lines like hero = "person"`},
		{"one word for two", "[words]\ntraining = 'Member'\nactive = 'member'", `:3: training and active are both "member": choose another word for one of them`},
		{"broken", "theme = 'dark'\ncoverage =\n", `:2: expected value but found '\n' instead. Write NAME = VALUE, with quotes around texts only`},
	} {
		t.Run(test.name, func(t *testing.T) {
			path := written(t, test.text)
			if _, err := Load(path); err == nil || err.Error() != path+test.want {
				t.Errorf("got  %v\nwant %s", err, path+test.want)
			}
		})
	}
}

// TestSettingsOfWords prints the words of the file with their lines, which can be read again.
func TestSettingsOfWords(t *testing.T) {
	path := written(t, "theme = \"dark\"\n\n[words]\nhero = \"person\"\nheroes = \"people\"\ntraining = \"on probation\"\n")
	s, err := Load(path)
	if err != nil {
		t.Fatal(err)
	}
	want := "\n[words]\nhero = \"person\"      # " + path + ":4\nheroes = \"people\"    # " + path + ":5\ntraining = \"on probation\" # " + path + ":6\n"
	if got := s.words.String(); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	again, err := Load(written(t, s.String()))
	if err != nil || again.words.Words != s.words.Words {
		t.Errorf("read again they are %v, %v", again.words, err)
	}
}

func TestIsUTF8(t *testing.T) {
	for _, test := range []struct {
		name string
		env  map[string]string
		want bool
	}{
		{"nothing", nil, true},
		{"all empty", map[string]string{"LC_ALL": "", "LC_CTYPE": "", "LANG": ""}, true},
		{"usual", map[string]string{"LANG": "en_GB.UTF-8"}, true},
		{"small letters", map[string]string{"LANG": "de_DE.utf8"}, true},
		{"C", map[string]string{"LANG": "C"}, false},
		{"C in UTF-8", map[string]string{"LANG": "C.UTF-8"}, true},
		{"Latin 1", map[string]string{"LANG": "de_DE.ISO-8859-1"}, false},
		{"ctype before lang", map[string]string{"LC_CTYPE": "C", "LANG": "en_GB.UTF-8"}, false},
		{"all before ctype", map[string]string{"LC_ALL": "en_GB.UTF-8", "LC_CTYPE": "C", "LANG": "C"}, true},
		{"empty all does not count", map[string]string{"LC_ALL": "", "LC_CTYPE": "C"}, false},
		{"other variables don't count", map[string]string{"LC_TIME": "C"}, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := isUTF8(func(name string) string { return test.env[name] }); got != test.want {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
}
