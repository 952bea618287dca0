package change

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"roster/data/internal/cell"
	"roster/data/internal/sqldb"
	"roster/data/model"
	"roster/data/progress"
)

// rowConflict is the failure of a statement because of the rows that it found.
type rowConflict struct {
	edits []Edit
	names NameIndex
	cause error
}

// staleError is the cause of a clash if a statement did not find the rows of its edits.
type staleError struct{ edits []Edit }

func (*staleError) Error() string { return "data: rows are not what they were" }

func (c *rowConflict) Error() string { return c.cause.Error() }

func (c *rowConflict) Unwrap() error { return c.cause }

func (*rowConflict) OfRows() {}

// WriteEdits issues the edits in their order, neighbours that one statement can write together. The
// ids and defaults that the database gives are written into the change. With
// strict, an update also matches the row's name: ids are used again.
func (wr *Writer) WriteEdits(ctx context.Context, c sqldb.Conn, change *Change, strict bool) error {
	c.Steps = progress.NewSteps(ctx, len(change.Names)+len(change.Edits))
	if err := wr.verify(ctx, c, change); err != nil {
		return err
	}
	edits := change.Edits
	if err := wr.guardDeletions(ctx, c, edits, IndexNames(wr.namesIn(change))); err != nil {
		return err
	}
	edits, err := wr.setTemporaryValues(ctx, c, edits, strict)
	if err != nil {
		return wr.asConflict(err, change)
	}
	for start := 0; start < len(edits); {
		end := start + 1
		for end < len(edits) && inSameBatch(edits[start], edits[end]) {
			end++
		}
		if err := wr.writeBatch(ctx, c, edits, start, end, strict); err != nil {
			return wr.asConflict(err, change)
		}
		start = end
	}
	return nil
}

// asConflict returns a clash about the whole change if the rows caused the failure: one statement
// fails, but all conflicting rows are to be named.
func (wr *Writer) asConflict(err error, change *Change) error {
	if wrong := wr.brokenRule(err); wrong != nil {
		return wrong
	}
	_, isStale := errors.AsType[*staleError](err)
	if !isStale && !wr.db.Engine.Duplicate(err) && !wr.isReferenceError(err) {
		return err
	}
	return &rowConflict{edits: change.Edits, names: IndexNames(wr.namesIn(change)), cause: err}
}

// namesIn returns the names that the change depends on, and those of the teams
// and heroes that it edits.
func (h *History) namesIn(change *Change) []model.Name {
	names, cat := slices.Clone(change.Names), h.tablesOf(change)
	for _, e := range change.Edits {
		t, row := cat.Table(e.Table), e.row()
		if id := row[t.Key[0]]; t.Name != model.LinkTable && !isPending(id) {
			names = append(names, model.Name{Table: t.Name, ID: cell.ID(id), Name: cell.Text(row[t.Position("name")])})
		}
	}
	return names
}

// inSameBatch reports whether one statement can write both edits. A new row that the
// database completes has a statement of its own, which returns it.
func inSameBatch(a, b Edit) bool {
	if a.Table != b.Table || (a.Before == nil) != (b.Before == nil) || (a.After == nil) != (b.After == nil) {
		return false
	}
	switch {
	case a.Before == nil:
		return a.After.IsComplete() && b.After.IsComplete()
	case a.After == nil:
		return slices.Equal(a.Before.Known(), b.Before.Known())
	}
	return slices.Equal(a.changed(), b.changed())
}

// writeBatch writes edits[start:end], which are alike.
func (wr *Writer) writeBatch(ctx context.Context, c sqldb.Conn, edits []Edit, start, end int, strict bool) error {
	part := edits[start:end]
	t := wr.db.Catalog().Table(part[0].Table)
	switch {
	case part[0].Before == nil:
		for _, e := range part {
			if err := wr.resolve(e.After, edits); err != nil {
				return err
			}
		}
		if err := wr.assignIDs(ctx, c, t, part); err != nil {
			return err
		}
		if err := wr.advanceSequence(ctx, c, t, part); err != nil {
			return err
		}
		return sqldb.InChunks(wr.db.Engine, part, len(t.Columns),
			func(part []Edit) error { return wr.insert(ctx, c, t, part) })
	case part[0].After == nil:
		if err := wr.checkUnreferenced(ctx, c, t, part); err != nil {
			return err
		}
		if trigger := wr.db.Catalog().ReactsToDeletion(t.Name); trigger != nil {
			return wr.deleteWithTrigger(ctx, c, t, part, trigger)
		}
		return wr.UpdateOrDelete(ctx, c, t, part, nil, wr.deleteMatch(t, part[0].Before))
	}
	set := part[0].changed()
	if len(set) == 0 {
		return nil
	}
	return wr.UpdateOrDelete(ctx, c, t, part, set, wr.updateMatch(t, set, strict))
}

// updateMatch returns what must be as it was for an update of these columns.
func (wr *Writer) updateMatch(t *sqldb.Table, set []int, strict bool) []int {
	if name := t.Position("name"); strict && name >= 0 && !slices.Contains(set, name) {
		return append(slices.Clone(set), name)
	}
	return set
}

// advanceSequence keeps the database from giving the ids of these new rows to others.
func (wr *Writer) advanceSequence(ctx context.Context, c sqldb.Conn, t *sqldb.Table, edits []Edit) error {
	last, some := int64(0), false
	if t.Name == model.LinkTable {
		return nil
	}
	for _, e := range edits {
		if id := e.After[t.Key[0]]; !isPending(id) {
			last, some = max(last, cell.Integer(id)), true
		}
	}
	if !some {
		return nil
	}
	return wr.db.Engine.AdvanceSequence(ctx, c, t, last)
}

// resolve replaces each [model.PendingID] by the id that the database gave.
func (wr *Writer) resolve(row model.Row, edits []Edit) error {
	for i, v := range row {
		n, ok := v.(model.PendingID)
		if !ok {
			continue
		}
		made := edits[n]
		if row[i] = made.After[wr.db.Catalog().Table(made.Table).Key[0]]; row[i] == (any)(model.Unset{}) {
			return fmt.Errorf("data: edit %d has no id yet", n)
		}
	}
	return nil
}

// insert writes new rows. A row that is not complete comes alone, and is filled
// in from what the database made of it.
func (wr *Writer) insert(ctx context.Context, c sqldb.Conn, t *sqldb.Table, edits []Edit) error {
	defer c.Steps.Add(len(edits))
	known := edits[0].After.Known()
	var sql sqldb.Builder
	sql.Add("INSERT INTO ", wr.db.Engine.Relation(t.Name), " (")
	sql.Columns("", t, known)
	sql.Add(")")
	rows := make([][]any, len(edits))
	for i, e := range edits {
		rows[i] = t.Arguments(e.After, known)
	}
	wr.db.Engine.NewRows(&sql, t.TypesAt(known), rows)
	if edits[0].After.IsComplete() {
		n, err := c.Exec(ctx, sql.String(), sql.Args...)
		if err == nil && n != int64(len(edits)) {
			return IgnoredByTrigger(t)
		}
		return err
	}
	sql.Add(" RETURNING ")
	sql.StoredColumns(wr.db.Engine, "", t)
	err := c.Query(ctx, len(t.Columns), func(row cell.Row) error {
		copy(edits[0].After, row)
		return nil
	}, sql.String(), sql.Args...)
	if err == nil && !edits[0].After.IsComplete() {
		return IgnoredByTrigger(t)
	}
	return err
}

// IgnoredByTrigger reports that a trigger made the database skip new rows without an error:
// RAISE(IGNORE) in SQLite, RETURN NULL on a server.
func IgnoredByTrigger(t *sqldb.Table) error {
	return model.Failf(model.NotARoster, nil, "Nothing was changed: a trigger of the table %q skipped the new row. Remove the trigger with another program.", t.Name)
}

// UpdateOrDelete updates the columns set, or deletes the rows if there are none,
// wherever the columns match hold what they held before. It is a clash when
// that is not so for every row.
func (wr *Writer) UpdateOrDelete(
	ctx context.Context, c sqldb.Conn, t *sqldb.Table, edits []Edit, set, match []int,
) error {
	return sqldb.InChunks(wr.db.Engine, edits, len(t.Key)+len(set)+len(match), func(edits []Edit) error {
		var sql sqldb.Builder
		switch {
		case len(edits) == 1:
			wr.updateOrDeleteOne(&sql, t, edits[0], set, match)
		case len(set) == 0:
			wr.deleteMany(&sql, t, edits, match)
		default:
			wr.updateMany(&sql, t, edits, set, match)
		}
		n, err := c.Exec(ctx, sql.String(), sql.Args...)
		if err == nil && n != int64(len(edits)) {
			return &staleError{edits}
		}
		c.Steps.Add(len(edits))
		return err
	})
}

func (wr *Writer) updateOrDeleteOne(sql *sqldb.Builder, t *sqldb.Table, e Edit, set, match []int) {
	if len(set) == 0 {
		sql.Add("DELETE FROM ", wr.db.Engine.Relation(t.Name))
	} else {
		sql.Add("UPDATE ", wr.db.Engine.Relation(t.Name), " SET ")
		for i, p := range set {
			sql.Add(sqldb.Comma(i), sqldb.Quote(t.Stored[p]), " = ",
				wr.db.Engine.Cast(sql.Arg(t.Argument(e.After, p)), t.Types[p]))
		}
	}
	var conditions []string
	for _, p := range t.Key {
		conditions = append(conditions, sqldb.Quote(t.Stored[p])+" = "+sql.Arg(e.Before[p]))
	}
	for _, p := range withoutKey(match, t.Key) {
		conditions = append(conditions, wr.db.Engine.Same(sqldb.Quote(t.Stored[p]), t.Types[p],
			sql.Arg(t.Argument(e.Before, p))))
	}
	sql.Add(" WHERE ", sqldb.Conjunction(conditions))
}

func (wr *Writer) updateMany(sql *sqldb.Builder, t *sqldb.Table, edits []Edit, set, match []int) {
	match = withoutKey(match, t.Key)
	sql.Add("UPDATE ", wr.db.Engine.Relation(t.Name), " SET ")
	for i, p := range set {
		sql.Add(sqldb.Comma(i), sqldb.Quote(t.Stored[p]), " = ",
			wr.db.Engine.Cast(sqldb.SourceColumn(len(t.Key)+len(match)+i), t.Types[p]))
	}
	sql.Add(" FROM ")
	wr.db.Engine.Source(sql, t.TypesAt(t.Key, match, set), beforeValues(t, edits, match, set))
	wr.joinBefores(sql, " WHERE ", t, sqldb.Quote(wr.db.Catalog().Names.Table(t.Name)), match)
}

func (wr *Writer) deleteMany(sql *sqldb.Builder, t *sqldb.Table, edits []Edit, match []int) {
	match = withoutKey(match, t.Key)
	sql.Add("DELETE FROM ", wr.db.Engine.Relation(t.Name), " WHERE (")
	sql.Columns("", t, t.Key)
	sql.Add(") IN (SELECT ")
	sql.Columns("r.", t, t.Key)
	sql.Add(" FROM ")
	wr.db.Engine.Source(sql, t.TypesAt(t.Key, match), beforeValues(t, edits, match, nil))
	sql.Add(" JOIN ", wr.db.Engine.Relation(t.Name), " AS r")
	wr.joinBefores(sql, " ON ", t, "r", match)
	sql.Add(")")
}

// joinBefores appends the conditions under which a row is what it was.
func (wr *Writer) joinBefores(sql *sqldb.Builder, word string, t *sqldb.Table, alias string, match []int) {
	for i, p := range t.Key {
		sql.Add(word, alias, ".", sqldb.Quote(t.Stored[p]), " = ", wr.db.Engine.Cast(sqldb.SourceColumn(i), t.Types[p]))
		word = " AND "
	}
	for i, p := range match {
		sql.Add(word, wr.db.Engine.Same(alias+"."+sqldb.Quote(t.Stored[p]), t.Types[p],
			sqldb.SourceColumn(len(t.Key)+i)))
	}
}

// beforeValues returns, for each edit, the values before at the key and match, then
// those after at set.
func beforeValues(t *sqldb.Table, edits []Edit, match, set []int) [][]any {
	rows := make([][]any, len(edits))
	for i, e := range edits {
		rows[i] = slices.Concat(e.Before.Pick(t.Key), t.Arguments(e.Before, match), t.Arguments(e.After, set))
	}
	return rows
}

// withoutKey returns the positions that are not in key.
func withoutKey(positions, key []int) []int {
	return slices.DeleteFunc(slices.Clone(positions), func(p int) bool { return slices.Contains(key, p) })
}
