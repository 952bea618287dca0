package ui

import (
	"testing"

	tea "charm.land/bubbletea/v2"
)

// The library's ticker has the name and the type that [ticker] looks for. If that
// changes, roster would still work, and cost more at rest.
func TestTickerIsThere(t *testing.T) {
	program := tea.NewProgram(nil)
	if of := tickerOf(program); of != nil {
		t.Errorf("a program that does not run has the ticker %v", of)
	}
	if of, ok := tickerField(program); !ok || of == nil {
		t.Errorf("the library has no %q of type *time.Ticker", tickerName)
	}
}
