package exchange

import (
	"bufio"
	"context"
	"encoding/csv"
	"strconv"

	"roster/data"
)

// writeCSV writes a row for each membership, one for each team without members,
// and one for each hero on no team.
func writeCSV(ctx context.Context, out *bufio.Writer, s *data.Snapshot) error {
	w := csvWriter{csv.NewWriter(out), columns()}
	if err := w.out.Write(w.row); err != nil {
		return err
	}
	clear(w.row)
	err := s.Rosters(ctx, data.Visitor{Team: w.team, Member: w.member, Lost: w.member, Free: w.free})
	if err != nil {
		return err
	}
	w.out.Flush()
	return w.out.Error()
}

// csvWriter fills in one row again and again: a team stays in it for all its
// members.
type csvWriter struct {
	out *csv.Writer
	row []string
}

func (w csvWriter) team(t data.Team, tally data.Tally) error {
	w.setTeam(strconv.FormatInt(t.ID, 10), Guard(t.Name), Guard(t.Headquarters))
	if tally.Total() > 0 {
		return nil
	}
	w.setHero(data.Hero{})
	w.row[colHeroID], w.row[colTraining] = "", ""
	return w.out.Write(w.row)
}

func (w csvWriter) member(m data.Member) error {
	w.setHero(m.Hero)
	w.row[colTraining] = strconv.FormatBool(m.Training)
	return w.out.Write(w.row)
}

func (w csvWriter) free(h data.Hero) error {
	w.setTeam("", "", "")
	w.setHero(h)
	w.row[colTraining] = ""
	return w.out.Write(w.row)
}

func (w csvWriter) setTeam(id, name, headquarters string) {
	w.row[colTeamID], w.row[colTeam], w.row[colHeadquarters] = id, name, headquarters
}

func (w csvWriter) setHero(h data.Hero) {
	w.row[colHeroID], w.row[colHero], w.row[colSecretName] = strconv.FormatInt(h.ID, 10), Guard(h.Name), Guard(h.SecretName)
	w.row[colAge] = h.Age.Text
}
