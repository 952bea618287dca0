package screen

import (
	"testing"

	"roster/ui"
)

// What is claimed of the clipboard is what the environment tells.
func TestClipboardOf(t *testing.T) {
	for _, test := range []struct {
		env  map[string]string
		tmux bool
		want ui.Clipboard
	}{
		{map[string]string{"TERM": "xterm-256color"}, false, ui.Clipboard{}},
		{map[string]string{"TERM": "xterm-kitty"}, false, ui.Clipboard{Sure: true}},
		{map[string]string{"TERM": "foot"}, true, ui.Clipboard{Tmux: true}},
		{map[string]string{"TERM": "screen-256color"}, true, ui.Clipboard{Tmux: true}},
		{map[string]string{"TERM": "screen.xterm-256color", "STY": "1.x"}, false, ui.Clipboard{Screen: true}},
		{map[string]string{"TERM": "screen", "STY": "1.x"}, true, ui.Clipboard{}},
		{map[string]string{"TERM": "screen"}, false, ui.Clipboard{Screen: true}},
		{map[string]string{"TERM": "xterm", "WT_SESSION": "x"}, false, ui.Clipboard{Sure: true}},
	} {
		if c := clipboardOf(func(name string) string { return test.env[name] }, test.tmux); c != test.want {
			t.Errorf("%v in tmux %v: %+v, want %+v", test.env, test.tmux, c, test.want)
		}
	}
}
