package exchange

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"roster/data/field"
	"roster/data/importer"
	"roster/data/model"
	"roster/internal/infile"
)

// The members of the JSON file.
const (
	keyTeams  = "teams"
	keyHeroes = "heroes"
	keyLinks  = "hero_team_links"
)

// jsonReader reads the rows of a JSON file.
type jsonReader struct {
	*jsontext.Decoder
	lines *infile.Lines
	draft *importer.Draft
	list  string // the member that is being read
	row   int    // the index in it
	line  int    // the first line of the row
	wrong bool   // the row has a problem
}

// readJSON reads a JSON file into the draft. Problems are recorded there; the error is that of
// reading the file.
func readJSON(in io.Reader, draft *importer.Draft) error {
	r := jsonReader{draft: draft}
	r.lines = infile.NewLines(in, func() int64 { return r.InputOffset() })
	r.Decoder = jsontext.NewDecoder(r.lines)
	err := r.file()
	broken, isBroken := errors.AsType[*jsontext.SyntacticError](err)
	switch {
	case err == nil, errors.Is(err, errNotRoster):
	case errors.Is(err, infile.ErrLong):
		draft.Broken(r.lines.Line(r.InputOffset()), "%v", infile.ErrLong)
	case errors.Is(err, io.ErrUnexpectedEOF):
		draft.Broken(r.lines.Line(r.lines.Offset()), "the file ends in the middle: it is incomplete")
	case errors.Is(err, io.EOF):
		draft.Broken(0, "the file is empty")
	case isBroken:
		line, column := r.lines.At(broken.ByteOffset)
		draft.Broken(line, "this is not JSON, at column %d: %v", column, broken.Err)
	default:
		return err
	}
	return nil
}

// errNotRoster ends a file that is not a roster, after that was noted.
var errNotRoster = errors.New("not the shape of a roster")

// file reads the one object that a file is.
func (r *jsonReader) file() error {
	if kind := r.PeekKind(); kind != '{' {
		if _, err := r.ReadToken(); err != nil {
			return err
		}
		r.draft.Broken(1, "this is not a roster: it must be an object with %s, %s and %s", keyTeams, keyHeroes, keyLinks)
		return errNotRoster
	}
	if _, err := r.ReadToken(); err != nil {
		return err
	}
	for r.PeekKind() == '"' {
		token, err := r.ReadToken()
		if err != nil {
			return err
		}
		if err := r.member(token.String()); err != nil {
			return err
		}
	}
	if _, err := r.ReadToken(); err != nil { // the closing brace
		return err
	}
	if _, err := r.ReadToken(); !errors.Is(err, io.EOF) {
		if err == nil {
			r.draft.Broken(r.lines.Line(r.InputOffset()), "there is more after the end of the JSON")
			err = errNotRoster
		}
		return err
	}
	return nil
}

// member reads the list of that name.
func (r *jsonReader) member(name string) error {
	rows := map[string]func() error{keyTeams: r.team, keyHeroes: r.hero, keyLinks: r.link}
	read, known := rows[name]
	line := r.lines.Line(r.InputOffset())
	if !known {
		r.draft.Problem(line, "roster does not know %q: a roster has %s, %s and %s", infile.Short(name), keyTeams, keyHeroes, keyLinks)
		return r.SkipValue()
	}
	if r.PeekKind() != '[' {
		r.draft.Problem(line, "%s is not a list", name)
		return r.SkipValue()
	}
	if _, err := r.ReadToken(); err != nil {
		return err
	}
	r.list = name
	for r.row = 0; r.PeekKind() != ']' && r.PeekKind() > 0; r.row++ {
		if err := r.object(read); err != nil {
			return err
		}
	}
	_, err := r.ReadToken()
	return err
}

// object reads one row of a list.
func (r *jsonReader) object(read func() error) error {
	r.wrong = false
	isObject := r.PeekKind() == '{'
	if !isObject {
		r.locate()
		r.problem("it is not an object")
		return r.SkipValue()
	}
	if _, err := r.ReadToken(); err != nil {
		return err
	}
	r.locate()
	if err := read(); err != nil {
		return err
	}
	_, err := r.ReadToken()
	return err
}

func (r *jsonReader) locate() { r.line = r.lines.Line(r.InputOffset()) }

// problem notes what is wrong with the row. A file in one line is read by the
// index.
func (r *jsonReader) problem(format string, args ...any) {
	r.draft.Problem(r.line, "%s[%d]: %s", r.list, r.row, fmt.Sprintf(format, args...))
	r.wrong = true
}

// fields calls read for each member of an object, a row of the table, with its value.
func (r *jsonReader) fields(table string, read func(name string, value jsontext.Token) bool) error {
	for r.PeekKind() == '"' {
		token, err := r.ReadToken()
		if err != nil {
			return err
		}
		name := token.String()
		if kind := r.PeekKind(); kind == '{' || kind == '[' {
			r.problem("%s is a list or an object", infile.Short(name))
			if err := r.SkipValue(); err != nil {
				return err
			}
			continue
		}
		value, err := r.ReadToken()
		if err != nil {
			return err
		}
		if !read(name, value) {
			r.problem("roster does not know the field %q: the fields are %s", infile.Short(name), listShort(r.names(table)))
		}
	}
	return nil
}

// names returns the fields that a row of the table can have.
func (r *jsonReader) names(table string) []string {
	names := map[string][]string{
		model.TeamTable: {"id", "name", "headquarters"},
		model.HeroTable: {"id", "name", "secret_name", "age"},
		model.LinkTable: {"team_id", "hero_id", "is_training"},
	}[table]
	for _, f := range r.draft.FieldsOf(table) {
		names = append(names, infile.Short(f.Name))
	}
	return names
}

func (r *jsonReader) team() error { return r.entity(colHeadquarters, false, r.draft.Team) }
func (r *jsonReader) hero() error { return r.entity(colSecretName, true, r.draft.Hero) }

// entity reads a team or a hero, whose second text is in the column, and passes it to add.
func (r *jsonReader) entity(column int, ages bool, add func(importer.Entry) importer.Entity) error {
	m := importer.Entry{Line: r.line}
	text := memberColumns()[column]
	table := model.TeamTable
	if ages {
		table = model.HeroTable
	}
	err := r.fields(table, func(name string, v jsontext.Token) bool {
		switch {
		case name == "id":
			m.ID = r.id(table, name, v)
		case name == "name":
			m.Name = r.text(name, v)
		case name == text && v.Kind() == 'n':
			m.Text, m.IsNull = importer.Just(""), true
		case name == text:
			m.Text = r.text(name, v)
		case name == "age" && ages:
			m.AgeSaid = true
			if v.Kind() != 'n' {
				m.Age = model.Years(int(r.integer(name, v).Value))
			}
		default:
			return r.fieldValue(table, name, v, &m.Fields)
		}
		return true
	})
	if err == nil && r.named(m) {
		add(m)
	}
	return err
}

// named reports whether the row has an ID or a name, and records a problem if not.
func (r *jsonReader) named(m importer.Entry) bool {
	if !r.wrong && !m.ID.Set && !m.Name.Set {
		r.problem("it has neither id nor name")
	}
	return !r.wrong
}

// link reads a membership.
func (r *jsonReader) link() error {
	team, hero := importer.Entry{Line: r.line}, importer.Entry{Line: r.line}
	standing, isNull := model.Absent, false
	var fields []importer.FieldValue
	err := r.fields(model.LinkTable, func(name string, v jsontext.Token) bool {
		switch name {
		case "team_id":
			team.ID = r.id(model.TeamTable, name, v)
		case "hero_id":
			hero.ID = r.id(model.HeroTable, name, v)
		case "is_training":
			if isNull = v.Kind() == 'n' && r.draft.FlagIsNullable(); !isNull {
				standing = r.standing(v)
			}
		default:
			return r.fieldValue(model.LinkTable, name, v, &fields)
		}
		return true
	})
	switch {
	case err != nil || r.wrong:
	case !team.ID.Set || !hero.ID.Set:
		r.problem("it lacks team_id or hero_id")
	case isNull:
		r.draft.NullLink(r.line, r.draft.Team(team), r.draft.Hero(hero), fields...)
	default:
		r.draft.Link(r.line, r.draft.Team(team), r.draft.Hero(hero), standing, fields...)
	}
	return err
}

// fieldValue reads the value of a field, and reports whether there is such a field.
func (r *jsonReader) fieldValue(table, name string, v jsontext.Token, fields *[]importer.FieldValue) bool {
	if !r.draft.HasField(table, name) {
		return false
	}
	text, form := v.String(), field.AsText
	switch v.Kind() {
	case 'n':
		form = field.AsNull
	case 't', 'f':
		form = field.AsBool
	case '0':
		form = field.AsNumber
	default:
		if strings.IndexByte(text, 0) >= 0 {
			r.problem("%s has a NUL character: remove it", infile.Short(name))
			return true
		}
	}
	given, err := r.draft.Give(table, name, text, form)
	if err != nil {
		r.problem("%s", strings.TrimSuffix(err.Error(), "."))
	}
	*fields = append(*fields, given)
	return true
}

// id returns an id of a table, or records that it is not one.
func (r *jsonReader) id(table, name string, v jsontext.Token) (id importer.Maybe[model.ID]) {
	if keys := r.draft.Keys(table); keys != model.NumberKey {
		key, ok := keys.Parse(v.String())
		if kind := v.Kind(); !ok || kind != '"' && kind != '0' {
			r.problem("%s is %s, not %s", name, quoteToken(v), keys.One())
			return id
		}
		return importer.Just(key)
	}
	if n := r.integer(name, v); n.Set {
		id = importer.Just(model.NumberID(n.Value))
	}
	return id
}

// integer returns a whole number, or records that it is not one.
func (r *jsonReader) integer(name string, v jsontext.Token) importer.Maybe[int64] {
	if v.Kind() == '0' {
		if n, err := strconv.ParseInt(v.String(), 10, 64); err == nil {
			return importer.Just(n)
		}
	}
	r.problem("%s is %s, not a whole number", name, quoteToken(v))
	return importer.Maybe[int64]{}
}

// text returns a text, or notes what is wrong with it.
func (r *jsonReader) text(name string, v jsontext.Token) importer.Maybe[string] {
	if v.Kind() != '"' {
		if name == memberColumns()[colSecretName] {
			r.problem("%s is not a text", name)
		} else {
			r.problem("%s is %s, not a text", name, quoteToken(v))
		}
		return importer.Maybe[string]{}
	}
	text := v.String()
	if strings.IndexByte(text, 0) >= 0 {
		r.problem("%s has a NUL character: remove it", name)
	}
	return importer.Just(text)
}

// standing returns the value of is_training, or records that it is missing.
func (r *jsonReader) standing(v jsontext.Token) model.Standing {
	if kind := v.Kind(); kind != 't' && kind != 'f' {
		r.problem("is_training is %s, not true or false", quoteToken(v))
		return model.Absent
	}
	return model.StandingOf(v.Bool())
}

// quoteToken returns a value for a message.
func quoteToken(v jsontext.Token) string {
	text := infile.Short(v.String())
	if v.Kind() == '"' {
		return strconv.Quote(text)
	}
	return text
}
