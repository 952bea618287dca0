package exchange

import "strings"

// A spreadsheet runs a cell that begins with one of these as a formula.
const formulaStarts = "=+-@\t\r"

// A spreadsheet that splits the file at ; or at tabs takes the quotes in the middle of its
// cells for text: a cell of its begins after each of these, in the middle of one of ours.
const cellEnds = ";\t\r\n"

// EscapeFormulas returns the text as a spreadsheet may have it: a ' before what it would run, at
// the start however many ' there are, and after what may end a cell however many quotes of
// either kind. [unescapeFormulas] takes them off again.
func EscapeFormulas(text string) string {
	if !strings.ContainsAny(text, formulaStarts) {
		return text
	}
	var guarded strings.Builder
	for at := range len(text) {
		if startsFormula(text, at) {
			guarded.WriteByte('\'')
		}
		guarded.WriteByte(text[at])
	}
	return guarded.String()
}

// unescapeFormulas takes off each ' that [EscapeFormulas] put before a formula. Any other text,
// such as 't Hart, stays as it is.
func unescapeFormulas(text string) string {
	if strings.IndexByte(text, '\'') < 0 {
		return text
	}
	var bare strings.Builder
	for at := range len(text) {
		if text[at] != '\'' || !startsFormula(text, at) {
			bare.WriteByte(text[at])
		}
	}
	return bare.String()
}

// startsFormula reports whether a spreadsheet may take what begins at a byte for a formula. A '
// before it changes nothing about that, nor about any other byte.
func startsFormula(text string, at int) bool {
	quotes, starts := "'", formulaStarts
	switch {
	case at == 0:
	case strings.IndexByte(cellEnds, text[at-1]) < 0:
		return false
	default:
		quotes, starts = `'"`, "=+-@"
	}
	rest := strings.TrimLeft(text[at:], quotes)
	return rest != "" && strings.IndexByte(starts, rest[0]) >= 0
}
