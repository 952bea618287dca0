package generate

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"
)

// AddFields gives the tables of a roster in a file custom fields, which are empty in some rows:
// a text for heroes, the minimum of teams, and since when members stand as they do.
func AddFields(ctx context.Context, path string) (err error) {
	db, err := open(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	for _, statement := range []string{
		"ALTER TABLE hero ADD COLUMN callsign VARCHAR",
		"UPDATE hero SET callsign = 'Call ' || id * 7919 % 99991 WHERE id % 5 > 0",
		"ALTER TABLE team ADD COLUMN minimum INTEGER",
		"UPDATE team SET minimum = 150 + id % 150 WHERE id % 3 = 0",
		"ALTER TABLE heroteamlink ADD COLUMN since DATE",
		"UPDATE heroteamlink SET since = date('2020-01-01', '+' || (hero_id * 31 + team_id * 17) % 2000 || ' days') " +
			"WHERE (hero_id + team_id) % 10 > 0",
	} {
		if _, err := db.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	return setJournalMode(ctx, db, true)
}

// ServeFields is [AddFields] for a roster on a server.
func ServeFields(ctx context.Context, database string) (err error) {
	server, err := pgx.Connect(ctx, database)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, server.Close(ctx)) }()
	for _, statement := range []string{
		"ALTER TABLE hero ADD COLUMN callsign VARCHAR",
		"UPDATE hero SET callsign = 'Call ' || id::bigint * 7919 % 99991 WHERE id % 5 > 0",
		"ALTER TABLE team ADD COLUMN minimum INTEGER",
		"UPDATE team SET minimum = 150 + id % 150 WHERE id % 3 = 0",
		"ALTER TABLE heroteamlink ADD COLUMN since DATE",
		"UPDATE heroteamlink SET since = DATE '2020-01-01' + (hero_id * 31 + team_id * 17) % 2000 WHERE (hero_id + team_id) % 10 > 0",
		"VACUUM FULL ANALYZE team, hero, heroteamlink",
	} {
		if _, err := server.Exec(ctx, statement); err != nil {
			return err
		}
	}
	return nil
}
