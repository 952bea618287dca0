package field

import (
	"strings"
)

// Kind is the kind of values that a field accepts.
type Kind int

// The kinds. Values of unknown types are displayed and preserved.
const (
	Unknown Kind = iota
	Text
	Whole
	Decimal
	YesNo
	Date
	Time  // a date and a time of day
	Word  // one of a few words
	Clock // a time of day
	UUID
	JSON
	Array // of PostgreSQL, as it writes them
)

// String returns a description of the values, such as "a whole number".
func (k Kind) String() string {
	return [...]string{"a type that roster does not know", "text", "a whole number", "a number", "yes or no",
		"a date", "a date and time", "one of a few values", "a time of day", "a UUID", "JSON", "a list in braces"}[k]
}

// Field is a custom column: one that is not among the columns of the tutorial's tables.
type Field struct {
	Table, Name string
	Kind        Kind
	Type        string // as declared
	Nullable    bool
	Default     string // the expression as declared, or ""
	Computed    bool   // computed by the database: it is shown, and never written
	Limit       int    // the maximum number of characters of a text, 0 for [MaxLength]
	Words       []string
	WordsType   string // the name of their type, without a schema if the table is in the same one; "" if they have none
}

// IsTyped reports whether the user can type a value for the field.
func (f Field) IsTyped() bool { return !f.Computed && f.Kind != Unknown }

// IsRequired reports whether a new row must have a value for the field.
func (f Field) IsRequired() bool { return !f.Nullable && f.Default == "" && !f.Computed }

// DefaultText returns the default value for a new row as text. It is not known if the default
// is an expression or none.
func (f Field) DefaultText() (text string, known bool) {
	text = strings.TrimSpace(f.Default)
	for len(text) > 1 && text[0] == '(' && text[len(text)-1] == ')' {
		text = strings.TrimSpace(text[1 : len(text)-1])
	}
	switch {
	case len(text) > 0 && text[0] == '\'':
		word, rest, ok := CutQuoted(text)
		if !ok || rest != "" && !strings.HasPrefix(rest, "::") {
			return "", false
		}
		text = word
	default:
		text, _, _ = strings.Cut(text, "::")
	}
	v, err := f.Parse(text)
	if err != nil || v == nil {
		return "", false
	}
	return f.Value(v).Text, true
}

// CutQuoted cuts the text in single quotes off the beginning of s, and returns it and the
// rest.
func CutQuoted(s string) (text, rest string, ok bool) {
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

// Typed is what the user typed into a field, "" for none, and what the form showed there
// before: a field is changed only if they differ.
type Typed struct{ Name, Shown, Typed string }
