package keymap

import (
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"
)

// WithBase returns an input with ctrl or alt as the keyboard with Latin letters has it, if the
// letter is of another script, and as the user's own keyboard has it if not: the library takes
// the place on the keyboard in either case. It returns nil for a modifier alone.
func WithBase(msg tea.Msg) tea.Msg {
	key, ok := msg.(tea.KeyPressMsg)
	switch {
	case !ok:
		return msg
	case key.Code >= tea.KeyLeftShift && key.Code <= tea.KeyIsoLevel5Shift,
		key.Code == tea.KeyCapsLock, key.Code == tea.KeyNumLock, key.Code == tea.KeyScrollLock:
		return nil
	case !IsForeign(key.Code):
		key.BaseCode = 0
	case key.Text == "" && key.BaseCode != 0:
		key.Code, key.BaseCode = key.BaseCode, 0
	}
	return key
}

// IsForeign reports whether a letter is of a script in which roster has no keys, unless the
// settings bind one.
func IsForeign(r rune) bool { return unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) }

// Shifted returns what shift and a key of the US keyboard type, of those that are letters on
// other keyboards.
func Shifted(key string) string {
	if at := strings.Index("`;'[],.", key); at >= 0 {
		return `~:"{}<>`[at : at+1]
	}
	return strings.ToUpper(key)
}

// LatinOf returns the Latin letter at the place of a letter on the usual Russian and Greek
// keyboards, "" if the letter is on neither.
func LatinOf(r rune) string {
	for _, layout := range [][2]string{
		{"йцукенгшщзхъфывапролджэячсмитьбю", "qwertyuiop[]asdfghjkl;'zxcvbnm,."},
		{"ςερτυθιοπασδφγηξκλζχψωβνμ", "wertyuiopasdfghjklzxcvbnm"},
	} {
		for at, other := range []rune(layout[0]) {
			latin := layout[1][at : at+1]
			switch r {
			case other:
				return latin
			case unicode.ToUpper(other):
				return Shifted(latin)
			}
		}
	}
	return ""
}
