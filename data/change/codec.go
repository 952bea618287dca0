package change

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"unicode/utf8"

	"roster/data/internal/cell"
	"roster/data/internal/sqldb"
	"roster/data/model"
)

// storedChange is a change's edits as the column roster_change.edits holds them. The
// columns are named once, so that a change still fits after a column was added.
type storedChange struct {
	Version int                 `json:"v"`
	Columns map[string][]string `json:"columns"`
	Names   [][3]any            `json:"names,omitempty"`
	About   []string            `json:"about,omitempty"` // names that no edit depends on: only to be searched
	Edits   []storedEdit        `json:"edits"`
}

type storedEdit struct {
	Table  string `json:"t"`
	Before []any  `json:"b,omitempty"`
	After  []any  `json:"a,omitempty"`
}

const storedVersion = 1

// encode returns the edits and names of a change as JSON, exact to the byte.
func encode(c *sqldb.Catalog, change Change) (string, error) {
	s := storedChange{
		Version: storedVersion, Columns: map[string][]string{}, Edits: make([]storedEdit, len(change.Edits)),
	}
	for _, n := range change.Names {
		s.Names = append(s.Names, [3]any{n.Table, encodeValue(n.ID.Stored()), encodeValue(n.Name)})
	}
	for i, e := range change.Edits {
		s.Columns[e.Table] = c.Table(e.Table).Columns
		s.Edits[i] = storedEdit{e.Table, encodeRow(e.Before), encodeRow(e.After)}
	}
	s.About = searchableNames(c, change)
	text, err := json.Marshal(s)
	return string(text), err
}

// searchableNames returns the names that the edited teams and heroes had or have, those that
// the change depends on left out. A search of the history reads them, and no other cell
// of the rows.
func searchableNames(c *sqldb.Catalog, change Change) []string {
	known := map[string]bool{}
	for _, n := range change.Names {
		known[n.Name] = true
	}
	var names []string
	for _, e := range change.Edits {
		at := c.Table(e.Table).Position("name")
		if at < 0 {
			continue
		}
		for _, row := range []model.Row{e.Before, e.After} {
			if name := cell.Text(row.At(at)); name != "" && !known[name] && utf8.ValidString(name) {
				known[name] = true
				names = append(names, name)
			}
		}
	}
	return names
}

func encodeRow(row model.Row) []any {
	if row == nil {
		return nil
	}
	out := make([]any, len(row))
	for i, v := range row {
		out[i] = encodeValue(v)
	}
	return out
}

// encodeValue wraps what JSON can't hold exactly: {"real": …} in hexadecimal,
// {"blob": …} and {"text": …} in base64, {"absent": …}.
func encodeValue(v any) any {
	switch v := v.(type) {
	case string:
		if !utf8.ValidString(v) {
			return map[string]string{"text": base64.StdEncoding.EncodeToString([]byte(v))}
		}
	case []byte:
		return map[string]string{"blob": base64.StdEncoding.EncodeToString(v)}
	case float64:
		return map[string]string{"real": strconv.FormatFloat(v, 'x', -1, 64)}
	case model.Unset:
		return map[string]string{"absent": ""}
	}
	return v
}

// decode fills in the edits and names of a change from JSON, in the order of
// the columns as they are now.
func decode(c *sqldb.Catalog, change *Change, text string) error {
	var s struct {
		Version int `json:"v"`
	}
	err := json.Unmarshal([]byte(text), &s)
	if err == nil && s.Version > storedVersion {
		return model.Failf(model.NotARoster, nil, "Change %d was written by a newer roster: use that one to undo it.", change.ID)
	}
	if err == nil {
		err = decodeEdits(c, change, text)
	}
	if err != nil && model.ErrorCode(err) == model.Internal {
		return model.Failf(model.Corrupt, err, "Change %d can't be read: its entry in the history is damaged.",
			change.ID)
	}
	return err
}

func decodeEdits(c *sqldb.Catalog, change *Change, text string) error {
	var s struct {
		storedChange
		Names [][3]json.RawMessage `json:"names"`
		Edits []struct {
			Table  string            `json:"t"`
			Before []json.RawMessage `json:"b"`
			After  []json.RawMessage `json:"a"`
		} `json:"edits"`
	}
	if err := json.Unmarshal([]byte(text), &s); err != nil {
		return err
	}
	for _, n := range s.Names {
		name, err := decodeName(n)
		if err != nil {
			return err
		}
		change.Names = append(change.Names, name)
	}
	for _, e := range s.Edits {
		before, err := decodeRow(c, e.Table, s.Columns[e.Table], e.Before)
		if err != nil {
			return err
		}
		after, err := decodeRow(c, e.Table, s.Columns[e.Table], e.After)
		if err != nil {
			return err
		}
		edit := Edit{e.Table, before, after}
		if !hasKeys(c, edit) {
			return fmt.Errorf("data: the history has an edit of a row of %q without its key", e.Table)
		}
		change.Edits = append(change.Edits, edit)
	}
	return nil
}

// hasKeys reports whether an edit has rows, and each of them its key.
func hasKeys(c *sqldb.Catalog, e Edit) bool {
	for _, row := range []model.Row{e.Before, e.After} {
		if row != nil && slices.ContainsFunc(row.Pick(c.Table(e.Table).Key),
			func(v any) bool { return v == any(model.Unset{}) }) {
			return false
		}
	}
	return e.Before != nil || e.After != nil
}

func decodeName(parts [3]json.RawMessage) (model.Name, error) {
	var values [3]any
	for i, part := range parts {
		v, err := decodeValue(part)
		if err != nil {
			return model.Name{}, err
		}
		values[i] = v
	}
	return model.Name{Table: cell.Text(values[0]), ID: cell.ID(values[1]), Name: cell.Text(values[2])}, nil
}

// decodeRow places stored values under the columns as they are now.
func decodeRow(c *sqldb.Catalog, name string, columns []string, values []json.RawMessage) (model.Row, error) {
	t := c.Table(name)
	if t == nil {
		return nil, fmt.Errorf("data: the history names an unknown table %q", name)
	}
	if len(values) > len(columns) {
		return nil, fmt.Errorf("data: the history has %d values for %d columns", len(values), len(columns))
	}
	if values == nil {
		return nil, nil
	}
	row := t.NewRow()
	for i, raw := range values {
		at := t.Position(columns[i])
		if at < 0 {
			return nil, model.Failf(model.NotARoster, nil,
				"Column %q of table %q is gone: this change can't be undone.", columns[i], name)
		}
		v, err := decodeValue(raw)
		if err != nil {
			return nil, err
		}
		row[at] = v
	}
	return row, nil
}

func decodeValue(raw json.RawMessage) (any, error) {
	if len(raw) == 0 {
		return nil, errors.New("data: the history lacks a value")
	}
	switch raw[0] {
	case '{':
		return decodeWrapped(raw)
	case '"':
		var s string
		err := json.Unmarshal(raw, &s)
		return s, err
	case 'n':
		return nil, nil
	case 't', 'f':
		return raw[0] == 't', nil
	}
	return strconv.ParseInt(string(raw), 10, 64)
}

func decodeWrapped(raw json.RawMessage) (any, error) {
	var wrapped map[string]string
	if err := json.Unmarshal(raw, &wrapped); err != nil {
		return nil, err
	}
	for kind, value := range wrapped {
		switch kind {
		case "text":
			b, err := base64.StdEncoding.DecodeString(value)
			return string(b), err
		case "blob":
			return base64.StdEncoding.DecodeString(value)
		case "real":
			f, err := strconv.ParseFloat(value, 64)
			if err != nil || math.IsNaN(f) {
				return nil, fmt.Errorf("data: the history has the number %q", value)
			}
			return f, nil
		case "absent":
			return model.Unset{}, nil
		}
	}
	return nil, fmt.Errorf("data: the history has an unknown value %s", raw)
}
