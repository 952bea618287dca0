package change

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"roster/data/internal/cell"
	"roster/data/internal/sqldb"
	"roster/data/model"
)

// CheckDeletions finds out, before a change is made, whether the deletions in it can be.
func (wr *Writer) CheckDeletions(ctx context.Context, c Change) error {
	if err := wr.checkReferences(ctx, wr.db.Read("Plan"), c.Edits, IndexNames(wr.namesIn(&c))); err != nil {
		return err
	}
	return wr.dryRun(ctx, c)
}

// checkReferences refuses deletions of rows that rows of other tables refer to, if the
// database would refuse them, or would change those rows too, which roster could not restore.
// Rows that the same edits delete do not count.
func (wr *Writer) checkReferences(ctx context.Context, c sqldb.Conn, edits []Edit, names NameIndex) error {
	var conflict model.Conflict
	follows := ""
	for _, f := range wr.db.Catalog().OtherReferences() {
		t := wr.db.Catalog().Table(f.To)
		keys := t.Positions(f.Keys...)
		err := sqldb.InChunks(wr.db.Engine, deletionsFrom(t, keys, edits), len(keys), func(gone []Edit) error {
			counts, err := wr.countReferences(ctx, c, t, f, gone, edits)
			for _, e := range gone {
				n, who := counts[referenceKey(e.Before.Pick(keys))], RowName(t, e.Before, names)
				switch {
				case err != nil || n == 0:
				case f.Action == "":
					conflict.Add("%s is referred to by %s of %s", who, model.Plural(n, "row", "rows"), f)
				default:
					follows = cmp.Or(follows, fmt.Sprintf("with %s, %s of %s would be %s", who,
						model.Plural(n, "row", "rows"), f, consequence(f.Action)))
				}
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	if conflict.Count > 0 {
		return &conflict
	}
	if follows != "" {
		return irreversible(follows)
	}
	return nil
}

// irreversible refuses a deletion that would set off what roster could not bring back.
func irreversible(what string) error {
	return model.Failf(model.NotARoster, nil, "Nothing was deleted: %s, and roster could not restore that. Use the program that created it.", what)
}

// consequence describes what happens to rows when the row that they refer to is deleted.
func consequence(action string) string {
	if action == "CASCADE" {
		return "deleted"
	}
	return "changed (" + action + ")"
}

// deletionsFrom returns the edits that delete rows of a table which have values at these
// positions.
func deletionsFrom(t *sqldb.Table, positions []int, edits []Edit) []Edit {
	var gone []Edit
	for _, e := range edits {
		if e.Table == t.Name && e.After == nil && isKnown(e.Before, positions) {
			gone = append(gone, e)
		}
	}
	return gone
}

// isKnown reports whether a row has values at these positions.
func isKnown(row model.Row, positions []int) bool {
	return !slices.ContainsFunc(positions, func(p int) bool { return p < 0 || row[p] == nil || row[p] == any(model.Unset{}) })
}

// referenceKey returns a text that is the same for the same values, however they are
// stored.
func referenceKey(values []any) string {
	var key strings.Builder
	for _, v := range values {
		fmt.Fprintf(&key, "%q ", cell.Text(v))
	}
	return key.String()
}

// countReferences counts the rows that refer to those which are gone, by the values that
// they refer to. Of the three tables it leaves out those that the edits delete.
func (wr *Writer) countReferences(
	ctx context.Context, c sqldb.Conn, t *sqldb.Table, f sqldb.ForeignKey, gone, edits []Edit,
) (map[string]int, error) {
	at := t.Positions(f.Keys...)
	counts := map[string]int{}
	if f.IsHidden {
		for _, e := range gone {
			counts[referenceKey(e.Before.Pick(at))] = 1 // there may be some
		}
		return counts, nil
	}
	rows := make([][]any, len(gone))
	for i, e := range gone {
		rows[i] = t.Arguments(e.Before, at)
	}
	from := wr.db.Catalog().Table(f.Own)
	var sql sqldb.Builder
	sql.Add("SELECT ")
	for i := range at {
		sql.Add(sqldb.Comma(i), sqldb.SourceColumn(i))
	}
	if from != nil {
		for _, p := range from.Key {
			sql.Add(", o.", sqldb.Quote(from.Stored[p]))
		}
	} else {
		sql.Add(", count(*)")
	}
	sql.Add(" FROM ")
	wr.db.Engine.Source(&sql, t.TypesAt(at), rows)
	sql.Add(" JOIN ", f.From, " AS o ON ")
	for i, p := range at {
		sql.Add(sqldb.Between(i, " AND "), "o.", sqldb.Quote(f.Columns[i]), " = ",
			wr.db.Engine.Cast(sqldb.SourceColumn(i), t.Types[p]))
	}
	if from != nil {
		own := deleted(from, edits)
		err := c.Stream(ctx, len(at)+len(from.Key), func(row cell.Row) error {
			if !own[referenceKey(row[len(at):])] {
				counts[referenceKey(row[:len(at)])]++
			}
			return nil
		}, sql.String(), sql.Args...)
		return counts, err
	}
	sql.Add(" GROUP BY ")
	for i := range at {
		sql.Add(sqldb.Comma(i), sqldb.SourceColumn(i))
	}
	err := c.Query(ctx, len(at)+1, func(row cell.Row) error {
		counts[referenceKey(row[:len(at)])] = int(cell.Integer(row[len(at)]))
		return nil
	}, sql.String(), sql.Args...)
	return counts, err
}

// deleted returns the keys of the rows of a table that edits delete.
func deleted(t *sqldb.Table, edits []Edit) map[string]bool {
	keys := map[string]bool{}
	for _, e := range deletionsFrom(t, t.Key, edits) {
		keys[referenceKey(e.Before.Pick(t.Key))] = true
	}
	return keys
}

// lockReferred locks the rows that edits delete and that others may refer to, so that no new
// reference to them appears.
func (wr *Writer) lockReferred(ctx context.Context, c sqldb.Conn, edits []Edit) error {
	rowLock := wr.db.Engine.RowLock("r")
	if rowLock == "" {
		return nil
	}
	for _, t := range wr.db.Catalog().Tables {
		if len(wr.db.Catalog().ReferencesTo(t.Name)) == 0 {
			continue
		}
		err := sqldb.InChunks(wr.db.Engine, deletionsFrom(&t, t.Key, edits), len(t.Key), func(gone []Edit) error {
			var sql sqldb.Builder
			sql.Add("SELECT 1 FROM ", wr.db.Engine.From(t.Name, "r"), " JOIN ")
			wr.db.Engine.Source(&sql, t.TypesAt(t.Key), beforeValues(&t, gone, nil, nil))
			wr.joinBefores(&sql, " ON ", &t, "r", nil)
			sql.Add(rowLock)
			_, err := c.Exec(ctx, sql.String(), sql.Args...)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// guardDeletions refuses, in the transaction, deletions among the edits that the database
// would reject, or that would change other rows too.
func (wr *Writer) guardDeletions(ctx context.Context, c sqldb.Conn, edits []Edit, names NameIndex) error {
	if len(wr.db.Catalog().OtherReferences()) == 0 {
		return nil
	}
	if err := wr.lockReferred(ctx, c, edits); err != nil {
		return err
	}
	return wr.checkReferences(ctx, c, edits, names)
}

// deleteWithTrigger deletes rows of a table on which a trigger reacts, unless that changes or
// deletes others.
func (wr *Writer) deleteWithTrigger(
	ctx context.Context, c sqldb.Conn, t *sqldb.Table, edits []Edit, trigger *sqldb.Trigger,
) error {
	before, err := wr.db.Engine.ChangedRows(ctx, c)
	if err != nil {
		return err
	}
	if err := wr.UpdateOrDelete(ctx, c, t, edits, nil, wr.deleteMatch(t, edits[0].Before)); err != nil {
		return err
	}
	after, err := wr.db.Engine.ChangedRows(ctx, c)
	if err != nil {
		return err
	}
	for _, table := range slices.Sorted(maps.Keys(after)) {
		n := after[table] - before[table]
		if table == "" || table == t.Name {
			n -= int64(len(edits))
		}
		if n > 0 {
			of := " of " + model.Brief(table)
			if table == "" {
				of = ""
			}
			return irreversible(fmt.Sprintf("the trigger %q acts on deletions, and would change or delete %s%s",
				model.Brief(trigger.Name), model.Plural(int(n), "more row", "more rows"), of))
		}
	}
	return nil
}

// deleteMatch returns the columns that a row must still have unchanged to be deleted. Those
// that triggers fill in are left to them.
func (wr *Writer) deleteMatch(t *sqldb.Table, row model.Row) []int {
	cat := wr.db.Catalog()
	return slices.DeleteFunc(row.Known(), func(p int) bool { return cat.IsSetByTrigger(t.Name, t.Columns[p]) })
}

// dryRun finds out whether a change that deletes can be made, if only the triggers of the
// database decide that: it makes the change and rolls it back.
func (wr *Writer) dryRun(ctx context.Context, c Change) error {
	cat := wr.db.Catalog()
	reacts := func(e Edit) bool {
		return e.After == nil && (cat.RefusesDeletion(e.Table) || cat.ReactsToDeletion(e.Table) != nil)
	}
	if wr.db.Pools.Writer == nil || !slices.ContainsFunc(c.Edits, reacts) {
		return nil
	}
	c.Edits = withNewRowsCloned(c.Edits)
	err := wr.transact(ctx, c.Label, &c, func(w sqldb.Conn) error {
		if err := wr.WriteEdits(ctx, w, &c, c.Strict); err != nil {
			return err
		}
		return errDryRun
	})
	if errors.Is(err, errDryRun) {
		return nil
	}
	return err
}

// errDryRun makes a dry run roll back.
var errDryRun = errors.New("data: this was a dry run")
