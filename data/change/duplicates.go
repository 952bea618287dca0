package change

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"roster/data/internal/cell"
	"roster/data/internal/sqldb"
	"roster/data/model"
)

// explainDuplicates reports which values of the edits another row has, if no two rows may have the
// same. For one value it returns a [model.Invalid] error that names the column; several are
// added to conflict.
func (wr *Writer) explainDuplicates(ctx context.Context, r sqldb.Conn, c *rowConflict, conflict *model.Conflict) error {
	var last duplicate
	for _, t := range wr.db.Catalog().Tables {
		for _, u := range wr.db.Catalog().UniquesOf(t.Name) {
			found, err := wr.findDuplicates(ctx, r, &t, u, c)
			if err != nil {
				return wr.db.Engine.Failure(err)
			}
			for _, f := range found {
				last = f
				conflict.Add("%s", f.text)
			}
		}
	}
	if conflict.Count != 1 {
		return nil
	}
	e := model.Failf(model.Invalid, c.cause, "%s: nothing was changed.", last.text)
	e.Field = last.column
	return e
}

// duplicate is a value that another row has.
type duplicate struct{ column, text string }

// findDuplicates compares the rows that edits write with those that are there, and with each
// other.
func (wr *Writer) findDuplicates(
	ctx context.Context, r sqldb.Conn, t *sqldb.Table, u sqldb.Unique, c *rowConflict,
) ([]duplicate, error) {
	var edits []Edit
	var found []duplicate
	given := map[string]bool{}
	at := t.Positions(u.Columns...)
	for _, e := range c.edits {
		if e.Table != t.Name || e.After == nil ||
			e.Before != nil && !slices.ContainsFunc(e.changed(), func(p int) bool { return u.Covers(t.Columns[p]) }) {
			continue
		}
		edits = append(edits, e)
		if u.Where != "" || slices.Contains(at, -1) || !isKnown(e.After, at) {
			continue
		}
		if key := referenceKey(e.After.Pick(at)); given[key] {
			found = append(found, wr.describeDuplicate(t, u, e, "given twice", c.names))
		} else {
			given[key] = true
		}
	}
	if len(found) > 0 {
		return found, nil
	}
	writes := map[string]bool{} // what these rows hold is about to change
	for _, e := range c.edits {
		if e.Table == t.Name && e.Before != nil {
			writes[referenceKey(e.Before.Pick(t.Key))] = true
		}
	}
	type owner struct {
		edit Edit
		row  model.Row
	}
	var owners []owner
	err := sqldb.InChunks(wr.db.Engine, edits, 1+len(t.Columns), func(edits []Edit) error {
		var sql sqldb.Builder
		wr.selectDuplicates(&sql, t, u, edits)
		return r.Query(ctx, 1+len(t.Columns), func(row cell.Row) error {
			n, err := strconv.Atoi(cell.Text(row[0]))
			if err != nil {
				return err
			}
			e, other := edits[n], model.Row(row[1:])
			if !writes[referenceKey(other.Pick(t.Key))] {
				owners = append(owners, owner{e, other})
			}
			return nil
		}, sql.String(), sql.Args...)
	})
	for _, o := range owners {
		if err == nil {
			err = wr.addNames(ctx, r, t, o.row, c.names)
		}
		found = append(found, wr.describeDuplicate(t, u, o.edit, "taken ("+wr.identify(t, o.row, c.names)+")", c.names))
	}
	return found, err
}

// addNames adds the names of the team and the hero of a membership to names.
func (wr *Writer) addNames(ctx context.Context, r sqldb.Conn, t *sqldb.Table, row model.Row, names NameIndex) error {
	if t.Name != model.LinkTable {
		return nil
	}
	key, _ := wr.db.LinkColumns()
	sides := []model.Name{sqldb.RowKey(model.TeamTable, cell.ID(row[key[0]])),
		sqldb.RowKey(model.HeroTable, cell.ID(row[key[1]]))}
	now, err := wr.db.NamesNow(ctx, r, sides)
	for side, name := range now {
		names[side] = cell.Text(name)
	}
	return err
}

// selectDuplicates appends a query for the rows that have what edits write, each after the
// index of its edit. The parts of the rule are worked out of both alike.
func (wr *Writer) selectDuplicates(sql *sqldb.Builder, t *sqldb.Table, u sqldb.Unique, edits []Edit) {
	parts := ""
	for i, part := range u.Parts {
		parts += fmt.Sprintf(", %s AS part%d", part, i)
	}
	where := ""
	if u.Where != "" {
		where = " WHERE " + u.Where
	}
	all := t.Positions(t.Columns...)
	rows := make([][]any, len(edits))
	for i, e := range edits {
		rows[i] = append([]any{strconv.Itoa(i)}, t.Arguments(withoutPending(e.After), all)...)
	}
	name := sqldb.Quote(wr.db.Catalog().Names.Table(t.Name))
	sql.Add("SELECT n.edit")
	for _, column := range t.Stored {
		sql.Add(", o.", sqldb.Quote(column))
	}
	sql.Add(" FROM (SELECT ")
	for i, column := range t.Stored {
		sql.Add(sqldb.Comma(i), wr.db.Engine.Stored(sqldb.Quote(column), t.Types[i]), " AS ", sqldb.Quote(column))
	}
	sql.Add(parts, " FROM ", wr.db.Engine.Relation(t.Name), " AS ", name, where, ") AS o JOIN (SELECT edit", parts,
		" FROM (SELECT v.column1 AS edit")
	for i, column := range t.Stored {
		sql.Add(", ", wr.db.Engine.Cast(sqldb.SourceColumn(i+1), t.Types[i]), " AS ", sqldb.Quote(column))
	}
	sql.Add(" FROM ")
	wr.db.Engine.Source(sql, slices.Concat([]string{sqldb.TextType}, t.TypesAt(all)), rows)
	sql.Add(") AS ", name, where, ") AS n ON ")
	for i := range u.Parts {
		sql.Add(sqldb.Between(i, " AND "), fmt.Sprintf("o.part%d = n.part%d", i, i))
	}
}

// withoutPending returns a row with NULL for the values that the database has not given yet.
func withoutPending(row model.Row) model.Row {
	row = row.Clone()
	for i, v := range row {
		switch v.(type) {
		case model.Unset, model.PendingID:
			row[i] = nil
		}
	}
	return row
}

// identify names a conflicting row by its ID, since the name may be the same.
func (wr *Writer) identify(t *sqldb.Table, row model.Row, names NameIndex) string {
	if t.Name == model.LinkTable {
		return RowName(t, row, names)
	}
	return fmt.Sprintf("%s %s", wr.db.Words.Say(t.Name), cell.ID(row[t.Key[0]]))
}

// describeDuplicate reports that a value of an edit is already in use. The column is the one that the
// user can most likely change: a custom field rather than a part of the key.
func (wr *Writer) describeDuplicate(t *sqldb.Table, u sqldb.Unique, e Edit, how string, names NameIndex) duplicate {
	column, others := "", []string{}
	for _, name := range u.Columns {
		p := t.Position(name)
		switch {
		case p < 0:
		case column == "" || slices.Contains(t.Key, t.Position(column)):
			if column != "" {
				others = append(others, wr.valueText(t, t.Position(column), e.After, names))
			}
			column = t.Columns[p]
		default:
			others = append(others, wr.valueText(t, p, e.After, names))
		}
	}
	if column == "" {
		column = wr.columnOfExpressions(t, u)
	}
	if column == "" {
		return duplicate{
			"", fmt.Sprintf("%s breaks the unique index %s: %s", RowName(t, e.After, names), model.Brief(u.Name), how),
		}
	}
	text := fmt.Sprintf("%s is %s", wr.valueText(t, t.Position(column), e.After, names), how)
	if len(others) > 0 {
		text += " with " + strings.Join(others, ", ")
	}
	if u.Where != "" {
		text += fmt.Sprintf(", among those with %s (index %s)", model.Brief(u.Where), model.Brief(u.Name))
	}
	return duplicate{column, text}
}

// columnOfExpressions returns the column that an expression of the rule is made of, "" for several.
func (wr *Writer) columnOfExpressions(t *sqldb.Table, u sqldb.Unique) string {
	var covered []string
	for _, column := range t.Columns {
		if u.Covers(column) {
			covered = append(covered, column)
		}
	}
	if len(covered) != 1 {
		return ""
	}
	return covered[0]
}

// valueText returns a column and its value in a row for display, without secrets.
func (wr *Writer) valueText(t *sqldb.Table, p int, row model.Row, names NameIndex) string {
	column, v := t.Columns[p], row[p]
	switch {
	case t.IsSecret(p):
		return column
	case t.Name == model.LinkTable && column == "team_id":
		return wr.db.Words.Say("team: ") + model.Brief(names.Of(model.TeamTable, cell.ID(v)))
	case t.Name == model.LinkTable && column == "hero_id":
		return wr.db.Words.Say("hero: ") + model.Brief(names.Of(model.HeroTable, cell.ID(v)))
	}
	return model.Brief(column) + ": " + model.Brief(t.Printed(p, v))
}
