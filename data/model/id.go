package model

import (
	"cmp"
	"database/sql/driver"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
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
			return fmt.Sprintf("%x-%x-%x-%x-%x", k.text[:4], k.text[4:6], k.text[6:8], k.text[8:10], k.text[10:])
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

// Value returns the value as the database stores it.
func (id ID) Value() (driver.Value, error) { return id.Stored(), nil }

// MarshalJSON writes a number as a number, any other id as the text of [ID.String], and no id as
// null.
func (id ID) MarshalJSON() ([]byte, error) {
	if n, ok := id.Number(); ok {
		return strconv.AppendInt(nil, n, 10), nil
	}
	if id.IsZero() {
		return []byte("null"), nil
	}
	return json.Marshal(id.String())
}
