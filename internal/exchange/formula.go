package exchange

import "strings"

// A spreadsheet runs a cell that begins with one of these as a formula.
const formulaStarts = "=+-@\t\r"

// Guard returns the text as a spreadsheet may have it: a ' before what it would
// run, however many ' the text begins with. [unguard] takes it off again.
func Guard(text string) string {
	if rest := strings.TrimLeft(text, "'"); rest != "" && strings.IndexByte(formulaStarts, rest[0]) >= 0 {
		return "'" + text
	}
	return text
}

// unguard takes off the ' that [Guard] put before a formula. Any other text,
// 't Hart for one, stays as it is.
func unguard(text string) string {
	if len(text) > 0 && text[0] == '\'' && Guard(text) != text {
		return text[1:]
	}
	return text
}
