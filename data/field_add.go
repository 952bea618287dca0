package data

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// NewField is a field to be added to a table.
type NewField struct {
	Table   string // team, hero or heroteamlink
	Name    string
	Type    string // one of [FieldTypes]; a text may have its longest in brackets, text(40)
	NotNull bool
	Default string // what rows have where nothing is given, as people type it; "" for nothing
}

// FieldTypes returns the types that a new field can have, in the words of people.
func FieldTypes() []string {
	return []string{"text", "integer", "decimal", "boolean", "date", "datetime"}
}

// maxColumn is how long the name of a column may be, in bytes, on every engine.
const maxColumn = 63

// AddField adds a field to a table, and returns the change that the history has of
// it: it can't be undone. The error is [Invalid] where there can be no such field, and
// [Unread] where it was added and then could not be read.
func (s *Store) AddField(ctx context.Context, f NewField) (Change, error) {
	statement, err := s.declaration(f)
	if err != nil {
		return Change{}, err
	}
	c := Change{Label: "New field " + brief(f.Name) + " of " + RowsOf(f.Table), final: true}
	s.stamp(&c)
	err = s.transact(ctx, c.Label, &c, func(w conn) error {
		if _, err := w.exec(ctx, statement); err != nil {
			return err
		}
		return s.record(ctx, w, &c)
	})
	if err != nil {
		return c, err
	}
	s.own(c.ID, c.State)
	r := s.read("Open")
	schema, err := s.dialect.schemaSign(ctx, r)
	if err == nil {
		err = s.fits(ctx, schema, r)
	}
	if err != nil {
		return c, fail(Unread, s.dialect.failure(err), "%s: it is there, but could not be read again. Open the database again.", c.Label)
	}
	return c, nil
}

// CheckField returns an [Invalid] error where there can be no such field.
func (s *Store) CheckField(f NewField) error {
	_, err := s.declaration(f)
	return err
}

// declaration returns the statement that adds a field.
func (s *Store) declaration(f NewField) (string, error) {
	t := s.catalog().table(f.Table)
	field, err := f.field()
	switch {
	case err != nil:
		return "", err
	case slices.ContainsFunc(t.fields, func(have Field) bool { return strings.EqualFold(have.Name, f.Name) }):
		return "", fail(Invalid, nil, "There is a column %s of %s already: take another name.", brief(f.Name), RowsOf(f.Table))
	case f.NotNull && f.Default == "":
		return "", fail(Invalid, nil, "A field that must not be empty needs a default for the rows that are there: give one.")
	}
	statement := "ALTER TABLE " + s.dialect.relation(f.Table) + " ADD COLUMN " + quote(f.Name) + " " + s.dialect.declared(field.Kind, field.Limit)
	if f.NotNull {
		statement += " NOT NULL"
	}
	if f.Default == "" {
		return statement, nil
	}
	v, err := field.parse(f.Default)
	if err == nil {
		v, err = s.dialect.spell(field, v)
	}
	return statement + " DEFAULT " + literal(v), err
}

// field returns the field that is to be.
func (f NewField) field() (Field, error) {
	field := Field{Table: f.Table, Name: f.Name, Nullable: !f.NotNull}
	switch {
	case strings.TrimSpace(f.Name) == "":
		return field, fail(Invalid, nil, "The name of the field is empty: give it one.")
	case !utf8.ValidString(f.Name) || strings.ContainsFunc(f.Name, unicode.IsControl):
		return field, fail(Invalid, nil, "The name of the field has a control character, or is not valid UTF-8: leave that out.")
	case len(f.Name) > maxColumn:
		return field, fail(Invalid, nil, "The name of the field has %d bytes: the longest is %d.", len(f.Name), maxColumn)
	}
	name, size, hasSize := strings.Cut(strings.ToLower(strings.TrimSpace(f.Type)), "(")
	at := slices.Index(FieldTypes(), name)
	if at < 0 || hasSize && name != "text" {
		return field, fail(Invalid, nil, "There is no type %q: it is one of %s; a text may be text(40).", brief(f.Type), strings.Join(FieldTypes(), ", "))
	}
	field.Kind = []FieldKind{TextField, WholeField, DecimalField, YesNoField, DateField, TimeField}[at]
	if hasSize {
		n, err := strconv.Atoi(strings.TrimSuffix(size, ")"))
		if err != nil || n < 1 || !strings.HasSuffix(size, ")") {
			return field, fail(Invalid, err, "The type %q is not understood: write text(40) for at most 40 characters.", brief(f.Type))
		}
		field.Limit = n
	}
	return field, nil
}
