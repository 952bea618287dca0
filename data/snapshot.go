package data

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// Snapshot is the whole database as it was at one moment. What others write
// meanwhile is not in it.
type Snapshot struct {
	store  *Store
	c      conn
	census *census // nil until it is taken
}

// Snapshot calls do with the database as it is now, in one transaction for
// reading. label says in the log what is read for. An error of do is returned
// as it is.
func (s *Store) Snapshot(ctx context.Context, label string, do func(*Snapshot) error) (err error) {
	reader, err := s.pools.reader.Conn(ctx)
	if err != nil {
		return s.dialect.failure(err)
	}
	defer func() { err = errors.Join(err, reader.Close()) }()
	plain := conn{q: reader, log: s.log, label: label}
	start := time.Now()
	tx, err := reader.BeginTx(ctx, &sql.TxOptions{ReadOnly: true, Isolation: sql.LevelRepeatableRead})
	plain.done(start, "BEGIN READ ONLY", nil, 0, err)
	if err != nil {
		return s.dialect.failure(err)
	}
	defer func() { err = errors.Join(err, rollback(tx)) }()
	return s.dialect.failure(do(&Snapshot{store: s, c: conn{q: s.dialect.keep(tx), log: s.log, label: label}}))
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

// selectTeams begins a statement of the cells of [teamFrom].
func (s *Snapshot) selectTeams() *statement {
	sql := s.selectRaw("t.id", "t.name", "t.headquarters")
	sql.add(" FROM team AS t")
	return sql
}

// selectHeroes begins a statement of the cells of [heroFrom].
func (s *Snapshot) selectHeroes() *statement {
	sql := s.selectRaw("h.id", "h.name", "h.secret_name", "h.age")
	sql.add(" FROM hero AS h")
	return sql
}

// Teams calls read with every team, by id.
func (s *Snapshot) Teams(ctx context.Context, read func(Team) error) error {
	return s.teams(ctx, func(row cells) error { return read(teamFrom(row)) })
}

// teams reads the cells id, name, headquarters of every team.
func (s *Snapshot) teams(ctx context.Context, read func(cells) error) error {
	sql := s.selectTeams()
	sql.add(" ORDER BY t.id")
	return s.c.stream(ctx, 3, read, sql.String())
}

// Heroes calls read with every hero, by id.
func (s *Snapshot) Heroes(ctx context.Context, read func(Hero) error) error {
	return s.heroes(ctx, func(row cells) error { return read(heroFrom(row)) })
}

// heroes reads the cells id, name, secret_name, age of every hero.
func (s *Snapshot) heroes(ctx context.Context, read func(cells) error) error {
	sql := s.selectHeroes()
	sql.add(" ORDER BY h.id")
	return s.c.stream(ctx, 4, read, sql.String())
}

// Links calls read with every membership, by team and hero. Training is
// is_training <> FALSE.
func (s *Snapshot) Links(ctx context.Context, read func(LinkKey, Standing) error) error {
	return s.links(ctx, func(row cells) error {
		return read(LinkKey{integer(row[0]), integer(row[1])}, StandingOf(truth(row[2])))
	})
}

// links reads the cells team_id, hero_id, is_training of every membership.
func (s *Snapshot) links(ctx context.Context, read func(cells) error) error {
	return s.selectLinks(ctx, " ORDER BY l.team_id, l.hero_id", read)
}

// unorderedLinks reads what links does in the order in which the rows are
// stored. That is faster by far where they came in any order: the order of the
// key looks each up.
func (s *Snapshot) unorderedLinks(ctx context.Context, read func(cells) error) error {
	return s.selectLinks(ctx, "", read)
}

func (s *Snapshot) selectLinks(ctx context.Context, order string, read func(cells) error) error {
	sql := s.selectRaw("l.team_id", "l.hero_id", "l.is_training")
	sql.add(" FROM heroteamlink AS l", order)
	return s.c.stream(ctx, 3, read, sql.String())
}
