package importer

import (
	"encoding/binary"
	"math"
	"slices"
	"strconv"
	"strings"

	"roster/data/field"
	"roster/data/internal/cell"
	"roster/data/internal/sqldb"
	"roster/data/model"
)

// FieldValue is what a file gives a row in one of its fields. The zero value is
// nothing.
type FieldValue struct {
	at  int // which of the fields that files have, from 1
	raw any
}

// HasField reports whether files have this field of the rows of a table. Of a draft
// that was not made for a database they have none.
func (d *Draft) HasField(table, name string) bool { return d.fieldAt(table, name) >= 0 }

func (d *Draft) fieldAt(table, name string) int {
	return slices.IndexFunc(d.fields[table], func(f field.Field) bool { return f.Name == name })
}

// FieldsOf returns the fields of the rows of a table that files have.
func (d *Draft) FieldsOf(table string) []field.Field { return d.fields[table] }

// Give converts a value of a file to one of a field. The error describes what is wrong with
// it.
func (d *Draft) Give(table, name, text string, form field.Encoding) (FieldValue, error) {
	at := d.fieldAt(table, name)
	f := d.fields[table][at]
	v, err := f.Decode(text, form)
	if err == nil && v != nil {
		v, err = d.spell(f, v)
	}
	d.given[fieldKey{table, name}] = true
	return FieldValue{at + 1, v}, err
}

// GiveCell returns what a cell of a table without types gives a field.
func (d *Draft) GiveCell(table, name, cell string) (FieldValue, error) {
	f := d.fields[table][d.fieldAt(table, name)]
	if f.Kind != field.YesNo {
		return d.Give(table, name, cell, f.Encoding())
	}
	v, err := f.Parse(cell) // users write it in many ways
	if err != nil {
		return FieldValue{}, err
	}
	yes, _ := v.(bool)
	return d.Give(table, name, strconv.FormatBool(yes), field.AsBool)
}

// The kinds of values in a pack.
const (
	packedNull byte = iota
	packedWhole
	packedReal
	packedText
	packedYes
	packedNo
	packedBytes
)

// pack encodes the given values compactly, in the order of the fields: equal values have the
// same encoding.
func pack(given []FieldValue) []byte {
	slices.SortFunc(given, func(a, b FieldValue) int { return a.at - b.at })
	var out []byte
	for _, g := range given {
		out = binary.AppendUvarint(out, uint64(g.at))
		switch v := g.raw.(type) {
		case nil:
			out = append(out, packedNull)
		case int64:
			out = binary.AppendVarint(append(out, packedWhole), v)
		case float64:
			out = binary.BigEndian.AppendUint64(append(out, packedReal), math.Float64bits(v))
		case bool:
			kind := packedNo
			if v {
				kind = packedYes
			}
			out = append(out, kind)
		case string:
			out = append(binary.AppendUvarint(append(out, packedText), uint64(len(v))), v...)
		case []byte:
			out = append(binary.AppendUvarint(append(out, packedBytes), uint64(len(v))), v...)
		}
	}
	return out
}

// unpack reads what [pack] wrote.
func unpack(in []byte) []FieldValue {
	var given []FieldValue
	for len(in) > 0 {
		at, n := binary.Uvarint(in)
		kind := in[n]
		in = in[n+1:]
		g := FieldValue{at: int(at)}
		switch kind {
		case packedWhole:
			v, n := binary.Varint(in)
			g.raw, in = v, in[n:]
		case packedReal:
			g.raw, in = math.Float64frombits(binary.BigEndian.Uint64(in)), in[8:]
		case packedText:
			size, n := binary.Uvarint(in)
			g.raw, in = string(in[n:][:size]), in[n:][size:]
		case packedBytes:
			size, n := binary.Uvarint(in)
			g.raw, in = slices.Clone(in[n:][:size]), in[n:][size:]
		case packedYes, packedNo:
			g.raw = kind == packedYes
		}
		given = append(given, g)
	}
	return given
}

// union returns what either gives, and the first field in which they differ, 0 for
// none.
func union(a, b []FieldValue) (all []FieldValue, differ int) {
	all = slices.Clone(a)
	for _, g := range b {
		at := slices.IndexFunc(a, func(h FieldValue) bool { return h.at == g.at })
		switch {
		case at < 0:
			all = append(all, g)
		case !cell.Equal(a[at].raw, g.raw):
			return a, g.at
		}
	}
	return all, 0
}

// set puts a given value into a row, and returns its position.
func (d *Draft) set(t *sqldb.Table, row model.Row, given []FieldValue) (at []int) {
	for _, g := range given {
		p := t.Exact(d.fields[t.Name][g.at-1].Name)
		row[p] = g.raw
		at = append(at, p)
	}
	return at
}

// differing returns the given values that differ from the current ones.
func (d *Draft) differing(t *sqldb.Table, before model.Row, given []FieldValue) []FieldValue {
	return slices.DeleteFunc(slices.Clone(given), func(g FieldValue) bool {
		f := d.fields[t.Name][g.at-1]
		was := before[t.Exact(f.Name)]
		return cell.Equal(was, g.raw) || was != nil && g.raw != nil && isIn(field.Stored{Field: f, Raw: was}, g.raw)
	})
}

// isIn reports whether a stored value is the other one in another spelling.
func isIn(h field.Stored, v any) bool {
	was, form, ok := h.InFile()
	is, other, same := field.Stored{Field: h.Field, Raw: v}.InFile()
	return ok && same && form == other && was == is
}

// lacking returns the fields that a new row needs and is neither given nor offered, "" for
// none.
func (d *Draft) lacking(table string, given []FieldValue) string {
	var names []string
	for i, f := range d.fields[table] {
		if f.IsRequired() && !f.IsOffered() && !slices.ContainsFunc(given,
			func(g FieldValue) bool { return g.at == i+1 }) {
			names = append(names, model.Brief(f.Name))
		}
	}
	return strings.Join(names, ", ")
}
