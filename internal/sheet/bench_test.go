package sheet

import (
	"fmt"
	"strings"
	"testing"
)

// BenchmarkCSV reads 1,000,000 rows.
func BenchmarkCSV(b *testing.B) {
	var text strings.Builder
	text.WriteString("name,team,status\n")
	for i := range 1_000_000 {
		fmt.Fprintf(&text, "Person number %d,Team %d,active\n", i, i%1000)
	}
	file := text.String()
	b.SetBytes(int64(len(file)))
	b.ReportAllocs()
	for b.Loop() {
		book, err := open(b, file)
		if err != nil {
			b.Fatal(err)
		}
		rows := 0
		for _, err := range book.Tables[0].Rows(b.Context()) {
			if err != nil {
				b.Fatal(err)
			}
			rows++
		}
		if rows != 1_000_001 {
			b.Fatalf("%d rows", rows)
		}
	}
}
