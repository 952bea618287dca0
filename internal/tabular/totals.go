package tabular

import (
	"slices"
	"strconv"
	"strings"
)

// totals are what rows and columns of totals are called, as [headerKey] returns them.
var totals = []string{"total", "totals", "grandtotal", "subtotal", "sum", "summe", "gesamt", "insgesamt", "count", "anzahl", "totaal", "totale"}

// isTotal reports whether a header, or the name of a row, says that it has totals.
func isTotal(name string) bool { return slices.Contains(totals, headerKey(name)) }

// isTotals reports whether a row has totals: its first cell says so, and all others are numbers.
func isTotals(cells []string) bool {
	first := slices.IndexFunc(cells, func(cell string) bool { return clean(cell) != "" })
	if first < 0 || !isTotal(cells[first]) {
		return false
	}
	numbers := 0
	for _, cell := range cells[first+1:] {
		if cell = clean(cell); cell == "" {
			continue
		}
		if _, err := strconv.ParseFloat(strings.TrimSuffix(cell, "%"), 64); err != nil {
			return false
		}
		numbers++
	}
	return numbers > 0
}
