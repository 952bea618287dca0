package exchange

import (
	"bufio"
	"context"
	"encoding/csv"
	"slices"
	"strconv"

	"roster/data/field"
	"roster/data/model"
	"roster/data/snapshot"
	"roster/internal/report"
)

// writeCSV writes a row for each membership, one for each team without members,
// and one for each hero on no team.
func writeCSV(ctx context.Context, out *bufio.Writer, s *snapshot.Snapshot, chosen *report.Chosen, o Options) error {
	w := csvWriter{
		out: csv.NewWriter(out), row: memberColumns(), at: map[string]int{},
		chosen: chosen, omitted: omittedColumns(s, o),
	}
	for _, c := range fieldColumns(s.Fields) {
		if _, begun := w.at[c.table]; !begun {
			w.at[c.table] = len(w.row)
		}
		w.row = append(w.row, EscapeFormulas(c.header()))
	}
	if err := w.write(); err != nil {
		return err
	}
	clear(w.row)
	err := s.Visit(ctx, snapshot.Visitor{Team: w.team, Member: w.member, Dangling: w.member, Unassigned: w.unassigned})
	if err != nil {
		return err
	}
	w.out.Flush()
	return w.out.Error()
}

// csvWriter fills in the same row again and again: a team stays in it for all its members.
type csvWriter struct {
	out *csv.Writer
	row []string
	at  map[string]int // the index of the first field of a table

	chosen  *report.Chosen
	omitted []int // the columns that are left out, the last first
}

// omittedColumns returns the columns that are left out, the last first: the secret names unless
// they are wanted, and those that the database does not have.
func omittedColumns(s *snapshot.Snapshot, o Options) (left []int) {
	if !s.Has(model.HeroTable, "age") {
		left = append(left, colAge)
	}
	if !o.Secrets {
		left = append(left, colSecretName)
	}
	if !s.Has(model.TeamTable, "headquarters") {
		left = append(left, colHeadquarters)
	}
	return left
}

// write writes the row, without the columns that are left out.
func (w csvWriter) write() error {
	row := w.row
	for _, at := range w.omitted {
		row = slices.Concat(row[:at], row[at+1:])
	}
	return w.out.Write(row)
}

func (w csvWriter) team(t model.Team, tally model.Tally, fields []field.Stored) error {
	clear(w.row)
	if !w.chosen.HasTeam(t.ID) {
		return nil
	}
	w.setTeam(idCell(t.ID), EscapeFormulas(t.Name), EscapeFormulas(t.Headquarters))
	if err := w.setFields(model.TeamTable, fields); err != nil || tally.Total() > 0 {
		return err
	}
	return w.write()
}

func (w csvWriter) member(m snapshot.Member) error {
	if !w.chosen.HasLink(m.Key(), m.Standing) {
		return nil
	}
	w.setHero(m.Hero)
	w.row[colTraining] = ""
	if !m.IsNull {
		w.row[colTraining] = strconv.FormatBool(m.Standing == model.Training)
	}
	if err := w.setFields(model.HeroTable, m.HeroFields); err != nil {
		return err
	}
	if err := w.setFields(model.LinkTable, m.Fields); err != nil {
		return err
	}
	return w.write()
}

func (w csvWriter) unassigned(h model.Hero, fields []field.Stored) error {
	if !w.chosen.HasHero(h.ID) {
		return nil
	}
	clear(w.row)
	w.setHero(h)
	if err := w.setFields(model.HeroTable, fields); err != nil {
		return err
	}
	return w.write()
}

// setFields fills in the fields of one table. The error has the code
// [model.Invalid].
func (w csvWriter) setFields(table string, fields []field.Stored) error {
	for i, h := range fields {
		cell, ok := fieldCell(h)
		if !ok {
			return &model.Error{
				Code: model.Invalid, Field: h.Field.Name,
				Message: "CSV can't represent the values of " + h.Field.Name + " of the table " + table + ": its type is " + h.Field.Type +
					". Export as JSON, or leave it out with --without.",
			}
		}
		w.row[w.at[table]+i] = cell
	}
	return nil
}

func (w csvWriter) setTeam(id, name, headquarters string) {
	w.row[colTeamID], w.row[colTeam], w.row[colHeadquarters] = id, name, headquarters
}

// idCell returns an id. A number needs no escape.
func idCell(id model.ID) string {
	if _, ok := id.Number(); ok {
		return id.String()
	}
	return EscapeFormulas(id.String())
}

func (w csvWriter) setHero(h model.Hero) {
	w.row[colHeroID], w.row[colHero] = idCell(h.ID), EscapeFormulas(h.Name)
	w.row[colSecretName], w.row[colAge] = EscapeFormulas(h.SecretName), h.Age.Text
}
