package sqldb

import (
	"crypto/rand"
	"encoding/hex"
)

// NewToken returns a random text that nothing else has.
func NewToken() string {
	var b [16]byte
	rand.Read(b[:]) // never fails: https://pkg.go.dev/crypto/rand#Read
	return hex.EncodeToString(b[:])
}
