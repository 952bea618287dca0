package importer

import (
	"roster/data/field"
	"roster/data/model"
)

// FieldCopier makes of what rows hold what a draft gives them.
type FieldCopier struct {
	Draft *Draft
	Err   error
}

// Values returns what a draft gives a row that holds these. After an error, which is
// kept, it is of no use.
func (g *FieldCopier) Values(held []field.Stored) []FieldValue {
	var given []FieldValue
	for _, h := range held {
		text, form, ok := h.InFile()
		if !ok {
			g.Err = model.Failf(model.Invalid, nil, "The values of %s of %s can't be copied into a file. Use pg_dump.", model.Brief(h.Field.Name), g.Draft.words.RowsOf(h.Field.Table))
			return nil
		}
		one, err := g.Draft.Give(h.Field.Table, h.Field.Name, text, form)
		if err != nil {
			g.Err = err
		}
		given = append(given, one)
	}
	return given
}
