package state

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"

	"roster/internal/tabular"
	"roster/internal/userfile"
)

// Columns keeps what the user said of the columns of tables, for the next one with the
// same headers: in a file beside the state of the database.
type Columns struct{ path string }

// maxKeptTables is how many sets of headers are kept, the newest ones.
const maxKeptTables = 100

// keptTable are the user's answers about tables with the same headers. The headers are not
// stored: in a table without a header line they are names of people.
type keptTable struct {
	Headers string `json:"headers"` // their hash
	tabular.Mapping
}

// ColumnsOf returns the memory of a database, for a guest or for the user of the machine.
func ColumnsOf(database, guest string) (Columns, error) {
	state, err := Path(database, guest)
	return Columns{strings.TrimSuffix(state, ".json") + ".columns.json"}, err
}

// Recall returns what was said the last time of a table with these headers. What can't be
// read is as if nothing was said: it is asked again.
func (m Columns) Recall(headers []string) tabular.Mapping {
	hash := hashOf(headers)
	for _, t := range m.load() {
		if t.Headers == hash {
			return t.Mapping
		}
	}
	return tabular.Mapping{}
}

// Keep notes what is said of tables with these headers.
func (m Columns) Keep(headers []string, said tabular.Mapping) error {
	hash := hashOf(headers)
	kept := m.load()
	others := slices.DeleteFunc(slices.Clone(kept), func(t keptTable) bool { return t.Headers == hash })
	if said.IsEmpty() && len(others) == len(kept) {
		return nil
	}
	if !said.IsEmpty() {
		others = slices.Insert(others, 0, keptTable{hash, said})
	}
	text, err := json.Marshal(others[:min(len(others), maxKeptTables)])
	if err != nil {
		return err
	}
	return userfile.Replace(m.path, text)
}

func (m Columns) load() []keptTable {
	var kept []keptTable
	if text, err := userfile.Read(m.path); err != nil || json.Unmarshal(text, &kept) != nil {
		return nil
	}
	return kept
}

func hashOf(headers []string) string {
	sum := sha256.Sum256([]byte(strings.Join(headers, "\x00")))
	return hex.EncodeToString(sum[:16])
}
