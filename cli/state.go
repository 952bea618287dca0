package cli

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"os"
	"path/filepath"

	"github.com/adrg/xdg"

	"roster/data/address"
	"roster/internal/outfile"
	"roster/ui"
)

// statePath returns the path of the state of a database, for a guest or for the user of the
// machine: under a name that does not reveal which one it is, and for a URL does not depend on
// the password.
func statePath(database, guest string) (string, error) {
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

// loadState reads the place of the user in the last session. A state that is missing, or can't
// be read or understood, means to start from the beginning and is not an error: it may be of
// another version, and nothing is lost with it.
func loadState(path string) ui.State {
	var state ui.State
	text, err := readRegular(path)
	if err != nil || json.Unmarshal(text, &state) != nil {
		return ui.State{}
	}
	return state
}

// saveState writes the place of the user, atomically.
func saveState(path string, state ui.State) error {
	text, err := json.Marshal(state)
	if err != nil {
		return err
	}
	return replace(path, text)
}

// replace puts a text into a file of the state folder, at once or not at all.
func replace(path string, text []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	return outfile.Target{Name: path, Path: path}.Write(func(w io.Writer) error {
		_, err := w.Write(text)
		return err
	})
}
