package field

import (
	"encoding/hex"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"roster/data/model"
)

// Encoding is how a file writes a value down.
type Encoding int

// The forms. A file without types has words only.
const (
	AsNull Encoding = iota // NULL
	AsBool                 // true or false
	AsNumber
	AsText
)

// Stored is what a row has in one of its fields, as it is stored.
type Stored struct {
	Field Field
	Raw   any
}

// Value returns it as people read it.
func (h Stored) Value() Value { return h.Field.Value(h.Raw) }

// InFile returns it as a file has it, from which [importer.Draft.Give] makes the same
// again, and whether there is such a form of it.
func (h Stored) InFile() (text string, form Encoding, ok bool) {
	switch v := h.Raw.(type) {
	case nil:
		return "", AsNull, true
	case bool:
		return strconv.FormatBool(v), AsBool, h.Field.Kind == YesNo
	case int64:
		if h.Field.Kind == YesNo {
			return strconv.FormatBool(v == 1), AsBool, v == 0 || v == 1
		}
		return strconv.FormatInt(v, 10), AsNumber, h.Field.Kind == Whole || h.Field.Kind == Decimal || h.Field.isLoose()
	case float64:
		return DecimalText(v), AsNumber, (h.Field.Kind == Decimal || h.Field.isLoose()) && !math.IsInf(v, 0) && !math.IsNaN(v)
	case string:
		return h.encodeText(v)
	case []byte:
		return bytesPrefix + hex.EncodeToString(v), AsText, h.Field.Kind == Unknown
	}
	return "", AsText, false
}

// bytesPrefix begins bytes in a file, as PostgreSQL writes them: \x and two digits for each.
const bytesPrefix = `\x`

// guardsBytes reports whether a text of the field could be taken for bytes. Where an engine
// has bytes as such texts, they are it.
func (f Field) guardsBytes(text string) bool {
	return f.Kind == Unknown && f.Type != "bytea" && strings.HasPrefix(strings.TrimLeft(text, `\`), "x") && strings.HasPrefix(text, `\`)
}

// decodeBytes reads what [Stored.InFile] writes of bytes, and of texts that look like them.
func (f Field) decodeBytes(text string) any {
	if !f.guardsBytes(text) {
		return text
	}
	digits, isBytes := strings.CutPrefix(text, bytesPrefix)
	if !isBytes {
		return text[1:]
	}
	if b, err := hex.DecodeString(digits); err == nil {
		return b
	}
	return text
}

// encodeText returns a text as a file has it.
func (h Stored) encodeText(stored string) (text string, form Encoding, ok bool) {
	ok = utf8.ValidString(stored) && !strings.Contains(stored, "\x00")
	switch h.Field.Kind {
	case Text, Unknown, JSON, Array:
		if h.Field.guardsBytes(stored) {
			stored = `\` + stored
		}
		return stored, AsText, ok
	case Decimal: // of an engine that keeps them as text
		return h.Field.TextOf(stored), AsNumber, isDecimal(stored)
	case UUID: // what is none comes back as it is
		return h.Field.TextOf(stored), AsText, ok
	case Date, Time, Word, Clock:
		text = h.Field.TextOf(stored)
		v, err := h.Field.Parse(text)
		said, isText := v.(string)
		return text, AsText, ok && err == nil && isText && h.Field.TextOf(said) == text
	}
	return stored, AsText, false
}

// Decode returns a value of a file: a string, an int64, a bool or nil. A decimal
// number comes as text. A text is taken as it is, whatever people may type.
func (f Field) Decode(text string, form Encoding) (any, error) {
	switch {
	case form == AsNull:
		if !f.Nullable {
			return nil, f.Errorf("is null, but must have a value")
		}
		return nil, nil
	case f.isLoose() && form == AsNumber:
		if n, err := strconv.ParseInt(text, 10, 64); err == nil {
			return n, nil
		}
		n, err := strconv.ParseFloat(text, 64)
		return n, err
	case f.Kind == Unknown && form == AsBool:
		return nil, f.Errorf("is %s, not a text or a number", text)
	case f.Kind == Unknown:
		return f.decodeBytes(text), nil
	case form == AsText && (f.Kind == Text || f.Kind == JSON || f.Kind == Array):
		return text, nil
	case form == AsText && f.Kind == UUID:
		if id, ok := parseUUID(text); ok {
			return id, nil
		}
		return text, nil
	case f.Kind == Decimal && form == AsNumber && strings.ContainsAny(text, "eE"):
		return text, nil
	case form != f.Encoding():
		return nil, f.Errorf("is %s, not %s", model.Brief(text), f.Kind)
	}
	return f.Parse(text)
}

// isLoose reports whether a column of this kind may hold numbers as well as texts.
func (f Field) isLoose() bool { return f.Kind == Unknown || f.Kind == JSON }

// Encoding returns the form of the values of a field.
func (f Field) Encoding() Encoding {
	switch f.Kind {
	case Whole, Decimal:
		return AsNumber
	case YesNo:
		return AsBool
	}
	return AsText
}
