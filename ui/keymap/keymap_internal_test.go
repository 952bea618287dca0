package keymap

import (
	"strings"
	"testing"
	"unicode"
)

// Every action has one binding, every binding has its keys, its help, its name and its
// group, and no two of them share a key or a name.
func TestBindings(t *testing.T) {
	owner, names := map[string]Action{}, map[string]bool{}
	seen := map[Action]bool{}
	for _, b := range bindings() {
		if seen[b.Action] || names[b.Name] {
			t.Errorf("action %d, %q, is bound twice", b.Action, b.Name)
		}
		seen[b.Action], names[b.Name] = true, true
		if len(b.Keys) == 0 || b.Shown() == "" || b.Help == "" || b.Group == "" || b.Name == "" {
			t.Errorf("action %d lacks keys, help, a name or a group", b.Action)
		}
		if len(b.Help) > HelpWidth {
			t.Errorf("%q has no room in the help", b.Help)
		}
		for _, key := range b.Keys {
			if other, ok := owner[key]; ok {
				t.Errorf("%q is bound to the actions %d and %d", key, other, b.Action)
			}
			owner[key] = b.Action
			if err := refused(b.Action, key); err != nil {
				t.Errorf("the settings refuse the keys that hold without them: %v", err)
			}
		}
	}
	for a := MoveUp; a <= Quit; a++ {
		if !seen[a] {
			t.Errorf("action %d has no binding", a)
		}
	}
	m := NewMap()
	for _, a := range FooterOrder() {
		if m.Word(a) == "" {
			t.Errorf("action %d is in the footer without a word", a)
		}
	}
}

func TestParseKey(t *testing.T) {
	for text, want := range map[string]string{
		"t": "t", "T": "T", "shift+t": "T", "ctrl+z": "ctrl+z", "Ctrl+Z": "ctrl+z", "pgdn": "pgdown", "PgUp": "pgup", "F5": "f5", "space": "space",
		"+": "+", "alt+x": "alt+x", "alt+X": "alt+shift+x", "alt+ctrl+x": "ctrl+alt+x", "shift+tab": "shift+tab", "ctrl+_": "ctrl+/", "é": "é", "е": "е", "漢": "漢", "ctrl+space": "ctrl+space",
	} {
		if key, err := parseKey(text); err != nil || key != want {
			t.Errorf("%q is %q (%v), want %q", text, key, err, want)
		}
	}
	for _, text := range []string{"", " ", "tt", "hyper+x", "ctrl+", "ctrl+é", "ctrl+1", "ctrl+i", "ctrl+m", "ctrl+h", "ctrl+shift+x", "shift+1", "\x1b", "a\u0301", "\u202e", "f99", "enter "} {
		if key, err := parseKey(text); err == nil {
			t.Errorf("%q is the key %q", text, key)
		}
	}
}

func TestRebind(t *testing.T) {
	m, err := Rebind([]Setting{{"toggle", []string{"x"}, "f:1"}, {"undo", []string{"u", "ctrl+y"}, "f:2"}, {"quit", []string{"Q"}, "f:3"}, {"repaint", []string{"f5"}, "f:4"}, {"back", []string{"backspace"}, "f:5"}, {"status", []string{"t"}, "f:6"}})
	if err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]Action{"x": ToggleTraining, "t": FilterStatus, "u": Undo, "ctrl+y": Undo, "Q": Quit, "ctrl+c": Quit, "f5": Repaint, "backspace": Back, "esc": Back, "d": Remove} {
		if act, ok := m.Action(key); !ok || act != want {
			t.Errorf("%s does %q", key, m.Name(act))
		}
	}
	for _, key := range []string{"q", "f", "ctrl+l"} {
		if act, ok := m.Action(key); ok {
			t.Errorf("%s still does %q", key, m.Name(act))
		}
	}
	if m.Key(ToggleTraining) != "x" || m.Key(Back) != "backspace" {
		t.Errorf("the help has %s and %s", m.Key(ToggleTraining), m.Key(Back))
	}
}

func TestRebindRefuses(t *testing.T) {
	for _, test := range []struct {
		settings []Setting
		want     string
	}{
		{[]Setting{{"bogus", []string{"x"}, "f:1"}}, `f:1: there is no action "bogus"`},
		{[]Setting{{"toggle", []string{"bogus"}, "f:2"}}, `f:2: toggle: there is no key "bogus"`},
		{[]Setting{{"toggle", nil, "f:2"}}, "f:2: toggle: an action needs a key"},
		{[]Setting{{"toggle", []string{"g"}, "f:3"}}, "f:3: g is the key of both toggle and first"},
		{[]Setting{{"first", []string{"t"}, "f:3"}}, "f:3: t is the key of both first and toggle"},
		{[]Setting{{"mark", []string{"z"}, "f:4"}, {"copy", []string{"z"}, "f:5"}}, "f:5: z is the key of both copy and mark"},
		{[]Setting{{"mark", []string{"esc"}, "f:4"}}, "esc is always the key of another action"},
		{[]Setting{{"mark", []string{"ctrl+c"}, "f:4"}}, "ctrl+c is always the key of another action"},
		{[]Setting{{"repaint", []string{"z"}, "f:4"}}, "z is a key of forms"},
		{[]Setting{{"repaint", []string{"ctrl+s"}, "f:4"}}, "ctrl+s is a key of forms"},
		{[]Setting{{"repaint", []string{"up"}, "f:4"}}, "up is a key of forms"},
		{[]Setting{{"copy", []string{"z"}, "f:4"}, {"remove", []string{"y"}, "f:4"}}, "y answers the question"},
		{[]Setting{{"enter", []string{"z"}, "f:4"}, {"move", []string{"enter"}, "f:4"}}, "enter answers the question"},
	} {
		_, err := Rebind(test.settings)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%v: %v, want %q", test.settings, err, test.want)
		}
	}
}

// Whatever is written as a key is refused, or is a key that stays the same when it is printed
// and read again, and that a line of the screen can show.
func FuzzKeyName(f *testing.F) {
	for _, text := range []string{"t", "ctrl+z", "shift+a", "alt+shift+x", "ctrl++", "++", "ctrl+_", "\xff", "ſ", "ı", "ẞ", "shift+ß", "alt+İ", "F12", "ctrl+K"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		key, err := parseKey(text)
		if err != nil {
			return
		}
		if again, err := parseKey(key); err != nil || again != key {
			t.Errorf("%q is %q, and that %q (%v)", text, key, again, err)
		}
		for _, r := range key {
			if !unicode.IsPrint(r) {
				t.Errorf("%q is %q, which can't be shown", text, key)
			}
		}
	})
}
