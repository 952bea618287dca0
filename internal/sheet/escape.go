package sheet

import (
	"strconv"
	"strings"
)

// unescape returns a text of XLSX with the characters that are written as _x0041_ there.
func unescape(text string) string {
	const length = len("_x0041_")
	if !strings.Contains(text, "_x") {
		return text
	}
	var plain strings.Builder
	for at := 0; at < len(text); {
		if rest := text[at:]; len(rest) >= length && strings.HasPrefix(rest, "_x") && rest[length-1] == '_' {
			if n, err := strconv.ParseUint(rest[2:length-1], 16, 16); err == nil && (n < 0xD800 || n > 0xDFFF) {
				plain.WriteRune(rune(n))
				at += length
				continue
			}
		}
		plain.WriteByte(text[at])
		at++
	}
	return plain.String()
}
