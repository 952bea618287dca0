package model

import (
	"cmp"
	"encoding/hex"
	"encoding/json"
	"strconv"
	"strings"
	"unicode/utf8"
	"unique"
)

// ID is the key of a team or a hero exactly as the database stores it: a whole number, a text or
// bytes. It is comparable, and a map key. The zero value is no id, and differs from every stored one.
type ID struct {
	number int64
	other  unique.Handle[storedKey] // what it is besides a number, once for all that are the same
}

// storedKey is a key that is not a number, or isNumber.
type storedKey struct {
	kind idKind
	text string
}

type idKind uint8

// The kinds, in the order in which SQLite sorts them.
const (
	noID idKind = iota
	numberID
	textID
	bytesID
)

var isNumber = unique.Make(storedKey{kind: numberID})

// NumberID returns the id that is stored as a whole number.
func NumberID(n int64) ID { return ID{n, isNumber} }

// TextID returns the id that is stored as a text.
func TextID(text string) ID { return ID{other: unique.Make(storedKey{textID, text})} }

// BytesID returns the id that is stored as bytes.
func BytesID(b []byte) ID { return ID{other: unique.Make(storedKey{bytesID, string(b)})} }

// StoredID returns the id of a stored value: the zero ID for one that can't be a key.
func StoredID(v any) ID {
	switch v := v.(type) {
	case int64:
		return NumberID(v)
	case string:
		return TextID(v)
	case []byte:
		return BytesID(v)
	}
	return ID{}
}

// ParseID returns the id that a text of the user or of a file means: a number if it is written as
// one, otherwise a text.
func ParseID(text string) ID {
	if n, err := strconv.ParseInt(text, 10, 64); err == nil && strconv.FormatInt(n, 10) == text {
		return NumberID(n)
	}
	if text == "" {
		return ID{}
	}
	return TextID(text)
}

// IsZero reports whether it is no id.
func (id ID) IsZero() bool { return id == ID{} }

// key returns what an id is, and its text if it is not a number.
func (id ID) key() storedKey {
	switch id.other {
	case isNumber:
		return storedKey{kind: numberID}
	case unique.Handle[storedKey]{}:
		return storedKey{}
	}
	return id.other.Value()
}

// Number returns the number of an id that is stored as one.
func (id ID) Number() (n int64, ok bool) { return id.number, id.other == isNumber }

// Stored returns the value as the database stores it: an int64, a string, a []byte, or nil.
func (id ID) Stored() any {
	switch k := id.key(); k.kind {
	case numberID:
		return id.number
	case textID:
		return k.text
	case bytesID:
		return []byte(k.text)
	}
	return nil
}

// String returns the id for display: 16 bytes as a UUID, other bytes in hexadecimal digits.
func (id ID) String() string {
	switch k := id.key(); k.kind {
	case numberID:
		return strconv.FormatInt(id.number, 10)
	case textID:
		return k.text
	case bytesID:
		if len(k.text) == 16 {
			return UUIDText([16]byte([]byte(k.text)))
		}
		return hex.EncodeToString([]byte(k.text))
	}
	return ""
}

// Compare orders ids as SQLite orders stored values: numbers, texts by their bytes, bytes.
func (id ID) Compare(other ID) int {
	if id.other == other.other {
		return cmp.Compare(id.number, other.number)
	}
	a, b := id.key(), other.key()
	return cmp.Or(cmp.Compare(a.kind, b.kind), strings.Compare(a.text, b.text))
}

// idJSON is an id that JSON can't hold as it is.
type idJSON struct {
	Text  []byte `json:"text,omitempty"`
	Bytes []byte `json:"bytes,omitempty"`
}

// MarshalJSON writes an id so that it can be read back exactly: a number as a number, a text as a
// text, and no id as null.
func (id ID) MarshalJSON() ([]byte, error) {
	switch k := id.key(); {
	case k.kind == numberID:
		return strconv.AppendInt(nil, id.number, 10), nil
	case k.kind == textID && utf8.ValidString(k.text):
		return json.Marshal(k.text)
	case k.kind == textID:
		return json.Marshal(idJSON{Text: []byte(k.text)})
	case k.kind == bytesID:
		return json.Marshal(idJSON{Bytes: []byte(k.text)})
	}
	return []byte("null"), nil
}

// UnmarshalJSON reads what [ID.MarshalJSON] writes.
func (id *ID) UnmarshalJSON(text []byte) error {
	var number int64
	var wrapped idJSON
	var plain string
	var err error
	switch text[0] {
	case 'n':
		*id = ID{}
	case '"':
		err = json.Unmarshal(text, &plain)
		*id = TextID(plain)
	case '{':
		err = json.Unmarshal(text, &wrapped)
		*id = BytesID(wrapped.Bytes)
		if wrapped.Text != nil {
			*id = TextID(string(wrapped.Text))
		}
	default:
		err = json.Unmarshal(text, &number)
		*id = NumberID(number)
	}
	return err
}
