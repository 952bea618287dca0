package screen

import (
	"slices"
	"strings"

	"roster/ui"
)

// clipboardOf returns what the environment says about the clipboard of the terminal. Over ssh
// that is only TERM. If both tmux and screen are running, it is not known which is the inner
// one, and each displays what is wrapped for the other.
func clipboardOf(getenv func(string) string, insideTmux bool) ui.Clipboard {
	name := getenv("TERM")
	insideScreen := getenv("STY") != "" || !insideTmux && (name == "screen" || strings.HasPrefix(name, "screen."))
	c := ui.Clipboard{Tmux: insideTmux && !insideScreen, Screen: insideScreen && !insideTmux}
	known := slices.Contains([]string{"xterm-kitty", "foot", "foot-extra", "alacritty", "xterm-ghostty", "wezterm"}, name)
	c.Sure = !insideTmux && !insideScreen && (known || getenv("WT_SESSION") != "")
	return c
}
