package exchange

import "strings"

// formulaStarts are the characters that begin a formula, which a spreadsheet runs.
const formulaStarts = "=+-@\t\r"

// cellEnds are the characters after which a spreadsheet may begin a cell in the middle of one of
// ours: if it splits the file at ; or at tabs, it takes quotes in the middle of a cell for text.
const cellEnds = ";\t\r\n"

// EscapeFormulas puts a ' before what a spreadsheet would run: at the start of the text, after any
// number of ', and behind what may end a cell, after any number of quotes of either kind.
// [unescapeFormulas] removes them.
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

// unescapeFormulas removes each ' that [EscapeFormulas] put before a formula. Any other text,
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
