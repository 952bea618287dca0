package tabular

import (
	"slices"
	"strconv"
	"strings"
)

// totalNames are what rows and columns of totals are called, as [headerKey] returns them.
var totalNames = []string{
	"total", "totals", "grandtotal", "subtotal", "sum", "summe", "gesamt", "insgesamt", "count",
	"anzahl", "totaal", "totale",
}

// isTotal reports whether a header, or the name of a row, says that it has totals.
func isTotal(name string) bool { return slices.Contains(totalNames, headerKey(name)) }

// isTotals reports whether a row has totals: its first cell says so, and all others are numbers.
// Of most rows another cell tells at once that they have none.
func isTotals(cells []string) bool {
	first := slices.IndexFunc(cells, func(cell string) bool { return trim(cell) != "" })
	numbers := 0
	for _, cell := range cells[first+1:] {
		if cell = trim(cell); cell == "" {
			continue
		}
		if !isNumber(cell) {
			return false
		}
		numbers++
	}
	return numbers > 0 && isTotal(cells[first])
}

// isNumber reports whether a cell is a number, or a percentage.
func isNumber(cell string) bool {
	if strings.IndexByte("+-.0123456789iInN", cell[0]) < 0 { // Inf and NaN too
		return false
	}
	_, err := strconv.ParseFloat(strings.TrimSuffix(cell, "%"), 64)
	return err == nil
}
