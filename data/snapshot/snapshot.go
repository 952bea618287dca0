package snapshot

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"time"

	"roster/data/field"
	"roster/data/internal/cell"
	"roster/data/internal/sqldb"
	"roster/data/model"
)

// Snapshot is the whole database as it was at one moment. It does not contain later writes.
type Snapshot struct {
	DB      *sqldb.DB
	Conn    sqldb.Conn
	Keys    sqldb.Keys               // what its ids are
	Tallies *Tallies                 // nil until it is taken
	fields  map[string][]field.Field // that files have, by the table
}

// Take calls do with the current database, in one transaction for reading. label is the
// purpose of the read in the log. An error of do is returned as it is.
func Take(ctx context.Context, db *sqldb.DB, label string, do func(*Snapshot) error) (err error) {
	reader, err := db.Pools.Reader.Conn(ctx)
	if err != nil {
		return db.Engine.Failure(err)
	}
	defer func() { err = cmp.Or(err, db.Engine.Failure(reader.Close())) }()
	plain := sqldb.Conn{Q: reader, Log: db.Log, Label: label}
	start := time.Now()
	tx, err := reader.BeginTx(ctx, &sql.TxOptions{ReadOnly: true, Isolation: sql.LevelRepeatableRead})
	plain.LogStatement(start, "BEGIN READ ONLY", nil, 0, err)
	if err != nil {
		return db.Engine.Failure(err)
	}
	defer func() { err = cmp.Or(err, db.Engine.Failure(sqldb.Rollback(db.Engine, tx))) }()
	c := sqldb.Conn{Q: db.Engine.Cached(tx), Log: db.Log, Label: label}
	schema, err := db.Engine.SchemaVersion(ctx, sqldb.Conn{Q: tx})
	if err == nil {
		err = db.RefreshCatalog(ctx, schema, c) // a column that another program added must not be left out
	}
	if err != nil {
		return db.Engine.Failure(err)
	}
	return db.Engine.Failure(do(&Snapshot{
		DB: db, Keys: db.Catalog().Keys(), fields: db.Catalog().AllStoredFields(), Conn: c,
	}))
}

// SelectRaw begins "SELECT id, …" with the columns as stored.
func (s *Snapshot) SelectRaw(id string, columns ...string) *sqldb.Builder {
	var sql sqldb.Builder
	sql.Add("SELECT ", id)
	for _, column := range columns {
		sql.Add(", ", s.DB.Engine.Raw(column))
	}
	return &sql
}

// Has reports whether the database has a column that roster knows by this name.
func (s *Snapshot) Has(table, column string) bool { return s.DB.Catalog().Table(table).Has(column) }

// Fields returns the fields of a table that files have, in its order.
func (s *Snapshot) Fields(table string) []field.Field { return s.fields[table] }

// selectFields goes on with the fields of a table as they are stored.
func (s *Snapshot) selectFields(sql *sqldb.Builder, alias, table string) {
	t := s.DB.Catalog().Table(table)
	for _, f := range s.fields[table] {
		sql.Add(", ", s.DB.Engine.Stored(alias+sqldb.Quote(f.Name), t.Types[t.Exact(f.Name)]))
	}
}

// StoredFields reads the cells of [Snapshot.selectHeld].
func (s *Snapshot) StoredFields(table string, row cell.Row) []field.Stored {
	fields := s.fields[table]
	if len(fields) == 0 {
		return nil
	}
	held := make([]field.Stored, len(fields))
	for i, f := range fields {
		held[i] = field.Stored{Field: f, Raw: row[i]}
	}
	return held
}

// selectTeams begins a statement of the cells of [sqldb.TeamFrom], and the fields.
func (s *Snapshot) selectTeams() *sqldb.Builder {
	sql := s.SelectRaw("t.id", "t.name", "t.headquarters")
	s.selectFields(sql, "t.", model.TeamTable)
	sql.Add(" FROM ", s.DB.Engine.From(model.TeamTable, "t"))
	return sql
}

// selectHeroes begins a statement of the cells of [sqldb.HeroFrom], and the fields.
func (s *Snapshot) selectHeroes() *sqldb.Builder {
	sql := s.SelectRaw("h.id", "h.name", "h.secret_name", "h.age")
	s.selectFields(sql, "h.", model.HeroTable)
	sql.Add(" FROM ", s.DB.Engine.From(model.HeroTable, "h"))
	return sql
}

// Teams calls read with every team, by id, and what it has in its fields.
func (s *Snapshot) Teams(ctx context.Context, read func(model.Team, []field.Stored) error) error {
	return s.RawTeams(ctx, func(row cell.Row) error {
		return read(sqldb.TeamFrom(row), s.StoredFields(model.TeamTable, row[TeamCells:]))
	})
}

// How many cells of a row come before its fields.
const (
	TeamCells = 3
	HeroCells = 4
	LinkCells = 3
)

// RawTeams reads the cells id, name, headquarters of every team, and its fields.
func (s *Snapshot) RawTeams(ctx context.Context, read func(cell.Row) error) error {
	sql := s.selectTeams()
	sql.Add(" ORDER BY t.id")
	return s.Conn.Stream(ctx, TeamCells+len(s.fields[model.TeamTable]), read, sql.String())
}

// Heroes calls read with every hero, by id, and what it has in its fields.
func (s *Snapshot) Heroes(ctx context.Context, read func(model.Hero, []field.Stored) error) error {
	return s.RawHeroes(ctx, func(row cell.Row) error {
		return read(sqldb.HeroFrom(row), s.StoredFields(model.HeroTable, row[HeroCells:]))
	})
}

// RawHeroes reads the cells id, name, secret_name, age of every hero, and its fields.
func (s *Snapshot) RawHeroes(ctx context.Context, read func(cell.Row) error) error {
	sql := s.selectHeroes()
	sql.Add(" ORDER BY h.id")
	return s.Conn.Stream(ctx, HeroCells+len(s.fields[model.HeroTable]), read, sql.String())
}

// Link is a membership, and what it has in its fields.
type Link struct {
	model.LinkKey
	Standing model.Standing
	IsNull   bool // the flag is NULL, which counts as active
	Fields   []field.Stored
}

// Links calls read with every membership, by team and hero. Training is is_training <>
// FALSE.
func (s *Snapshot) Links(ctx context.Context, read func(Link) error) error {
	return s.RawLinks(ctx, func(row cell.Row) error {
		key := model.LinkKey{TeamID: cell.ID(row[0]), HeroID: cell.ID(row[1])}
		return read(Link{key, model.StandingOf(cell.Truth(row[2])), row[2] == nil,
			s.StoredFields(model.LinkTable, row[LinkCells:])})
	})
}

// LeaveOut excludes fields from later reads, by their names, or as team.NAME, hero.NAME or
// link.NAME. The error is [model.Invalid] if there is no such field.
func (s *Snapshot) LeaveOut(names []string) error {
	for _, name := range names {
		found := false
		for kind, table := range map[string]string{"team": model.TeamTable, "hero": model.HeroTable,
			"link": model.LinkTable} {
			s.fields[table] = slices.DeleteFunc(slices.Clone(s.fields[table]), func(f field.Field) bool {
				is := name == f.Name || name == kind+"."+f.Name
				found = found || is
				return is
			})
		}
		if !found {
			return model.Failf(model.Invalid, nil, "There is no field %q to leave out: roster field lists them.",
				model.Brief(name))
		}
	}
	return nil
}

// RawLinks reads the cells team_id, hero_id, is_training of every membership, and its
// fields.
func (s *Snapshot) RawLinks(ctx context.Context, read func(cell.Row) error) error {
	return s.selectLinks(ctx, true, " ORDER BY l.team_id, l.hero_id", read)
}

// RawUnorderedLinks reads what links does, with the fields or without, in the order in which
// the rows are stored. That is much faster if they were added in no particular order: reading
// by key looks each row up.
func (s *Snapshot) RawUnorderedLinks(ctx context.Context, fields bool, read func(cell.Row) error) error {
	return s.selectLinks(ctx, fields, "", read)
}

func (s *Snapshot) selectLinks(ctx context.Context, fields bool, order string, read func(cell.Row) error) error {
	sql := s.SelectRaw("l.team_id", "l.hero_id", "l.is_training")
	width := LinkCells
	if fields {
		s.selectFields(sql, "l.", model.LinkTable)
		width += len(s.fields[model.LinkTable])
	}
	sql.Add(" FROM ", s.DB.Engine.From(model.LinkTable, "l"), order)
	return s.Conn.Stream(ctx, width, read, sql.String())
}
