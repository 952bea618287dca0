package data

import (
	"slices"
	"strings"
)

// FieldKind says what values a field takes.
type FieldKind int

// The kinds. What has a type that roster does not know is shown and kept.
const (
	UnknownField FieldKind = iota
	TextField
	WholeField
	DecimalField
	YesNoField
	DateField
	TimeField // a date and a time of day
	WordField // one of a few words
)

// String returns what such a field takes, for people.
func (k FieldKind) String() string {
	return [...]string{"a type that roster does not know", "text", "a whole number", "a number", "yes or no", "a date", "a date and time", "one of a few words"}[k]
}

// Field is a column of one of the three tables that somebody added to those
// which every roster has.
type Field struct {
	Table, Name string
	Kind        FieldKind
	Type        string // as declared
	Nullable    bool
	Default     string // the expression as declared; "" where there is none
	Computed    bool   // the database works it out: it is shown, and never written
	Limit       int    // the most characters of a text, 0 for [MaxField]
	Words       []string
}

// IsTyped tells whether a person can type a value for the field.
func (f Field) IsTyped() bool { return !f.Computed && f.Kind != UnknownField }

// IsRequired tells whether a new row must have a value for the field.
func (f Field) IsRequired() bool { return !f.Nullable && f.Default == "" && !f.Computed }

// Fields returns the fields of the table team, hero or heroteamlink, in the order
// of its columns. They are those of the last look at the tables: another program
// may have altered them since. Nothing is read.
func (s *Store) Fields(table string) []Field { return s.catalog().fields(table) }

// fields returns the columns of a table beyond those that every roster has.
func (c *catalog) fields(name string) []Field {
	t := c.table(name)
	if t == nil {
		return nil
	}
	seed := seedColumns(name)
	return slices.DeleteFunc(slices.Clone(t.fields), func(f Field) bool { return containsFold(seed, f.Name) })
}

// seedColumns returns the columns of a table that every roster has.
func seedColumns(name string) []string {
	for _, t := range seedTables {
		if t.name == name {
			return t.columns
		}
	}
	return nil
}

// field returns the field of that name, exactly as the database spells it.
func (c *catalog) field(table, name string) (Field, bool) {
	fields := c.fields(table)
	at := slices.IndexFunc(fields, func(f Field) bool { return f.Name == name })
	if at < 0 {
		return Field{}, false
	}
	return fields[at], true
}

// exact returns where the column of exactly this name stands in a row, or -1.
func (t *table) exact(column string) int { return slices.Index(t.columns, column) }

// printed returns what a column holds, for people.
func (t *table) printed(p int, v any) string {
	at := slices.IndexFunc(t.fields, func(f Field) bool { return f.Name == t.columns[p] })
	if at < 0 || containsFold(seedColumns(t.name), t.columns[p]) {
		return head(text(v))
	}
	return t.fields[at].value(v).Text
}

// DefaultText returns the value that a new row gets where none is given, as text,
// and whether that is known: an expression is for the database to work out.
func (f Field) DefaultText() (text string, known bool) {
	text = strings.TrimSpace(f.Default)
	for len(text) > 1 && text[0] == '(' && text[len(text)-1] == ')' {
		text = strings.TrimSpace(text[1 : len(text)-1])
	}
	switch {
	case len(text) > 0 && text[0] == '\'':
		word, rest, ok := quotedText(text)
		if !ok || rest != "" && !strings.HasPrefix(rest, "::") {
			return "", false
		}
		text = word
	default:
		text, _, _ = strings.Cut(text, "::")
	}
	v, err := f.parse(text)
	if err != nil || v == nil {
		return "", false
	}
	return f.value(v).Text, true
}

// quotedText takes the text in single quotes apart that s begins with, and
// returns what comes after it.
func quotedText(s string) (text, rest string, ok bool) {
	var b strings.Builder
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] != '\'':
			b.WriteByte(s[i])
		case i+1 < len(s) && s[i+1] == '\'':
			b.WriteByte('\'')
			i++
		default:
			return b.String(), s[i+1:], true
		}
	}
	return "", "", false
}
