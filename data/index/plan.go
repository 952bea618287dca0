package index

import (
	"context"
	"slices"
	"strings"
	"time"

	"roster/data/internal/cell"
	"roster/data/internal/sqldb"
	"roster/data/model"
)

// Plan is what adding roster's indexes would mean.
type Plan struct {
	Missing []string      // their names, in the order in which they are made
	Rows    int64         // how many rows have to be read for them
	Bytes   int64         // about how much the file would grow
	Takes   time.Duration // about how long it would take
	creates []string      // their statements
	rows    []int64       // of each
}

// Empty reports whether there is nothing to add.
func (p Plan) Empty() bool { return len(p.Missing) == 0 }

// What an index costs for each row that is read for it, in a file and on a server:
// measured at 1,000,000 heroes and 5,000,000 memberships.
var costs = map[string]struct {
	table              string
	takes              time.Duration
	bytes, serverBytes int64
}{
	sqldb.HeroNameIndex: {model.HeroTable, 1400 * time.Nanosecond, 23, 61},
	sqldb.TeamNameIndex: {model.TeamTable, 1400 * time.Nanosecond, 30, 40},
	sqldb.HeroAgeIndex:  {model.HeroTable, 800 * time.Nanosecond, 0, 43},
	sqldb.LinkHeroIndex: {model.LinkTable, 1000 * time.Nanosecond, 16, 31},
	sqldb.TraineesIndex: {model.LinkTable, 300 * time.Nanosecond, 5, 6}, // one in three is in training
	sqldb.SinceIndex:    {model.LinkTable, 600 * time.Nanosecond, 8, 12},
}

// Plan returns which of roster's indexes are missing. It is empty if the roster is small,
// can't be written or must keep its schema, or if the tables belong to another program.
func (b *Builder) Plan(ctx context.Context) (Plan, error) {
	var p Plan
	if b.db.HistoryIsTemporary || b.db.Pools.Writer == nil || b.db.Catalog().NoIndexes {
		return p, nil
	}
	if isLarge, err := b.reader.IsLarge(ctx); !isLarge {
		return p, err
	}
	if err := b.db.RefreshIndexes(ctx); err != nil {
		return p, err
	}
	counts := map[string]int64{}
	schema := b.schema()
	names := schema.IndexNames()
	p.Missing = b.db.Indexes().Missing(names)
	for _, name := range p.Missing {
		create := schema.Indexes[slices.Index(names, name)]
		cost := costs[name]
		if err := b.countRows(ctx, counts, cost.table); err != nil {
			return Plan{}, err
		}
		rows := counts[cost.table]
		p.creates, p.rows = append(p.creates, b.statement(create)), append(p.rows, rows)
		p.Rows += rows
		if b.db.Engine.Traits().Remote {
			p.Bytes += rows * cost.serverBytes
		} else {
			p.Bytes += rows * cost.bytes
		}
		p.Takes += time.Duration(rows) * cost.takes
	}
	return p, nil
}

// schema returns the indexes of roster, including that of the field that records since when
// members are in training, if there is one.
func (b *Builder) schema() sqldb.Schema {
	schema := b.db.Schema
	if f, ok := b.db.Since(b.db.Catalog()); ok {
		key, _ := b.db.Engine.FieldKey(sqldb.Quote(f.Name), f)
		schema.Indexes = append(slices.Clone(schema.Indexes), "CREATE INDEX "+sqldb.SinceIndex+" ON "+model.LinkTable+" (("+key+"), hero_id, team_id) WHERE is_training <> FALSE")
	}
	return schema
}

// statement returns the statement with the words that these tables are read with, and in
// the names of the database.
func (b *Builder) statement(create string) string {
	for _, table := range []string{model.TeamTable, model.HeroTable} {
		if strings.Contains(create, " ON "+table+" ") {
			folded := strings.ReplaceAll(b.db.Catalog().FoldedName(b.db.Engine, table, "x"), "x.", "")
			create = strings.Replace(create, b.db.Engine.Fold("name"), folded, 1)
		}
	}
	create, _ = sqldb.IndexStatement(b.db.Catalog().Names, create)
	return create
}

// countRows counts the rows of a table, once.
func (b *Builder) countRows(ctx context.Context, counts map[string]int64, table string) error {
	if _, known := counts[table]; known {
		return nil
	}
	return b.db.InBackground(ctx, "Indexes", func(ctx context.Context, c sqldb.Conn) error {
		return c.Query(ctx, 1, func(row cell.Row) error {
			counts[table] = cell.Integer(row[0])
			return nil
		}, "SELECT count(*) FROM "+b.db.Engine.Relation(table))
	})
}
