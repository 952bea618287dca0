package exchange

import (
	"fmt"
	"io"
	"os"
	"strconv"
	"testing"
)

// BenchmarkExport writes a roster of 20,000 heroes in 200 teams with 100,000
// memberships. EXPORT_HEROES=1000000 makes it fifty times
// as large.
func BenchmarkExport(b *testing.B) {
	heroes := 20_000
	if text := os.Getenv("EXPORT_HEROES"); text != "" {
		var err error
		if heroes, err = strconv.Atoi(text); err != nil {
			b.Fatal(err)
		}
	}
	s := rosterOf(b, generated(heroes)...)
	links := heroes / 100 * 500
	for _, format := range Formats() {
		b.Run(string(format), func(b *testing.B) {
			for b.Loop() {
				if err := Write(b.Context(), io.Discard, s, format); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(links)*float64(b.N)/b.Elapsed().Seconds(), "links/s")
		})
	}
}

// generated returns statements that make heroes, a team for each hundred of
// them, and 500 memberships a team, spread over all heroes.
func generated(heroes int) []string {
	const numbers = "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < %d - 1) "
	teams := heroes / 100
	return []string{
		fmt.Sprintf("INSERT INTO team "+numbers+"SELECT i + 1, 'Team ' || i, 'Tower ' || i %% 97 FROM n", teams),
		fmt.Sprintf("INSERT INTO hero "+numbers+"SELECT i + 1, 'Hero ' || i * 7919 %% 1000003, 'Person ' || i, nullif(i %% 80, 0) FROM n", heroes),
		fmt.Sprintf("INSERT INTO heroteamlink "+numbers+"SELECT 1 + i / 500, 1 + (i %% 500 * (%[2]d / 500) + i / 500 * 37) %% %[2]d, i %% 3 = 0 FROM n", teams*500, heroes),
	}
}
