package change

import (
	"context"
	"slices"

	"roster/data/field"
	"roster/data/internal/cell"
	"roster/data/internal/sqldb"
	"roster/data/model"
)

// assignIDs puts new ids into new rows of a table, where the database gives none.
func (wr *Writer) assignIDs(ctx context.Context, c sqldb.Conn, t *sqldb.Table, edits []Edit) error {
	p := t.ClientKey
	if p < 0 {
		return nil
	}
	lacking := slices.DeleteFunc(slices.Clone(edits), func(e Edit) bool { return e.After[p] != (any)(model.Unset{}) })
	if len(lacking) == 0 {
		return nil
	}
	kind, err := wr.NewKeys(ctx, c, t, p)
	if err != nil {
		return err
	}
	for _, e := range lacking {
		id, _ := kind.New()
		e.After[p] = id.Stored()
	}
	return nil
}

// NewKeys returns the kind of the new ids in a column for which the database gives none. In a
// column of texts they are UUIDs, written as the first id in it. The error is [model.Invalid] if
// the column has no room for them.
func (wr *Writer) NewKeys(ctx context.Context, c sqldb.Conn, t *sqldb.Table, p int) (model.KeyKind, error) {
	kind := t.Kinds[p]
	if kind != model.TextKey {
		return kind, nil
	}
	kind = model.UUIDKey
	err := c.Query(ctx, 1, func(row cell.Row) error {
		if id := cell.Text(row[0]); len(id) == model.HexLength {
			if _, isUUID := model.ParseUUID(id); isUUID {
				kind = model.HexKey
			}
		}
		return nil
	}, "SELECT "+sqldb.Quote(t.Stored[p])+" FROM "+wr.db.Engine.Relation(t.Name)+" LIMIT 1")
	if err != nil {
		return kind, err
	}
	at := slices.IndexFunc(t.Fields, func(f field.Field) bool { return f.Name == t.Columns[p] })
	if at < 0 || t.Fields[at].Limit == 0 || t.Fields[at].Limit >= model.UUIDLength {
		return kind, nil
	}
	if t.Fields[at].Limit < model.HexLength {
		return kind, model.Failf(model.Invalid, nil, "Nothing was changed: a new row needs an id, and roster makes UUIDs, for which column %q of table %q is too short. Add the row with the program that created it.",
			t.Stored[p], wr.db.Catalog().Names.Table(t.Name))
	}
	return model.HexKey, nil
}
