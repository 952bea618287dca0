package settings

import (
	"strings"
	"testing"

	"roster/ui/keymap"
)

// What roster config --keys prints is a table that the settings take, and means the same.
func TestKeysAreReadAsTheyArePrinted(t *testing.T) {
	for _, text := range []string{"", "[keys]\ntoggle = 'x'\nundo = [\"u\", \"ctrl+y\"]\nfilter_teams = '\"'\nmark = ['é', \"alt+X\"]\n"} {
		s, err := Load(written(t, text))
		if err != nil {
			t.Fatal(err)
		}
		again, err := Load(written(t, s.Keys.String()))
		if err != nil {
			t.Fatal(err)
		}
		if again.Keys.String() != s.Keys.String() {
			t.Errorf("read again:\n%s\nwant\n%s", again.Keys, s.Keys)
		}
	}
}

func TestKeysOfTheSettings(t *testing.T) {
	s, err := Load(written(t, "mouse = false\n[keys]\ntoggle = 'x'\nundo = [\"Z\", \"ctrl+y\"]\n"))
	if err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]keymap.Action{"x": keymap.ToggleTraining, "Z": keymap.Undo, "ctrl+y": keymap.Undo} {
		if act, ok := s.Keys.Action(key); !ok || act != want {
			t.Errorf("%s does %q", key, s.Keys.Name(act))
		}
	}
}

// Whatever the file has, it is read or refused with a line of it.
func FuzzSettings(f *testing.F) {
	for _, text := range []string{"theme = 'dark'", "[keys]\ntoggle = 't'\n", "keys.undo = ['u', \"ctrl+z\"]", "keys = {mark = 5}", "[[keys]]", "\"keys\" . 'mark' = ''", "[keys.undo]\n", "keys = 'vim'\n[keys]", "[keys]\r\nmark = \"\"\"\nx\"\"\"\r\n"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s, err := parse("config.toml", text)
		if err != nil && !strings.HasPrefix(err.Error(), "config.toml:") {
			t.Errorf("the error does not say where: %v", err)
		}
		if s.Keys.String() == keymap.NewMap().String() {
			return // what that means is tested above
		}
		if again, err := parse("printed", s.Keys.String()); err != nil || again.Keys.String() != s.Keys.String() {
			t.Errorf("what is printed can't be read again: %v\n%s", err, s.Keys)
		}
	})
}
