package exchange

import (
	"bytes"
	"context"
	"strconv"
	"strings"

	"roster/data/field"
	"roster/data/importer"
	"roster/data/model"
	"roster/internal/infile"
	"roster/internal/tabular"
)

// LooksLikeExport reports whether head is the beginning of a file that [Read] reads: JSON as export
// writes it, or CSV with a header that has only columns that export writes and fields of the
// draft. CSV with teams, but without the column of who is in training, is not an export, and
// is read as a table.
func LooksLikeExport(head []byte, draft *importer.Draft) bool {
	head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte(infile.ByteOrderMark)), " \t\r\n")
	if bytes.HasPrefix(head, []byte("{")) {
		key := bytes.TrimLeft(head[1:], " \t\r\n")
		for _, name := range []string{keyTeams, keyHeroes, keyLinks} {
			if bytes.HasPrefix(key, []byte(`"`+name+`"`)) {
				return true
			}
		}
		return bytes.HasPrefix(key, []byte("}"))
	}
	header, _, _ := bytes.Cut(head, []byte("\n"))
	fields := fieldColumns(draft.FieldsOf)
	for _, delimiter := range ",;\t" {
		exact, hasTeam, hasStanding := true, false, false
		for name := range strings.SplitSeq(strings.TrimRight(string(header), "\r"), string(delimiter)) {
			name = strings.Trim(strings.TrimSpace(name), `"`)
			_, isField := fieldOf(fields, name)
			at := columnAt(name)
			exact = exact && (isField || at >= 0)
			hasTeam, hasStanding = hasTeam || at == colTeam || at == colTeamID, hasStanding || at == colTraining
		}
		if exact && (hasStanding || !hasTeam) {
			return true
		}
	}
	return false
}

// HasTextIDs reports whether ids of a draft are not whole numbers.
func HasTextIDs(draft *importer.Draft) bool {
	return draft.Keys(model.TeamTable) != model.NumberKey || draft.Keys(model.HeroTable) != model.NumberKey
}

// CustomFields returns the fields of a draft that a table can have columns for.
func CustomFields(draft *importer.Draft) []tabular.Custom {
	kinds := map[field.Kind]tabular.Kind{
		field.Whole: tabular.Number, field.YesNo: tabular.Flag, field.Date: tabular.Date,
	}
	var custom []tabular.Custom
	for _, c := range fieldColumns(draft.FieldsOf) {
		for _, f := range draft.FieldsOf(c.table) {
			if f.Name == c.name && f.IsTyped() {
				custom = append(custom, tabular.Custom{Name: tabular.Field(c.header()), Kind: kinds[f.Kind]})
			}
		}
	}
	return custom
}

// WithWords returns the options of a table for a roster with these words.
func WithWords(o tabular.Options, w model.Words) tabular.Options {
	say := func(words ...string) []string {
		for i, word := range words {
			words[i] = w.Say(word)
		}
		return words
	}
	team, hero := say("team", "teams"), say("hero", "heroes")
	o.Say, o.Words = w.Say, map[tabular.Field][]string{
		tabular.Hero: hero, tabular.HeroID: {hero[0] + " id"}, tabular.Team: team, tabular.TeamID: {team[0] + " id"},
		tabular.IsTraining: say("training"), tabular.IsActive: say("active"),
	}
	return o
}

// Read reads a table into draft, which records problems. The error is that of reading the
// file.
func (t *Table) Read(ctx context.Context, draft *importer.Draft) error {
	r := tableReader{draft: draft}
	for _, name := range t.Custom() {
		kind, field, _ := strings.Cut(string(name), ".")
		for _, c := range fieldsOfTables() {
			if c.kind == kind {
				c.name = field
				r.columns = append(r.columns, c)
			}
		}
	}
	for entry, err := range t.Entries(ctx, t.rows) {
		if err != nil {
			return err
		}
		r.add(entry)
	}
	return nil
}

// tableReader adds the entries of a table to a draft.
type tableReader struct {
	draft   *importer.Draft
	columns []fieldColumn // the columns of the custom values of an entry
}

func (r *tableReader) add(e tabular.Entry) {
	hasTeam, hasHero := e.Team+e.TeamID != "", e.Hero+e.HeroID != ""
	var team, hero importer.Entity
	if hasTeam {
		team = r.draft.Team(r.entry(e, e.TeamID, e.Team, e.Headquarters, "team"))
	}
	if hasHero {
		m := r.entry(e, e.HeroID, e.Hero, e.SecretName, "hero")
		if years, err := strconv.Atoi(e.Age); err == nil {
			m.Age, m.AgeSaid = model.Years(years), true
		}
		hero = r.draft.Hero(m)
	}
	if hasTeam && hasHero {
		standing := map[tabular.CellStanding]model.Standing{
			tabular.Training: model.Training, tabular.Active: model.Active,
		}[e.Standing]
		r.draft.Link(e.Line, team, hero, standing, r.fieldValues(e, "link")...)
	}
}

// entry converts the team or hero of an entry.
func (r *tableReader) entry(e tabular.Entry, id, name, text, kind string) importer.Entry {
	m := importer.Entry{Line: e.Line, Fields: r.fieldValues(e, kind)}
	if key, ok := r.draft.Keys(kind).Parse(unescapeFormulas(id)); ok {
		m.ID = importer.Just(key)
	} else if id != "" {
		r.draft.Problem(e.Line, "the id %q is not %s", infile.Short(id), r.draft.Keys(kind).One())
	}
	if name != "" {
		m.Name = importer.Just(r.text(e, name))
	}
	if text != "" {
		m.Text = importer.Just(r.text(e, text))
	}
	return m
}

// text removes the escapes of formulas.
func (r *tableReader) text(e tabular.Entry, text string) string {
	if strings.IndexByte(text, 0) >= 0 {
		r.draft.Problem(e.Line, "there is a NUL character: remove it")
	}
	return unescapeFormulas(text)
}

// fieldValues returns the fields of an entry's team, hero or membership. Empty cells are skipped.
func (r *tableReader) fieldValues(e tabular.Entry, kind string) []importer.FieldValue {
	var given []importer.FieldValue
	for i, c := range r.columns {
		if c.kind != kind || i >= len(e.Custom) || e.Custom[i] == "" {
			continue
		}
		g, err := r.draft.GiveCell(c.table, c.name, unescapeFormulas(e.Custom[i]))
		if err != nil {
			r.draft.Problem(e.Line, "%s", strings.TrimSuffix(err.Error(), "."))
			continue
		}
		given = append(given, g)
	}
	return given
}
