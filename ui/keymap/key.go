package keymap

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Keys that mean the same everywhere, whatever the settings are.
const (
	Escape    = "esc"    // goes back
	Interrupt = "ctrl+c" // quits
)

// named returns the keys that have a name and no letter.
func named() []string {
	return []string{
		"up", "down", "left", "right", "home", "end", "pgup", "pgdown", "insert", "delete", "backspace", "tab", "enter", Escape, "space",
		"f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8", "f9", "f10", "f11", "f12",
	}
}

// parseKey returns the name that the terminal's library has for a key.
func parseKey(text string) (string, error) {
	ctrl, alt, shift, base := modifiers(text)
	if ctrl || utf8.RuneCountInString(base) > 1 { // capital or not, it is one key
		base = strings.ToLower(base)
	}
	switch {
	case base == "pgdn":
		base = "pgdown"
	case ctrl && base == "_":
		base = "/"
	case slices.Contains(named(), base):
	case !isSign(base):
		return "", fmt.Errorf("there is no key %q: write a letter, a sign, ctrl+ or alt+ and a letter, or one of %s", text, strings.Join(named()[:len(named())-12], ", ")+", f1 to f12")
	case ctrl && !strings.Contains(`abcdefghijklmnopqrstuvwxyz/\]^_`, base):
		return "", fmt.Errorf("%q is a key that terminals don't send: ctrl+ needs one of a to z, / \\ ] ^ _", text)
	case ctrl && shift:
		return "", fmt.Errorf("%q is a key that most terminals send as ctrl+%s", text, base)
	case ctrl && strings.Contains("him", base):
		return "", fmt.Errorf("terminals send %q and %s as the same key", text, map[string]string{"h": "backspace", "i": "tab", "m": "enter"}[base])
	case shift && strings.ToUpper(base) == base:
		return "", errors.New("write the sign itself, without shift+")
	case alt && strings.ToLower(base) != base:
		base, shift = strings.ToLower(base), true
	case shift && !alt:
		base, shift = strings.ToUpper(base), false
	}
	return prefix(ctrl, "ctrl+") + prefix(alt, "alt+") + prefix(shift, "shift+") + base, nil
}

// isSign reports whether a text is one character that a key can send.
func isSign(text string) bool {
	r, size := utf8.DecodeRuneInString(text)
	return size == len(text) && r != utf8.RuneError &&
		(unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsPunct(r) || unicode.IsSymbol(r))
}

// modifiers takes the modifiers off the name of a key.
func modifiers(text string) (ctrl, alt, shift bool, base string) {
	for {
		name, rest, ok := strings.Cut(text, "+")
		switch {
		case !ok || rest == "": // a plus is a key too
			return ctrl, alt, shift, text
		case strings.EqualFold(name, "ctrl"):
			ctrl = true
		case strings.EqualFold(name, "alt"):
			alt = true
		case strings.EqualFold(name, "shift"):
			shift = true
		default:
			return ctrl, alt, shift, text
		}
		text = rest
	}
}

func prefix(is bool, text string) string {
	if is {
		return text
	}
	return ""
}
