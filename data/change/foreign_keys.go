package change

import (
	"context"
	"errors"
	"fmt"

	"roster/data/internal/cell"
	"roster/data/internal/sqldb"
	"roster/data/model"
)

// errReferenced is the cause of a clash if memberships of a deleted row are left.
var errReferenced = errors.New("data: rows are referred to")

// isReferenceError reports whether a statement failed because of a reference: to a missing row, or from
// a remaining one.
func (wr *Writer) isReferenceError(err error) bool {
	return errors.Is(err, errReferenced) || wr.db.Engine.Orphan(err)
}

// checkUnreferenced refuses to delete teams or heroes that have memberships: those that the
// change ends are already gone, so the rest were added concurrently. Not every database
// refuses that by itself: its foreign keys may cascade, or it has none.
func (wr *Writer) checkUnreferenced(ctx context.Context, c sqldb.Conn, t *sqldb.Table, gone []Edit) error {
	if t.Name == model.LinkTable {
		return nil
	}
	return sqldb.InChunks(wr.db.Engine, gone, 1, func(gone []Edit) error {
		ids := make([]any, len(gone))
		for i, e := range gone {
			ids[i] = e.Before[t.Key[0]]
		}
		if rowLock := wr.db.Engine.RowLock("r"); rowLock != "" {
			var lock sqldb.Builder
			lock.Add("SELECT 1 FROM ", wr.db.Engine.Relation(t.Name), " AS r WHERE ")
			wr.db.AmongIDs(&lock, t.Name, "id", "r."+sqldb.Quote(t.Stored[t.Key[0]]), ids)
			lock.Add(rowLock)
			if _, err := c.Exec(ctx, lock.String(), lock.Args...); err != nil {
				return err
			}
		}
		var left sqldb.Builder
		left.Add("SELECT 1 FROM ", wr.db.Engine.From(model.LinkTable, ""), " WHERE ")
		wr.db.AmongIDs(&left, model.LinkTable, t.Name+"_id", t.Name+"_id", ids)
		left.Add(" LIMIT 1")
		referenced := false
		err := c.Query(ctx, 1, func(cell.Row) error {
			referenced = true
			return nil
		}, left.String(), left.Args...)
		if referenced {
			return errReferenced
		}
		return err
	})
}

// explainReferences describes the conflict if the rows themselves are as expected, but the rows
// that they refer to, or that refer to them, are not.
func (wr *Writer) explainReferences(ctx context.Context, r sqldb.Conn, c *rowConflict, conflict *model.Conflict) error {
	if wr.isReferenceError(c.cause) {
		if err := wr.explainOrphans(ctx, r, c, conflict); err != nil || conflict.Count > 0 {
			return err
		}
	}
	edits := c.edits
	if stale, ok := errors.AsType[*staleError](c.cause); ok {
		edits = stale.edits
	}
	for _, e := range edits {
		conflict.Add("%s %s", RowName(wr.db.Catalog().Table(e.Table), e.row(), c.names), wr.obstacle(e, c.cause))
	}
	return nil
}

// obstacle returns what may keep an edit from being written if its row is as expected: a
// trigger can prevent it without an error, and fail because of its own writes.
func (wr *Writer) obstacle(e Edit, cause error) string {
	cat := wr.db.Catalog()
	hasTriggers, reacts := cat.HasTriggers(e.Table), cat.ReactsToDeletion(e.Table)
	switch {
	case wr.isReferenceError(cause) && reacts != nil && e.After == nil:
		return fmt.Sprintf("can't be deleted: the trigger %q acts on deletions, and other rows keep it from what it does", model.Brief(reacts.Name))
	case wr.isReferenceError(cause) && hasTriggers:
		return "is referred to by another table, or a trigger acts on it"
	case wr.isReferenceError(cause):
		return "is referred to by another table"
	case hasTriggers:
		return "is kept as it is by a trigger of the database"
	}
	return "was being changed just now: try again"
}

// explainOrphans adds the memberships that would lack their team or hero.
func (wr *Writer) explainOrphans(ctx context.Context, r sqldb.Conn, c *rowConflict, conflict *model.Conflict) error {
	lacking := map[model.Name]bool{} // teams and heroes that new memberships refer to in vain
	for _, name := range []string{model.TeamTable, model.HeroTable} {
		if err := wr.lacking(ctx, r, c, name, lacking); err != nil {
			return err
		}
		if err := wr.explainReferenced(ctx, c, wr.db.Catalog().Table(name), conflict); err != nil {
			return err
		}
	}
	key, _ := wr.db.LinkColumns()
	for _, e := range c.edits {
		if e.Table != model.LinkTable || e.Before != nil {
			continue
		}
		if lacking[sqldb.RowKey(model.TeamTable, cell.ID(e.After[key[0]]))] ||
			lacking[sqldb.RowKey(model.HeroTable, cell.ID(e.After[key[1]]))] {
			conflict.Add(wr.db.Words.Say("the team or the hero of %s no longer exists"),
				RowName(wr.db.Catalog().Table(model.LinkTable), e.After, c.names))
		}
	}
	return nil
}

// lacking adds the teams, or the heroes, that new memberships refer to, that do
// not exist, and that the change does not make itself.
func (wr *Writer) lacking(
	ctx context.Context, r sqldb.Conn, c *rowConflict, name string, lacking map[model.Name]bool,
) error {
	made := wr.inserted(c.edits)
	column := wr.db.Catalog().Table(model.LinkTable).Position(name + "_id")
	var wanted []model.Name
	for _, e := range c.edits {
		if e.Table == model.LinkTable && e.Before == nil && !isPending(e.After[column]) &&
			!made[sqldb.RowKey(name, cell.ID(e.After[column]))] {
			wanted = append(wanted, sqldb.RowKey(name, cell.ID(e.After[column])))
		}
	}
	now, err := wr.db.NamesNow(ctx, r, wanted)
	for _, row := range wanted {
		if _, exists := now[row]; err == nil && !exists {
			lacking[row] = true
		}
	}
	return err
}

// explainReferenced adds the teams, or the heroes, that the change deletes though they
// have more memberships than it ends.
func (wr *Writer) explainReferenced(ctx context.Context, c *rowConflict, t *sqldb.Table, conflict *model.Conflict) error {
	column := t.Name + "_id"
	at := wr.db.Catalog().Table(model.LinkTable).Position(column)
	ends := map[model.ID]int64{}
	var gone []model.Row
	var ids []model.ID
	for _, e := range c.edits {
		switch {
		case e.After != nil:
		case e.Table == model.LinkTable:
			ends[cell.ID(e.Before[at])]++
		case e.Table == t.Name:
			gone, ids = append(gone, e.Before), append(ids, cell.ID(e.Before[t.Key[0]]))
		}
	}
	tallies, err := wr.reader.Tallies(ctx, "l."+column, ids)
	for i, row := range gone {
		if err == nil && tallies[ids[i]].Total() > ends[ids[i]] {
			conflict.Add("%s still has memberships", RowName(t, row, c.names))
		}
	}
	return err
}
