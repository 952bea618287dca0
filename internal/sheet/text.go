package sheet

import (
	"context"
	"strings"
)

// book recognizes what a text is.
func (t *decodedText) book(ctx context.Context) (*Book, error) {
	book := &Book{Notes: t.notes}
	var rows Rows
	begin := strings.TrimLeft(t.sample, " \t\r\n")
	separator := separatorOf(t.sample)
	switch {
	case begin[0] == '{' || begin[0] == '[':
		objects := &jsonObjects{decodedText: t}
		if err := objects.scan(ctx); err != nil {
			return nil, err
		}
		book.Format, rows = "JSON", objects.rows
	case separator != 0:
		book.Format, rows = named(separator), t.delimitedRows(separator, 1)
	case isDrawn(t.sample):
		book.Format, rows = "a drawn table", t.drawnRows()
	default:
		delimiter := guessDelimiter(t.sample, t.whole)
		book.Format, rows = named(delimiter), t.delimitedRows(delimiter, 0)
	}
	book.Tables = []Table{{Rows: rows}}
	return book, nil
}

// named returns the name of the format with this separator.
func named(delimiter byte) string {
	switch delimiter {
	case 0:
		return "a list, one entry a line"
	case '\t':
		return "a table with tabs between the cells"
	case ',':
		return "CSV"
	}
	return "CSV with " + string(rune(delimiter)) + " between the cells"
}
