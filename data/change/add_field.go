package change

import (
	"context"
	"slices"
	"strings"

	"roster/data/field"
	"roster/data/internal/cell"
	"roster/data/internal/sqldb"
	"roster/data/model"
)

// CopyFields gives a table of a copy the fields. What must not be empty may be
// there: there are no rows yet for which it could be.
func (wr *Writer) CopyFields(ctx context.Context, label, table string, fields []field.Field) error {
	for _, f := range fields {
		statement := "ALTER TABLE " + wr.db.Engine.Relation(table) + " ADD COLUMN " + sqldb.Quote(f.Name) + " " +
			wr.db.Engine.ColumnType(f.Kind, f.Limit)
		if len(f.Words) > 0 {
			words := make([]string, len(f.Words))
			for i, word := range f.Words {
				words[i] = cell.Literal(word)
			}
			statement += " CHECK (" + sqldb.Quote(f.Name) + " IN (" + strings.Join(words, ", ") + "))"
		}
		err := wr.db.Transaction(ctx, label, func(c sqldb.Conn) error {
			_, err := c.Exec(ctx, statement)
			return err
		}, nil)
		if err != nil {
			return err
		}
	}
	_, err := wr.db.Look(ctx)
	return err
}

// AddField adds a field to a table, and returns the change that the history has of
// it: it can't be undone. The error is [model.Invalid] if there can be no such field, and
// [model.Unread] if it was added and then could not be read.
func (wr *Writer) AddField(ctx context.Context, f field.New) (Change, error) {
	statement, err := wr.declaration(f)
	if err != nil {
		return Change{}, err
	}
	c := Change{Label: "New field " + model.Brief(f.Name) + " of " + wr.db.Words.RowsOf(f.Table), Final: true}
	wr.Stamp(&c)
	err = wr.transact(ctx, c.Label, &c, func(w sqldb.Conn) error {
		if _, err := w.Exec(ctx, statement); err != nil {
			return err
		}
		return wr.Record(ctx, w, &c)
	})
	if err != nil {
		return c, err
	}
	wr.RecordOwn(c.ID, c.State)
	r := wr.db.Read("Open")
	schema, err := wr.db.Engine.SchemaVersion(ctx, r)
	if err == nil {
		err = wr.db.RefreshCatalog(ctx, schema, r)
	}
	if err != nil {
		return c, model.Failf(model.Unread, wr.db.Engine.Failure(err),
			"%s: it was added, but could not be read. Open the database again.", c.Label)
	}
	return c, nil
}

// CheckField returns a [model.Invalid] error if there can be no such field.
func (wr *Writer) CheckField(f field.New) error {
	_, err := wr.declaration(f)
	return err
}

// declaration returns the statement that adds a field.
func (wr *Writer) declaration(f field.New) (string, error) {
	t := wr.db.Catalog().Table(f.Table)
	added, err := f.Field()
	switch {
	case err != nil:
		return "", err
	case slices.ContainsFunc(t.Fields, func(have field.Field) bool { return strings.EqualFold(have.Name, f.Name) }):
		return "", model.Failf(model.Invalid, nil, "There is already a column %s of %s: choose another name.",
			model.Brief(f.Name), wr.db.Words.RowsOf(f.Table))
	case sqldb.ContainsFold(t.Stored, f.Name), sqldb.ContainsFold(sqldb.StandardColumns(f.Table), f.Name):
		return "", model.Failf(model.Invalid, nil, "%s is a name that roster needs for its own columns of %s: choose another name.", model.Brief(f.Name), wr.db.Words.RowsOf(f.Table))
	case f.NotNull && f.Default == "":
		return "", model.Failf(model.Invalid, nil, "A required field needs a default for the existing rows: give one.")
	}
	statement := "ALTER TABLE " + wr.db.Engine.Relation(f.Table) + " ADD COLUMN " + sqldb.Quote(f.Name) + " " +
		wr.db.Engine.ColumnType(added.Kind, added.Limit)
	if f.NotNull {
		statement += " NOT NULL"
	}
	if f.Default == "" {
		return statement, nil
	}
	v, err := added.Parse(f.Default)
	if err == nil {
		v, err = wr.db.Engine.NormalizeOffline(added, v)
	}
	return statement + " DEFAULT " + cell.Literal(v), err
}
