package safetext

import "strings"

// ASCII returns s, text that came from Line, for a terminal without UTF-8: what that can't show
// is replaced rune by rune, so that the number of runes stays.
func ASCII(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r <= '~':
			return r
		case r == '→':
			return '>'
		case r == '·':
			return '-'
		case r == '…':
			return '.'
		case r == '“' || r == '”':
			return '"'
		}
		return '?'
	}, s)
}
