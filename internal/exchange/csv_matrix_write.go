package exchange

import (
	"encoding/csv"
	"io"

	"roster/data/model"
	"roster/internal/report"
)

// writeMatrixCSV writes a row for each hero, with a column for each team: CSV has no other
// report.
func writeMatrixCSV(out io.Writer, r *report.Roster, _ bool) error {
	w := csv.NewWriter(out)
	row := []string{r.Words.Say("hero")}
	for _, t := range r.Teams {
		row = append(row, EscapeFormulas(t.Label()))
	}
	if err := w.Write(row); err != nil {
		return err
	}
	for _, h := range r.Heroes {
		row[0] = EscapeFormulas(h.Label())
		for i, s := range r.Standings(h) {
			if row[i+1] = ""; s != model.Absent {
				row[i+1] = r.Words.Standing(s)
			}
		}
		if err := w.Write(row); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}
