package exchange

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"strconv"

	"github.com/go-json-experiment/json/jsontext"

	"roster/data/field"
	"roster/data/model"
	"roster/data/snapshot"
	"roster/internal/report"
	"roster/internal/safetext"
)

// writeJSON writes three lists of what is chosen, a row a line, each by its key.
func writeJSON(ctx context.Context, out *bufio.Writer, s *snapshot.Snapshot, chosen *report.Chosen, o Options) error {
	w := jsonWriter{
		out: out, chosen: chosen, secrets: o.Secrets,
		places: s.Has(model.TeamTable, "headquarters"), ages: s.Has(model.HeroTable, "age"),
	}
	w.open(`{"teams": [`)
	if err := s.Teams(ctx, w.team); err != nil {
		return err
	}
	w.open("],\n \"heroes\": [")
	if err := s.Heroes(ctx, w.hero); err != nil {
		return err
	}
	w.open("],\n \"hero_team_links\": [")
	if err := s.Links(ctx, w.link); err != nil {
		return err
	}
	w.open("]}\n")
	return w.flush()
}

// jsonWriter puts a row together in line, and writes it when the next one comes.
type jsonWriter struct {
	out    *bufio.Writer
	line   []byte
	quoted []byte // the last text
	rows   int    // of the list at hand

	chosen                *report.Chosen
	secrets, places, ages bool // what the rows have
}

// open ends the list at hand and writes what comes before the next.
func (w *jsonWriter) open(text string) {
	if w.rows > 0 {
		w.line = append(w.line, "\n "...)
	}
	w.line, w.rows = append(w.line, text...), 0
}

// row begins a row with its first member.
func (w *jsonWriter) row(key string, id model.ID) error {
	if w.rows > 0 {
		w.line = append(w.line, ',')
	}
	w.rows++
	w.line = append(append(append(w.line, "\n  {\""...), key...), `": `...)
	return w.id(id)
}

// id adds an id: a number if it is stored as one, else a text.
func (w *jsonWriter) id(id model.ID) (err error) {
	if n, ok := id.Number(); ok {
		w.line = strconv.AppendInt(w.line, n, 10)
		return nil
	}
	w.quoted, err = jsontext.AppendQuote(w.quoted[:0], id.String())
	w.line = append(w.line, safetext.EscapeJSON(w.quoted)...)
	return err
}

// text adds a member whose value is text. It escapes what a terminal would act upon, because
// users display the file there.
func (w *jsonWriter) text(key, text string) error {
	w.line = append(append(append(w.line, `, "`...), key...), `": `...)
	return w.quote(text)
}

// longText is how many bytes a text has at least that is written at once: copying it into the
// line would take its memory again.
const longText = 64 << 10

// quote adds a text.
func (w *jsonWriter) quote(text string) (err error) {
	if w.quoted, err = jsontext.AppendQuote(w.quoted[:0], text); err != nil {
		return err
	}
	escaped := safetext.EscapeJSON(w.quoted)
	if len(escaped) < longText {
		w.line = append(w.line, escaped...)
		return nil
	}
	if err := w.flush(); err != nil {
		return err
	}
	_, err = w.out.Write(escaped)
	w.quoted = nil
	return err
}

// textOrNull adds a member whose value is text, or null.
func (w *jsonWriter) textOrNull(key, text string, isNull bool) error {
	if isNull {
		w.plain(key, "null")
		return nil
	}
	return w.text(key, text)
}

// plain adds a member whose value is written as it is.
func (w *jsonWriter) plain(key, value string) {
	w.line = append(append(append(append(w.line, `, "`...), key...), `": `...), value...)
}

// fields adds what a row has in its fields.
func (w *jsonWriter) fields(held []field.Stored) error {
	for _, h := range held {
		w.line = append(w.line, ", "...)
		if err := w.quote(h.Field.Name); err != nil {
			return err
		}
		w.line = append(w.line, ": "...)
		text, form, ok := h.InFile()
		switch {
		case !ok:
			return fmt.Errorf("%s can't be written down", h.Field.Name) // checked before, so this can't happen
		case form == field.AsNull:
			w.line = append(w.line, "null"...)
		case form == field.AsText:
			if err := w.quote(text); err != nil {
				return err
			}
		default:
			w.line = append(w.line, text...)
		}
	}
	return nil
}

// flush writes the line.
func (w *jsonWriter) flush() error {
	_, err := w.out.Write(w.line)
	w.line = w.line[:0]
	return err
}

// end ends a row with its fields.
func (w *jsonWriter) end(held []field.Stored) error {
	if err := w.fields(held); err != nil {
		return err
	}
	w.line = append(w.line, '}')
	return w.flush()
}

func (w *jsonWriter) team(t model.Team, fields []field.Stored) error {
	if !w.chosen.HasTeam(t.ID) {
		return nil
	}
	if err := cmp.Or(w.row("id", t.ID), w.text("name", t.Name)); err != nil {
		return err
	}
	if w.places {
		if err := w.textOrNull("headquarters", t.Headquarters, t.NullHeadquarters); err != nil {
			return err
		}
	}
	return w.end(fields)
}

func (w *jsonWriter) hero(h model.Hero, fields []field.Stored) error {
	if !w.chosen.HasHero(h.ID) {
		return nil
	}
	if err := cmp.Or(w.row("id", h.ID), w.text("name", h.Name)); err != nil {
		return err
	}
	if w.secrets {
		if err := w.textOrNull("secret_name", h.SecretName, h.NullSecret); err != nil {
			return err
		}
	}
	switch {
	case !w.ages:
	case h.Age.Set:
		w.plain("age", h.Age.Text)
	default:
		w.plain("age", "null")
	}
	return w.end(fields)
}

func (w *jsonWriter) link(l snapshot.Link) error {
	if !w.chosen.HasLink(l.LinkKey, l.Standing) {
		return nil
	}
	if err := w.row("team_id", l.TeamID); err != nil {
		return err
	}
	w.plain("hero_id", "")
	if err := w.id(l.HeroID); err != nil {
		return err
	}
	if l.IsNull {
		w.plain("is_training", "null")
	} else {
		w.plain("is_training", strconv.FormatBool(l.Standing == model.Training))
	}
	return w.end(l.Fields)
}
