// Package state keeps, in the user's state folder and apart for each database: the place of the user,
// the forms that were open when roster was terminated, what was said of the columns of tables, and
// when guests were last here.
package state

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"path/filepath"

	"github.com/adrg/xdg"

	"roster/data/address"
	"roster/internal/userfile"
	"roster/ui"
)

// Path returns the path of the state of a database, for a guest or for the user of the
// machine: under a name that does not reveal which one it is, and for a URL does not depend on
// the password.
func Path(database, guest string) (string, error) {
	identity := address.Redacted(database)
	if !address.IsURL(database) {
		var err error
		if identity, err = filepath.Abs(database); err != nil {
			return "", err
		}
	}
	if guest != "" {
		identity += "\x00" + guest
	}
	sum := sha256.Sum256([]byte(identity))
	return filepath.Join(xdg.StateHome, "roster", hex.EncodeToString(sum[:8])+".json"), nil
}

// Load reads the place of the user in the last session. A state that is missing, or can't
// be read or understood, means to start from the beginning and is not an error: it may be of
// another version, and nothing is lost with it.
func Load(path string) ui.State {
	var state ui.State
	text, err := userfile.Read(path)
	if err != nil || json.Unmarshal(text, &state) != nil {
		return ui.State{}
	}
	return state
}

// Save writes the place of the user, atomically.
func Save(path string, state ui.State) error {
	text, err := json.Marshal(state)
	if err != nil {
		return err
	}
	return userfile.Replace(path, text)
}
