package cli

import (
	"context"
	"encoding/json"

	"roster/data"
)

// fieldColumns are the columns of the fields of a table, which JSON and CSV call
// as export does: link.role.
func (w *session) fieldColumns(of string) []column {
	var columns []column
	for _, f := range w.Fields(tableNamed(of)) {
		columns = append(columns, column{of + "." + f.Name, w.clean(f.Name), f.Kind == data.WholeField || f.Kind == data.DecimalField})
	}
	return columns
}

// fieldCells are what a row has in them.
func (w *session) fieldCells(of string, values data.Values) []cell {
	var cells []cell
	for _, f := range w.Fields(tableNamed(of)) {
		cells = append(cells, fieldCell(f, values[f.Name]))
	}
	return cells
}

// fieldCell is what a row has in one field: in JSON a number or a truth value where
// it is one.
func fieldCell(f data.Field, v data.Value) cell {
	switch {
	case !v.Set:
		return cell{nil, "-"}
	case f.Kind == data.YesNoField && (v.Text == "yes" || v.Text == "no"):
		return cell{v.Text == "yes", v.Text}
	case (f.Kind == data.WholeField || f.Kind == data.DecimalField) && json.Valid([]byte(v.Text)):
		return cell{json.Number(v.Text), v.Text}
	}
	return words(v.Text)
}

// fieldFacts are the fields of the one that a sheet is about.
func (w *session) fieldFacts(ctx context.Context, of string, id int64) ([]fact, error) {
	rows, err := w.RowFields(ctx, of, []int64{id})
	if err != nil {
		return nil, err
	}
	cells := w.fieldCells(of, rows[id])
	facts := make([]fact, len(cells))
	for i, c := range w.fieldColumns(of) {
		facts[i] = fact{c, cells[i], c.name}
	}
	return facts, nil
}

// withFields prints rows with the fields of their memberships, which are read for
// many at once.
type withFields struct {
	w     *session
	row   func(...cell) error
	keys  []data.LinkKey
	cells [][]cell
}

// batchRows is for how many rows the fields are read at once, batchCells for how many
// rows times fields.
const (
	batchRows  = 500
	batchCells = 20_000
)

func (p *withFields) add(ctx context.Context, key data.LinkKey, cells []cell) error {
	p.keys, p.cells = append(p.keys, key), append(p.cells, cells)
	if len(p.keys) < batchRows && len(p.keys)*len(p.w.Fields(tableNamed("link"))) < batchCells {
		return nil
	}
	return p.flush(ctx)
}

func (p *withFields) flush(ctx context.Context) error {
	fields, err := p.w.LinkFields(ctx, p.keys)
	for i, key := range p.keys {
		if err == nil {
			err = p.row(append(p.cells[i], p.w.fieldCells("link", fields[key])...)...)
		}
	}
	p.keys, p.cells = p.keys[:0], p.cells[:0]
	return err
}
