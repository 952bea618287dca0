package importer

import (
	"cmp"
	"context"
	"errors"
	"math"
	"slices"

	"roster/data/change"
	"roster/data/internal/cell"
	"roster/data/internal/sqldb"
	"roster/data/model"
	"roster/data/progress"
)

// bulkImport is an import that is too large to be kept for undo: its rows are
// made as they are written.
type bulkImport struct {
	draft         *Draft
	teams, heroes outcomes
	moved         []bool // whether the standing changes, of each membership that does
}

// version returns what reports whether anyone wrote to the database since.
func (im *Importer) version(ctx context.Context) (string, error) {
	if im.db.Pools.Writer == nil {
		return "", nil
	}
	return im.db.Engine.DataVersion(ctx, sqldb.Conn{
		Q: im.db.Pools.Writer, Log: im.db.Log, Label: "Import", Uninterrupted: true,
	})
}

// applyBulk writes a bulk import in one transaction.
func (im *Importer) applyBulk(
	ctx context.Context, c change.Change, b *bulkImport, check func(sqldb.Conn) error,
) (change.Change, error) {
	if im.db.Pools.Writer == nil {
		return c, im.db.ReadOnlyError()
	}
	defer im.db.IndexGate.BeforeWrite()()
	im.writer.Stamp(&c)
	err := im.writeBulk(ctx, &c, b, check)
	if _, lost := errors.AsType[*sqldb.UnknownCommit](err); lost {
		err = im.writer.CommitOutcome(context.WithoutCancel(ctx), c, err)
	}
	if err != nil {
		return c, err
	}
	im.db.NoteHistory()
	im.writer.RecordOwn(c.ID, c.State)
	return c, nil
}

// writeBulk writes a bulk import on a connection that is prepared for it, and gives
// that back.
func (im *Importer) writeBulk(
	ctx context.Context, c *change.Change, b *bulkImport, check func(sqldb.Conn) error,
) (err error) {
	session, err := im.db.Pools.Writer.Conn(ctx)
	if err != nil {
		return im.db.Engine.Failure(err)
	}
	defer func() { err = cmp.Or(err, im.db.Engine.Failure(session.Close())) }()
	restore, err := im.db.Engine.BeginBulk(ctx, sqldb.Conn{Q: session, Log: im.db.Log, Label: c.Label})
	if err != nil {
		return im.db.Engine.Failure(cmp.Or(err, restore()))
	}
	defer func() { err = cmp.Or(err, im.db.Engine.Failure(restore())) }()
	w := bulkWriter{Importer: im, bulkImport: b}
	return im.db.TransactionOn(ctx, session, c.Label, func(conn sqldb.Conn) error {
		if err := errors.Join(im.writer.CheckOutdated(c), check(conn)); err != nil {
			return err
		}
		w.conn = conn
		w.conn.Steps = progress.NewSteps(ctx, c.Count)
		return w.write(ctx, c)
	})
}

// bulkWriter writes a bulk import, and counts.
type bulkWriter struct {
	*Importer
	*bulkImport
	conn sqldb.Conn
}

func (w *bulkWriter) write(ctx context.Context, c *change.Change) error {
	if err := w.writer.EnsureHistory(ctx, w.conn); err != nil {
		return err
	}
	for _, f := range []*outcomes{&w.teams, &w.heroes} {
		if err := w.insertEntities(ctx, f); err != nil {
			return err
		}
	}
	since, err := w.newSinceColumn(c.At)
	if err != nil {
		return err
	}
	if err := w.insertLinks(ctx, since); err != nil {
		return err
	}
	return w.writer.Record(ctx, w.conn, c)
}

// insertEntities writes the teams or the heroes.
func (w *bulkWriter) insertEntities(ctx context.Context, f *outcomes) error {
	t := w.db.Catalog().Table(f.table)
	if err := w.assignIDs(ctx, t, f); err != nil {
		return err
	}
	columns := t.Positions("id", "name")
	for _, c := range []string{f.column, "age"} {
		if t.Has(c) {
			columns = append(columns, t.Position(c))
		}
	}
	for _, set := range f.columnSets() {
		more := slices.Concat(columns, f.draft.positions(t, set.fields), f.defaults.without(set.fields).positions())
		err := w.insertMany(ctx, t, more, set.count, func(add func([]any) error) error {
			for _, at := range f.order {
				if f.of[at].state != matchNew || columnSetOf(f.bytes(f.at(at).more)) != set.fields {
					continue
				}
				row, err := f.row(t, at)
				if err != nil {
					return err
				}
				if err := add(row.Pick(more)); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return w.updateEntities(ctx, t, f)
}

// assignIDs gives those without an ID the next ones, or new UUIDs: no one else can write at the same
// time.
func (w *bulkWriter) assignIDs(ctx context.Context, t *sqldb.Table, f *outcomes) error {
	if f.others && f.count(matchNewUnnumbered) == 0 {
		return nil
	}
	give, err := w.newIDs(ctx, t, f)
	if err != nil {
		return err
	}
	for _, at := range f.order {
		if f.of[at].state == matchNewUnnumbered {
			f.of[at] = outcome{id: give(), state: matchNew}
		}
	}
	return nil
}

// newIDs returns a function that returns the code of a new ID each time.
func (w *bulkWriter) newIDs(ctx context.Context, t *sqldb.Table, f *outcomes) (func() int64, error) {
	if f.others {
		kind, err := w.writer.NewKeys(ctx, w.conn, t, t.Key[0])
		return func() int64 {
			id, _ := kind.New()
			return f.code(id)
		}, err
	}
	next, err := w.nextID(ctx, f)
	if err == nil {
		err = w.db.Engine.AdvanceSequence(ctx, w.conn, t, next-1+int64(f.count(matchNewUnnumbered)))
	}
	next--
	return func() int64 {
		next++
		return next
	}, err
}

// nextID returns an id that neither the table nor the draft has, nor any after
// it.
func (w *bulkWriter) nextID(ctx context.Context, f *outcomes) (int64, error) {
	var last int64
	unnumbered := 0
	err := w.conn.Query(ctx, 1, func(row cell.Row) error {
		last = cell.Integer(row[0])
		return nil
	}, "SELECT max(id) FROM "+w.db.Engine.From(f.table, ""))
	for _, o := range f.of {
		switch o.state {
		case matchNew:
			last = max(last, o.id)
		case matchNewUnnumbered:
			unnumbered++
		}
	}
	if last > math.MaxInt64-int64(unnumbered) {
		return 0, model.Failf(model.Invalid, nil, "%s %d is the largest there can be: no id is left for those without one.", f.id, last)
	}
	return last + 1, err
}

// updateEntities writes the values of the draft to the rows that change. It is known that they
// have not changed since they were planned.
func (w *bulkWriter) updateEntities(ctx context.Context, t *sqldb.Table, f *outcomes) error {
	u := updates{w: w, table: t}
	for at, o := range f.of {
		if o.state != matchChanged {
			continue
		}
		p := f.at(uint32(at))
		key, after := t.NewRow(), t.NewRow()
		key[t.Position("id")] = f.stored(o.id)
		var set []int
		say := func(says uint8, column string, v any) {
			if o.changes&says != 0 {
				after[t.Position(column)] = v
				set = append(set, t.Position(column))
			}
		}
		say(saysName, "name", f.string(p.name))
		say(saysText, f.column, f.storedText(t, p))
		say(saysAge, "age", p.years().Stored())
		if o.changes&saysMore != 0 {
			set = append(set, f.draft.set(t, after, f.given(p))...)
		}
		if err := u.add(ctx, change.Edit{Table: t.Name, Before: key, After: after}, set); err != nil {
			return err
		}
	}
	return u.flush(ctx)
}

// insertLinks writes the memberships: new ones, then those that change.
func (w *bulkWriter) insertLinks(ctx context.Context, since sinceColumn) error {
	t := w.db.Catalog().Table(model.LinkTable)
	key, flag := w.Importer.db.LinkColumns()
	var keys model.KeyKind // of the ids that memberships have of their own
	if t.ClientKey >= 0 {
		var err error
		if keys, err = w.writer.NewKeys(ctx, w.conn, t, t.ClientKey); err != nil {
			return err
		}
	}
	for _, set := range w.draft.linkColumnSets() {
		given := w.draft.positions(t, set.fields)
		columns := append([]int{key[0], key[1], flag}, given...)
		stamps := since.isFor(given)
		defaults := w.newDefaults(w.draft, t).without(set.fields)
		if stamps {
			columns = append(columns, since.at)
			defaults = defaults.except(since.at)
		}
		columns = append(columns, defaults.positions()...)
		if t.ClientKey >= 0 {
			columns = append(columns, t.ClientKey)
		}
		err := w.insertMany(ctx, t, columns, set.count, func(add func([]any) error) error {
			for l := range w.draft.links.sorted() {
				packed := w.draft.links.packed(l)
				if l.outcome() != linkAdded || columnSetOf(packed) != set.fields {
					continue
				}
				row := []any{w.teams.stored(w.teams.atRank(l.teamAt()).id),
					w.heroes.stored(w.heroes.atRank(l.hero).id), w.draft.flag(w.db.Engine, l)}
				for _, g := range unpack(packed) {
					row = append(row, g.raw)
				}
				if stamps {
					row = append(row, since.value)
				}
				values, err := defaults.values()
				if err != nil {
					return err
				}
				row = append(row, values...)
				if t.ClientKey >= 0 {
					id, _ := keys.New()
					row = append(row, id.Stored())
				}
				if err := add(row); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return w.updateLinks(ctx, since)
}

// updateLinks writes the memberships that change.
func (w *bulkWriter) updateLinks(ctx context.Context, since sinceColumn) error {
	t := w.db.Catalog().Table(model.LinkTable)
	key, flag := w.Importer.db.LinkColumns()
	u := updates{w: w, table: t}
	changed := 0
	for l := range w.draft.links.sorted() {
		if l.outcome() != linkChanged {
			continue
		}
		before, after := t.NewRow(), t.NewRow()
		before[key[0]], before[key[1]] = w.teams.stored(w.teams.atRank(l.teamAt()).id),
			w.heroes.stored(w.heroes.atRank(l.hero).id)
		var set []int
		if l.standing() != model.Absent {
			after[flag] = w.db.Engine.Flag(w.draft.isTraining(l))
			set = append(set, flag)
		}
		set = append(set, w.draft.set(t, after, unpack(w.draft.links.packed(l)))...)
		if w.moved[changed] && since.isFor(set) {
			after[since.at] = since.value
			set = append(set, since.at)
		}
		changed++
		if err := u.add(ctx, change.Edit{Table: model.LinkTable, Before: before, After: after}, set); err != nil {
			return err
		}
	}
	return u.flush(ctx)
}

// updates are changes of rows that wait to be written together.
type updates struct {
	w     *bulkWriter
	table *sqldb.Table
	set   []int
	edits []change.Edit
}

func (u *updates) add(ctx context.Context, e change.Edit, set []int) error {
	if len(u.edits) >= compareBatch || !slices.Equal(u.set, set) {
		if err := u.flush(ctx); err != nil {
			return err
		}
	}
	u.set = set
	u.edits = append(u.edits, e)
	return nil
}

func (u *updates) flush(ctx context.Context) error {
	if len(u.edits) == 0 {
		return nil
	}
	if err := u.w.writer.UpdateOrDelete(ctx, u.w.conn, u.table, u.edits, u.set, nil); err != nil {
		return err
	}
	u.edits = u.edits[:0]
	return nil
}
