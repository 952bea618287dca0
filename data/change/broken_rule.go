package change

import (
	"slices"

	"roster/data/internal/sqldb"
	"roster/data/model"
)

// brokenRule returns a [model.Invalid] error if a value violates a constraint of the tables,
// or nil. A duplicate value is reported with the row that has it.
func (wr *Writer) brokenRule(err error) error {
	column, rule := wr.db.Engine.BrokenRule(err)
	column = wr.db.Catalog().ColumnNamed(column)
	if rule == "" || wr.db.Engine.Duplicate(err) || wr.isStandard(column) {
		return nil
	}
	if column == "" {
		return model.Failf(model.Invalid, err, "A value %s: nothing was changed. Correct it.", rule)
	}
	e := model.Failf(model.Invalid, err, "%s %s: nothing was changed. Correct it.", model.Brief(column), rule)
	e.Field = column
	return e
}

// isStandard reports whether every roster has a column of this name.
func (wr *Writer) isStandard(column string) bool {
	return column != "" && slices.ContainsFunc(sqldb.StandardTables,
		func(t sqldb.Table) bool { return sqldb.ContainsFold(t.Columns, column) })
}
