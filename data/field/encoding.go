package field

import (
	"encoding/hex"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"roster/data/model"
)

// Encoding is the representation of a value in a file.
type Encoding int

// The encodings. Formats without types, such as CSV, only have text.
const (
	AsNull Encoding = iota // NULL
	AsBool                 // true or false
	AsNumber
	AsText
)

// Stored is a field of a row with its value as stored.
type Stored struct {
	Field Field
	Raw   any
}

// Value returns the value formatted for display.
func (h Stored) Value() Value { return h.Field.Value(h.Raw) }

// InFile returns the value as an export writes it. It is not ok if [importer.Draft.Give] could
// not restore the value from that.
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
		return DecimalText(v), AsNumber, (h.Field.Kind == Decimal || h.Field.isLoose()) && !math.IsInf(v, 0) &&
			!math.IsNaN(v)
	case string:
		return h.encodeText(v)
	case []byte:
		return encodeBytes(v), AsText, h.Field.Kind == Unknown
	}
	return "", AsText, false
}

// IsExact reports whether the value can be written to a file and restored from it.
func (h Stored) IsExact() bool {
	if _, isBytes := h.Raw.([]byte); isBytes {
		return h.Field.Kind == Unknown // without writing them out
	}
	_, _, ok := h.InFile()
	return ok
}

// bytesPrefix begins bytes in a file, as PostgreSQL writes them: \x and two digits for each.
const bytesPrefix = `\x`

// encodeBytes writes bytes as PostgreSQL does. They may be many: they are copied once.
func encodeBytes(v []byte) string {
	var text strings.Builder
	text.Grow(len(bytesPrefix) + hex.EncodedLen(len(v)))
	text.WriteString(bytesPrefix)
	hex.NewEncoder(&text).Write(v) // to a builder, which takes all
	return text.String()
}

// guardsBytes reports whether a text of the field could be mistaken for bytes. A bytea column
// has its bytes as such texts.
func (f Field) guardsBytes(text string) bool {
	return f.Kind == Unknown && f.Type != "bytea" && strings.HasPrefix(strings.TrimLeft(text, `\`), "x") && strings.HasPrefix(text, `\`)
}

// decodeBytes reads what [Stored.InFile] writes for bytes, and for texts that look like them.
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

// encodeText returns a text as an export writes it.
func (h Stored) encodeText(stored string) (text string, form Encoding, ok bool) {
	ok = utf8.ValidString(stored) && !strings.Contains(stored, "\x00")
	switch h.Field.Kind {
	case Text, Unknown, JSON, Array:
		if h.Field.guardsBytes(stored) {
			stored = `\` + stored
		}
		return stored, AsText, ok
	case Decimal: // some engines return decimals as text
		return h.Field.TextOf(stored), AsNumber, isDecimal(stored)
	case UUID: // an invalid one is written unchanged
		return h.Field.TextOf(stored), AsText, ok
	case Date, Time, Word, Clock:
		text = h.Field.TextOf(stored)
		v, err := h.Field.Parse(text)
		said, isText := v.(string)
		return text, AsText, ok && err == nil && isText && h.Field.TextOf(said) == text
	}
	return stored, AsText, false
}

// Decode returns a value of a file: a string, an int64, a bool or nil. A decimal number comes
// as text. Text is not validated.
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
		if id, ok := model.ParseUUID(text); ok {
			return model.UUIDText(id), nil
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

// Encoding returns the encoding of the values of a field.
func (f Field) Encoding() Encoding {
	switch f.Kind {
	case Whole, Decimal:
		return AsNumber
	case YesNo:
		return AsBool
	}
	return AsText
}
