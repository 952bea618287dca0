package data

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Form is how a file writes a value down.
type Form int

// The forms. A file without types has words only.
const (
	NoValue   Form = iota // NULL
	TrueFalse             // true or false
	Number
	Words
)

// Held is what a row has in one of its fields, as it is stored.
type Held struct {
	Field Field
	raw   any
}

// Value returns it as people read it.
func (h Held) Value() Value { return h.Field.value(h.raw) }

// InFile returns it as a file has it, from which [Draft.Give] makes the same
// again, and whether there is such a form of it.
func (h Held) InFile() (text string, form Form, ok bool) {
	switch v := h.raw.(type) {
	case nil:
		return "", NoValue, true
	case bool:
		return strconv.FormatBool(v), TrueFalse, h.Field.Kind == YesNoField
	case int64:
		if h.Field.Kind == YesNoField {
			return strconv.FormatBool(v == 1), TrueFalse, v == 0 || v == 1
		}
		return strconv.FormatInt(v, 10), Number, h.Field.Kind == WholeField || h.Field.Kind == DecimalField || h.Field.Kind == UnknownField
	case float64:
		return decimalText(v), Number, (h.Field.Kind == DecimalField || h.Field.Kind == UnknownField) && !math.IsInf(v, 0) && !math.IsNaN(v)
	case string:
		return h.words(v)
	}
	return "", Words, false
}

// words returns a text as a file has it.
func (h Held) words(stored string) (text string, form Form, ok bool) {
	ok = utf8.ValidString(stored) && !strings.Contains(stored, "\x00")
	switch h.Field.Kind {
	case TextField, UnknownField:
		return stored, Words, ok
	case DecimalField: // of an engine that keeps them as text
		return h.Field.textOf(stored), Number, isDecimal(stored)
	case DateField, TimeField, WordField:
		text = h.Field.textOf(stored)
		v, err := h.Field.parse(text)
		said, isText := v.(string)
		return text, Words, ok && err == nil && isText && h.Field.textOf(said) == text
	}
	return stored, Words, false
}

// read returns a value of a file: a string, an int64, a bool or nil. A decimal
// number comes as text. A text is taken as it is, whatever people may type.
func (f Field) read(text string, form Form) (any, error) {
	switch {
	case form == NoValue:
		if !f.Nullable {
			return nil, f.wrong("is null, and has to have a value")
		}
		return nil, nil
	case f.Kind == UnknownField && form == Number:
		if n, err := strconv.ParseInt(text, 10, 64); err == nil {
			return n, nil
		}
		n, err := strconv.ParseFloat(text, 64)
		return n, err
	case f.Kind == UnknownField && form == TrueFalse:
		return nil, f.wrong("is %s, not a text or a number", text)
	case f.Kind == TextField && form == Words || f.Kind == UnknownField:
		return text, nil
	case f.Kind == DecimalField && form == Number && strings.ContainsAny(text, "eE"):
		return text, nil
	case form != f.form():
		return nil, f.wrong("is %s, not %s", brief(text), f.Kind)
	}
	return f.parse(text)
}

// form returns the form of the values of a field.
func (f Field) form() Form {
	switch f.Kind {
	case WholeField, DecimalField:
		return Number
	case YesNoField:
		return TrueFalse
	}
	return Words
}

// inFiles returns the fields of a table that files have: not those that the
// database works out.
func (c *catalog) inFiles(name string) []Field {
	var fields []Field
	for _, f := range c.fields(name) {
		if !f.Computed {
			fields = append(fields, f)
		}
	}
	return fields
}

// allInFiles returns them for each table.
func (c *catalog) allInFiles() map[string][]Field {
	all := map[string][]Field{}
	for _, t := range seedTables {
		all[t.name] = c.inFiles(t.name)
	}
	return all
}
