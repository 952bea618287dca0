package change

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"roster/data/internal/cell"
	"roster/data/internal/sqldb"
	"roster/data/model"
)

// verify checks that the names which the change depends on still fit, those of
// rows that it inserts itself left out.
func (wr *Writer) verify(ctx context.Context, c sqldb.Conn, change *Change) error {
	made := wr.inserted(change.Edits)
	want := slices.DeleteFunc(slices.Clone(change.Names),
		func(n model.Name) bool { return made[sqldb.RowKey(n.Table, n.ID)] })
	slices.SortFunc(want, func(a, b model.Name) int { // teams first
		return cmp.Or(cmp.Compare(b.Table, a.Table), a.ID.Compare(b.ID))
	})
	var conflict model.Conflict
	if err := wr.CompareNames(ctx, c, want, &conflict); err != nil {
		return err
	}
	return conflict.OrNil()
}

// CompareNames adds to conflict the rows that now have another name.
func (wr *Writer) CompareNames(ctx context.Context, c sqldb.Conn, names []model.Name, conflict *model.Conflict) error {
	now, err := wr.db.NamesNow(ctx, c, names)
	if err != nil {
		return err
	}
	for _, n := range names {
		// A row that does not exist fits an empty name: its links dangle.
		if is := now[sqldb.RowKey(n.Table, n.ID)]; cell.Text(is) != cell.Cut(n.Name) {
			AddMisnamed(conflict, n.Table, n.ID, n.Name, is)
		}
	}
	return nil
}

// inserted returns the teams and heroes that the edits insert.
func (wr *Writer) inserted(edits []Edit) map[model.Name]bool {
	made := map[model.Name]bool{}
	for _, e := range edits {
		if e.Before == nil && e.Table != model.LinkTable {
			id := e.After[wr.db.Catalog().Table(e.Table).Key[0]]
			made[sqldb.RowKey(e.Table, cell.ID(id))] = true
		}
	}
	return made
}

// AddMisnamed adds a row whose name is not what it was. The current name is nil if the row no
// longer exists.
func AddMisnamed(c *model.Conflict, kind string, id model.ID, was string, now any) {
	if now == nil {
		c.Add("%s %s, %q, no longer exists", kind, id, model.Brief(was))
		return
	}
	c.Add("%s %s is now %q, no longer %q", kind, id, model.Brief(cell.Text(now)), model.Brief(was))
}

// explain reads the current rows of a clash, and describes the conflict.
func (wr *Writer) explain(ctx context.Context, c *rowConflict) error {
	var conflict model.Conflict
	r := wr.db.Read("Conflict")
	for _, t := range wr.db.Catalog().Tables {
		edits := slices.DeleteFunc(slices.Clone(c.edits), func(e Edit) bool {
			// A key that the database has not given yet conflicts with no row.
			return e.Table != t.Name || slices.ContainsFunc(e.row().Pick(t.Key), isPending)
		})
		err := sqldb.InChunks(wr.db.Engine, edits, len(t.Key), func(edits []Edit) error {
			now, err := wr.current(ctx, r, &t, edits)
			for _, e := range edits {
				if err == nil {
					wr.explainRow(&t, e, now[keyText(&t, e.row())], c.names, &conflict)
				}
			}
			return err
		})
		if err != nil {
			return wr.db.Engine.Failure(err)
		}
	}
	if conflict.Count == 0 && wr.db.Engine.Duplicate(c.cause) {
		if err := wr.explainDuplicates(ctx, r, c, &conflict); err != nil {
			return err
		}
	}
	if conflict.Count == 0 {
		if err := wr.explainReferences(ctx, r, c, &conflict); err != nil {
			return wr.db.Engine.Failure(err)
		}
	}
	return &conflict
}

// current reads the rows of the edits as they are, by the text of their key.
func (wr *Writer) current(
	ctx context.Context, r sqldb.Conn, t *sqldb.Table, edits []Edit,
) (map[string]model.Row, error) {
	keys := make([][]any, len(edits))
	for i, e := range edits {
		keys[i] = e.row().Pick(t.Key)
	}
	var sql sqldb.Builder
	sql.Add("SELECT ")
	sql.StoredColumns(wr.db.Engine, "r.", t)
	sql.Add(" FROM ")
	wr.db.Engine.Source(&sql, t.TypesAt(t.Key), keys)
	sql.Add(" JOIN ", wr.db.Engine.Relation(t.Name), " AS r")
	wr.joinBefores(&sql, " ON ", t, "r", nil)
	now := make(map[string]model.Row, len(edits))
	err := r.Query(ctx, len(t.Columns), func(row cell.Row) error {
		now[keyText(t, model.Row(row))] = model.Row(row)
		return nil
	}, sql.String(), sql.Args...)
	return now, err
}

// isPending reports whether the database has yet to give a key.
func isPending(v any) bool {
	return cell.ID(v).IsZero()
}

// row returns the row of an edit: the one before, or else the one after.
func (e Edit) row() model.Row {
	if e.Before != nil {
		return e.Before
	}
	return e.After
}

func keyText(t *sqldb.Table, row model.Row) string { return referenceKey(row.Pick(t.Key)) }

// explainRow adds the conflict of one row to conflict.
func (wr *Writer) explainRow(t *sqldb.Table, e Edit, now model.Row, names NameIndex, conflict *model.Conflict) {
	who := RowName(t, e.row(), names)
	switch {
	case e.Before == nil && now != nil:
		conflict.Add("%s", wr.describeTakenKey(t, e.After, now, who))
	case e.Before != nil && now == nil:
		conflict.Add("%s no longer exists", who)
	case e.Before != nil:
		for _, p := range e.matched(t) {
			if cell.Equal(e.Before[p], now[p]) {
				continue
			}
			conflict.Add("%s has changed since: %s", who, wr.DescribeValue(t, p, now[p]))
			return
		}
	}
}

// describeTakenKey reports that a new row's key is already in use.
func (wr *Writer) describeTakenKey(t *sqldb.Table, want, now model.Row, who string) string {
	if name := t.Position("name"); name >= 0 && !cell.Equal(want[name], now[name]) {
		return fmt.Sprintf("the id of %s, %s, belongs to %q now", who, cell.ID(now[t.Key[0]]),
			model.Brief(cell.Text(now[name])))
	}
	return who + " exists already"
}

// matched returns the columns that must hold what they held before: all of them
// in a deletion, those that change, and the name, in an update.
func (e Edit) matched(t *sqldb.Table) []int {
	if e.After == nil {
		return e.Before.Known()
	}
	if name := t.Position("name"); name >= 0 {
		return append(e.changed(), name)
	}
	return e.changed()
}

// DescribeValue describes the current value of a column.
func (wr *Writer) DescribeValue(t *sqldb.Table, p int, v any) string {
	_, flag := wr.db.LinkColumns()
	switch {
	case t.Name == model.LinkTable && p == flag:
		return "now " + wr.db.Words.Standing(model.StandingOf(cell.Truth(v)))
	case t.IsSecret(p):
		return "another secret name"
	case v == nil:
		return model.Brief(t.Columns[p]) + " is now empty"
	}
	return fmt.Sprintf("%s is now %q", model.Brief(t.Columns[p]), model.Brief(t.Printed(p, v)))
}

// NameIndex finds a name by its table and id; the name in the key is left out.
type NameIndex map[model.Name]string

// IndexNames returns the names, to be found by their rows.
func IndexNames(names []model.Name) NameIndex {
	index := make(NameIndex, len(names))
	for _, n := range names {
		index[sqldb.RowKey(n.Table, n.ID)] = n.Name
	}
	return index
}

// Of returns the name that a row had, or its kind and id.
func (x NameIndex) Of(table string, id model.ID) string {
	return model.NameOr(x[sqldb.RowKey(table, id)], table, id)
}

// RowName returns the name of a row for display: the name if it has one, else its key; a
// membership by the names of its hero and team.
func RowName(t *sqldb.Table, row model.Row, names NameIndex) string {
	if t.Name != model.LinkTable {
		return model.NameOr(cell.Text(row[t.Position("name")]), t.Name, cell.ID(row[t.Key[0]]))
	}
	find := func(kind, column string) string {
		return names.Of(kind, cell.ID(row[t.Position(column)]))
	}
	return model.MembershipName(find(model.TeamTable, "team_id"), find(model.HeroTable, "hero_id"))
}
