package model

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
)

// KeyKind is what the ids of a table are.
type KeyKind int

// The kinds.
const (
	NumberKey KeyKind = iota // whole numbers, which the database gives
	TextKey                  // texts
	HexKey                   // texts, UUIDs of 32 hexadecimal digits
	UUIDKey                  // texts, UUIDs with hyphens, always in lower case
	BytesKey                 // UUIDs as 16 bytes
	NoKey                    // what roster does not read as ids
)

// String returns a description of the ids.
func (k KeyKind) String() string {
	return [...]string{"whole numbers", "texts", "UUIDs", "UUIDs", "UUIDs", "values of an unknown type"}[k]
}

// One returns a description of one of the ids.
func (k KeyKind) One() string {
	return [...]string{"a whole number", "a text", "a UUID", "a UUID", "a UUID", "an id"}[k]
}

// isText reports whether the ids are texts, whatever is in them.
func (k KeyKind) isText() bool { return k == TextKey || k == UUIDKey || k == HexKey }

// IsLike reports whether ids of both kinds can be the same: those of a table, and those that
// refer to it.
func (k KeyKind) IsLike(other KeyKind) bool {
	return k == other && k != NoKey || k.isText() && other.isText()
}

// Holds reports whether an id is of the kind.
func (k KeyKind) Holds(id ID) bool {
	switch id.key().kind {
	case numberID:
		return k == NumberKey
	case textID:
		return k.isText()
	case bytesID:
		return k == BytesKey
	}
	return false
}

// Parse returns the id that a text of the user or of a file means: a UUID in any spelling, if the
// ids are UUIDs; ok is false if it means none.
func (k KeyKind) Parse(text string) (id ID, ok bool) {
	uuid, isUUID := ParseUUID(text)
	switch {
	case k == NumberKey:
		n, err := strconv.ParseInt(text, 10, 64)
		return NumberID(n), err == nil
	case k == NoKey || text == "", !isUUID && (k == UUIDKey || k == HexKey):
		return ID{}, false
	case isUUID && (k == UUIDKey || k == BytesKey || k == HexKey && len(text) != HexLength):
		return k.uuid(uuid), true
	case k == BytesKey:
		b, err := hex.DecodeString(text)
		return BytesID(b), err == nil
	}
	return TextID(text), true
}

// As returns an id that was read without knowing the kind as one of this kind; ok is false if no
// row can have it.
func (k KeyKind) As(id ID) (_ ID, ok bool) {
	if k.Holds(id) && !k.isText() {
		return id, true
	}
	parsed, ok := k.Parse(id.String())
	if !ok && k.Holds(id) && k != UUIDKey { // a column of texts may hold others
		return id, true
	}
	return parsed, ok
}

// New returns a random id; ok is false if roster can't make one of the kind.
func (k KeyKind) New() (id ID, ok bool) {
	if k != UUIDKey && k != HexKey && k != BytesKey {
		return ID{}, false
	}
	uuid, _ := ParseUUID(NewUUID())
	return k.uuid(uuid), true
}

// uuid returns a UUID as an id of the kind.
func (k KeyKind) uuid(b [16]byte) ID {
	switch k {
	case HexKey:
		return TextID(hex.EncodeToString(b[:]))
	case BytesKey:
		return BytesID(b[:])
	}
	return TextID(UUIDText(b))
}

// The lengths of UUIDs as texts.
const (
	UUIDLength = 36 // with hyphens
	HexLength  = 32
)

// ParseUUID reads a UUID with its hyphens or without, in braces perhaps.
func ParseUUID(text string) (id [16]byte, ok bool) {
	digits := strings.ReplaceAll(strings.Trim(text, "{}"), "-", "")
	b, err := hex.DecodeString(digits)
	if err != nil || len(b) != len(id) {
		return id, false
	}
	return [16]byte(b), true
}

// UUIDText returns a UUID with its hyphens.
func UUIDText(b [16]byte) string {
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

// NewUUID returns a random UUID, of version 4.
// https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-4
func NewUUID() string {
	var b [16]byte
	rand.Read(b[:]) // never fails: https://pkg.go.dev/crypto/rand#Read
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return UUIDText(b)
}
