package exchange

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"roster/data/field"
	"roster/data/importer"
	"roster/data/model"
	"roster/internal/infile"
	"roster/internal/tabular"
)

// csvReader reads the rows of a CSV file.
type csvReader struct {
	*csv.Reader
	source       *csvSource
	draft        *importer.Draft
	index        [8]int // the index of each of memberColumns(), -1 if it is missing
	fieldColumns []fieldColumn
	fieldIndex   []int // the index of each of fieldColumns
	line         int
	record       []string
	byHand       bool // no ids: the file was written by hand, not by export
	wrong        bool // the row has a problem
}

// readCSV reads a CSV file into the draft. Problems are recorded there; the error is that of
// reading the file.
func readCSV(in *bufio.Reader, draft *importer.Draft) error {
	source := &csvSource{r: in}
	r := csvReader{Reader: csv.NewReader(source), source: source, draft: draft}
	r.Comma = delimiterOf(in)
	r.ReuseRecord = true
	header, err := r.Reader.Read()
	if errors.Is(err, io.EOF) {
		draft.Problem(0, "the file is empty: it must begin with a header such as %s", strings.Join(memberColumns(), ","))
		return nil
	}
	if err != nil {
		return r.broken(err)
	}
	if !r.readHeader(header) {
		return nil
	}
	for {
		r.record, err = r.Reader.Read()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case errors.Is(err, csv.ErrFieldCount):
			line, _ := r.FieldPos(0)
			draft.Problem(line, "the row has %d fields, and the header has %d: is a quote or a delimiter missing?", len(r.record), len(header))
		case err != nil:
			return r.broken(err)
		default:
			r.line, _ = r.FieldPos(0)
			r.row()
		}
	}
}

// delimiterOf returns which of , ; and tab the header has between the names that
// roster knows.
func delimiterOf(in *bufio.Reader) rune {
	head, _ := in.Peek(4096) // an error comes again when it is read
	head, _, _ = bytes.Cut(head, []byte("\n"))
	best, most := ',', 0
	for _, d := range ",;\t" {
		known := 0
		for name := range strings.SplitSeq(string(head), string(d)) {
			if columnAt(strings.Trim(strings.TrimSpace(name), `"`)) >= 0 {
				known++
			}
		}
		if known > most {
			best, most = d, known
		}
	}
	return best
}

// columnAt returns the place of a column among memberColumns(), or -1.
func columnAt(name string) int {
	return slices.Index(memberColumns(), strings.ToLower(strings.TrimSpace(name)))
}

// readHeader finds the columns, and reports whether the file can be read by them.
func (r *csvReader) readHeader(header []string) bool {
	for i := range r.index {
		r.index[i] = -1
	}
	fields := fieldColumns(r.draft.FieldsOf)
	var unknown, twice []string
	for i, name := range header {
		field, isField := fieldOf(fields, name)
		switch at := columnAt(name); {
		case at < 0 && isField && slices.Contains(r.fieldColumns, field):
			twice = append(twice, infile.Short(field.header()))
		case at < 0 && isField:
			r.fieldColumns, r.fieldIndex = append(r.fieldColumns, field), append(r.fieldIndex, i)
		case at < 0:
			unknown = append(unknown, strconv.Quote(infile.Short(name)))
		case r.index[at] >= 0:
			twice = append(twice, memberColumns()[at])
		default:
			r.index[at] = i
		}
	}
	r.byHand = r.index[colTeamID] < 0 && r.index[colHeroID] < 0
	known := strings.Join(memberColumns(), ", ")
	for _, c := range fields {
		known += ", " + c.header()
	}
	switch {
	case len(unknown) == len(header): // it may be a row: it is not repeated
		r.draft.Broken(1, "the first line is not a header: it has none of the columns %s, separated by , ; or tab", known)
	case len(unknown) > 0:
		r.draft.Broken(1, "roster does not know the column %s: the columns are %s", listShort(unknown), known)
	case len(twice) > 0:
		r.draft.Broken(1, "the column %s appears twice", listShort(twice))
	case r.index[colTeamID] < 0 && r.index[colTeam] < 0 && r.index[colHeroID] < 0 && r.index[colHero] < 0:
		r.draft.Broken(1, "the header names no team and no hero: it needs team or hero at least")
	default:
		return true
	}
	return false
}

// fieldOf returns the field that a column of the header is for, and whether there is
// one: with spaces around it as in the database, else without, or as export guards it.
func fieldOf(fields []fieldColumn, header string) (fieldColumn, bool) {
	for _, name := range []string{header, strings.TrimSpace(header), unescapeFormulas(header)} {
		if i := slices.IndexFunc(fields, func(c fieldColumn) bool { return c.header() == name }); i >= 0 {
			return fields[i], true
		}
	}
	return fieldColumn{}, false
}

// fieldValues reads the fields of one table, and reports whether all of them are right. has
// reports whether the row has that team, hero or membership: if not, they must be empty.
func (r *csvReader) fieldValues(table string, has bool) (given []importer.FieldValue, right bool) {
	right = true
	for i, c := range r.fieldColumns {
		if c.table != table {
			continue
		}
		cell := r.clean(r.record[r.fieldIndex[i]], c.header())
		switch g, err := r.fieldValue(c, cell); {
		case !has && cell != "":
			right = false
			owner := map[string]string{"team": "team", "hero": "hero", "link": "team and hero"}[c.kind]
			r.problem("%s is given, but no %s", infile.Short(c.header()), owner)
		case !has:
		case err != nil:
			right = false
			r.problem("%s", strings.TrimSuffix(err.Error(), "."))
		default:
			given = append(given, g)
		}
	}
	return given, right
}

// fieldValue reads the value of a field from a cell: an empty one means no value.
func (r *csvReader) fieldValue(c fieldColumn, cell string) (importer.FieldValue, error) {
	if cell == "" {
		return r.draft.Give(c.table, c.name, "", field.AsNull)
	}
	return r.draft.GiveCell(c.table, c.name, unescapeField(cell))
}

// broken records why the rest of the file can't be read. It returns the error if that is not
// the fault of the file.
func (r *csvReader) broken(err error) error {
	wrong, isWrong := errors.AsType[*csv.ParseError](err)
	switch {
	case errors.Is(err, errNUL):
		r.draft.Broken(r.source.line+1, "%v", err)
	case errors.Is(err, infile.ErrLong):
		r.draft.Broken(r.source.begin+1, "%v", err)
	case !isWrong:
		return err
	case errors.Is(err, csv.ErrBareQuote):
		r.draft.Broken(wrong.Line, "there is a quote inside a field: put the field in quotes, and double those in it")
	default:
		r.draft.Broken(wrong.StartLine, "a quoted field does not end, or goes on after its quote: double the quotes in it")
	}
	return nil
}

// row reads one row: a team, a hero, or both and their membership.
func (r *csvReader) row() {
	r.wrong = false
	team := r.entry(colTeamID, colTeam, colHeadquarters)
	hero := r.entry(colHeroID, colHero, colSecretName)
	hero.Age, hero.AgeSaid = r.age()
	known := !r.wrong
	standing := r.standing()
	hasTeam, hasHero := team.ID.Set || team.Name.Set, hero.ID.Set || hero.Name.Set
	switch {
	case r.wrong:
	case !hasTeam && team.Text.Set:
		r.problem("headquarters is given, but no team")
	case !hasHero && (hero.Text.Set || hero.Age.Set):
		r.problem("a secret name or an age is given, but no hero")
	case standing != model.Absent && !(hasTeam && hasHero):
		r.problem("is_training is given, but not both a team and a hero")
	case standing == model.Absent && hasTeam && hasHero && r.index[colTraining] >= 0 && !r.draft.FlagIsNullable():
		r.problem("is_training is empty: it must be true or false")
	}
	if known {
		r.add(team, hero, hasTeam, hasHero, standing)
	}
}

// add adds a row to the draft: if it has a problem only its team and its hero, so that their
// problems are reported too.
func (r *csvReader) add(team, hero importer.Entry, hasTeam, hasHero bool, standing model.Standing) {
	var t, h importer.Entity
	var teamGiven, heroGiven bool
	team.Fields, teamGiven = r.fieldValues(model.TeamTable, hasTeam)
	hero.Fields, heroGiven = r.fieldValues(model.HeroTable, hasHero)
	fields, _ := r.fieldValues(model.LinkTable, hasTeam && hasHero)
	if hasTeam && teamGiven {
		t = r.draft.Team(team)
	}
	if hasHero && heroGiven {
		h = r.draft.Hero(hero)
	}
	if hasTeam && hasHero && !r.wrong {
		if standing == model.Absent && r.index[colTraining] >= 0 {
			r.draft.NullLink(r.line, t, h, fields...)
			return
		}
		r.draft.Link(r.line, t, h, standing, fields...)
	}
}

func (r *csvReader) problem(format string, args ...any) {
	r.draft.Problem(r.line, format, args...)
	r.wrong = true
}

// cell returns the row's cell in a column, "" if there is no such column.
func (r *csvReader) cell(column int) string {
	if r.index[column] < 0 {
		return ""
	}
	return r.record[r.index[column]]
}

// entry reads the columns of a team or a hero. If an id is given, an empty
// name is a name.
func (r *csvReader) entry(id, name, text int) importer.Entry {
	m := importer.Entry{Line: r.line}
	if cell := strings.TrimSpace(r.cell(id)); cell != "" {
		table := model.HeroTable
		if id == colTeamID {
			table = model.TeamTable
		}
		keys := r.draft.Keys(table)
		key, ok := keys.Parse(unescapeFormulas(cell))
		if !ok {
			r.problem("%s %q is not %s", memberColumns()[id], infile.Short(cell), keys.One())
		}
		m.ID = importer.Just(key)
	}
	if cell := r.text(name); r.index[name] >= 0 && (cell != "" || m.ID.Set) {
		m.Name = importer.Just(cell)
	}
	// An empty cell does not change the headquarters of a team that has them.
	if cell := r.text(text); cell != "" {
		m.Text = importer.Just(cell)
	}
	return m
}

// text returns a cell's text as it was before export, or as the user meant it.
func (r *csvReader) text(column int) string {
	text := r.clean(r.cell(column), memberColumns()[column])
	if r.byHand {
		text = tabular.Value(text)
	}
	return unescapeFormulas(text)
}

// clean returns a cell with its new lines as they were in the file.
func (r *csvReader) clean(cell, column string) string {
	if !utf8.ValidString(cell) {
		r.problem("%s is not valid UTF-8: save the file as UTF-8", infile.Short(column))
	}
	if strings.IndexByte(cell, quotedCR) >= 0 {
		cell = strings.ReplaceAll(cell, string(rune(quotedCR)), "\r")
	}
	return cell
}

func (r *csvReader) age() (age model.Age, said bool) {
	if r.index[colAge] < 0 {
		return age, false
	}
	cell := strings.TrimSpace(r.cell(colAge))
	if cell == "" {
		return age, true
	}
	n, err := strconv.ParseInt(cell, 10, 64)
	if err != nil {
		r.problem("age %q is not a whole number: correct it, or leave it empty", infile.Short(cell))
	}
	return model.Years(int(n)), true
}

// standing reads is_training, [model.Absent] if the row does not say.
func (r *csvReader) standing() model.Standing {
	cell := strings.TrimSpace(r.cell(colTraining))
	switch strings.ToLower(cell) {
	case "":
		return model.Absent
	case "true", "1", "yes", "training":
		return model.Training
	case "false", "0", "no", "active":
		return model.Active
	}
	r.problem("is_training %q is not true or false, 1 or 0, yes or no, training or active", infile.Short(cell))
	return model.Absent
}
