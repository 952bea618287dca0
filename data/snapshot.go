package data

import (
	"cmp"
	"context"
	"database/sql"
	"time"
)

// Snapshot is the whole database as it was at one moment. What others write
// meanwhile is not in it.
type Snapshot struct {
	store  *Store
	c      conn
	census *census            // nil until it is taken
	fields map[string][]Field // that files have, by the table
}

// Snapshot calls do with the database as it is now, in one transaction for
// reading. label says in the log what is read for. An error of do is returned
// as it is.
func (s *Store) Snapshot(ctx context.Context, label string, do func(*Snapshot) error) (err error) {
	reader, err := s.pools.reader.Conn(ctx)
	if err != nil {
		return s.dialect.failure(err)
	}
	defer func() { err = cmp.Or(err, s.dialect.failure(reader.Close())) }()
	plain := conn{q: reader, log: s.log, label: label}
	start := time.Now()
	tx, err := reader.BeginTx(ctx, &sql.TxOptions{ReadOnly: true, Isolation: sql.LevelRepeatableRead})
	plain.done(start, "BEGIN READ ONLY", nil, 0, err)
	if err != nil {
		return s.dialect.failure(err)
	}
	defer func() { err = cmp.Or(err, s.dialect.failure(rollback(tx))) }()
	c := conn{q: s.dialect.keep(tx), log: s.log, label: label}
	schema, err := s.dialect.schemaSign(ctx, conn{q: tx})
	if err == nil {
		err = s.fits(ctx, schema, c) // a column that another program added must not be left out
	}
	if err != nil {
		return s.dialect.failure(err)
	}
	return s.dialect.failure(do(&Snapshot{store: s, fields: s.catalog().allInFiles(), c: c}))
}

// selectRaw begins "SELECT id, …" with the columns as stored.
func (s *Snapshot) selectRaw(id string, columns ...string) *statement {
	var sql statement
	sql.add("SELECT ", id)
	for _, column := range columns {
		sql.add(", ", s.store.dialect.raw(column))
	}
	return &sql
}

// Fields returns the fields of a table that files have, in its order.
func (s *Snapshot) Fields(table string) []Field { return s.fields[table] }

// selectHeld goes on with the fields of a table as they are stored.
func (s *Snapshot) selectHeld(sql *statement, alias, table string) {
	t := s.store.catalog().table(table)
	for _, f := range s.fields[table] {
		sql.add(", ", s.store.dialect.stored(alias+quote(f.Name), t.types[t.exact(f.Name)]))
	}
}

// held reads the cells of [Snapshot.selectHeld].
func (s *Snapshot) held(table string, row cells) []Held {
	fields := s.fields[table]
	if len(fields) == 0 {
		return nil
	}
	held := make([]Held, len(fields))
	for i, f := range fields {
		held[i] = Held{f, row[i]}
	}
	return held
}

// selectTeams begins a statement of the cells of [teamFrom], and the fields.
func (s *Snapshot) selectTeams() *statement {
	sql := s.selectRaw("t.id", "t.name", "t.headquarters")
	s.selectHeld(sql, "t.", teamTable)
	sql.add(" FROM ", aliased(s.store.dialect, teamTable, "t"))
	return sql
}

// selectHeroes begins a statement of the cells of [heroFrom], and the fields.
func (s *Snapshot) selectHeroes() *statement {
	sql := s.selectRaw("h.id", "h.name", "h.secret_name", "h.age")
	s.selectHeld(sql, "h.", heroTable)
	sql.add(" FROM ", aliased(s.store.dialect, heroTable, "h"))
	return sql
}

// Teams calls read with every team, by id, and what it has in its fields.
func (s *Snapshot) Teams(ctx context.Context, read func(Team, []Held) error) error {
	return s.teams(ctx, func(row cells) error { return read(teamFrom(row), s.held(teamTable, row[teamCells:])) })
}

// How many cells of a row come before its fields.
const (
	teamCells = 3
	heroCells = 4
	linkCells = 3
)

// teams reads the cells id, name, headquarters of every team, and its fields.
func (s *Snapshot) teams(ctx context.Context, read func(cells) error) error {
	sql := s.selectTeams()
	sql.add(" ORDER BY t.id")
	return s.c.stream(ctx, teamCells+len(s.fields[teamTable]), read, sql.String())
}

// Heroes calls read with every hero, by id, and what it has in its fields.
func (s *Snapshot) Heroes(ctx context.Context, read func(Hero, []Held) error) error {
	return s.heroes(ctx, func(row cells) error { return read(heroFrom(row), s.held(heroTable, row[heroCells:])) })
}

// heroes reads the cells id, name, secret_name, age of every hero, and its fields.
func (s *Snapshot) heroes(ctx context.Context, read func(cells) error) error {
	sql := s.selectHeroes()
	sql.add(" ORDER BY h.id")
	return s.c.stream(ctx, heroCells+len(s.fields[heroTable]), read, sql.String())
}

// Links calls read with every membership, by team and hero, and what it has in its
// fields. Training is is_training <> FALSE.
func (s *Snapshot) Links(ctx context.Context, read func(LinkKey, Standing, []Held) error) error {
	return s.links(ctx, func(row cells) error {
		return read(LinkKey{integer(row[0]), integer(row[1])}, StandingOf(truth(row[2])), s.held(linkTable, row[linkCells:]))
	})
}

// links reads the cells team_id, hero_id, is_training of every membership, and its
// fields.
func (s *Snapshot) links(ctx context.Context, read func(cells) error) error {
	return s.selectLinks(ctx, true, " ORDER BY l.team_id, l.hero_id", read)
}

// unorderedLinks reads what links does, with the fields or without, in the order in
// which the rows are stored. That is faster by far where they came in any order: the
// order of the key looks each up.
func (s *Snapshot) unorderedLinks(ctx context.Context, fields bool, read func(cells) error) error {
	return s.selectLinks(ctx, fields, "", read)
}

func (s *Snapshot) selectLinks(ctx context.Context, fields bool, order string, read func(cells) error) error {
	sql := s.selectRaw("l.team_id", "l.hero_id", "l.is_training")
	width := linkCells
	if fields {
		s.selectHeld(sql, "l.", linkTable)
		width += len(s.fields[linkTable])
	}
	sql.add(" FROM ", aliased(s.store.dialect, linkTable, "l"), order)
	return s.c.stream(ctx, width, read, sql.String())
}
