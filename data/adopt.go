package data

import (
	"cmp"
	"context"
	"errors"

	"roster/data/address"
	"roster/data/adopt"
	"roster/data/internal/sqldb"
	"roster/data/model"
	"roster/data/sqllog"
)

// ProposeAdoption searches for a roster in a database whose program has other names for its
// tables. Nothing is changed.
func ProposeAdoption(ctx context.Context, path string, opts Options, w adopt.Choices) (p adopt.Proposal, err error) {
	opts.ReadOnly = true
	err = withUnchecked(ctx, path, opts, func(db *sqldb.DB) error {
		p, err = adopt.Find(ctx, db, w)
		p.Words = model.WordsOf(opts.Words, p.Names)
		return err
	})
	return p, err
}

// Adopt readies a database for what was proposed, and checks that it opens under those
// names. They are for the caller to keep, and to give to [Open].
func Adopt(ctx context.Context, path string, opts Options, p adopt.Proposal) error {
	if len(p.Statements) > 0 {
		if err := withUnchecked(ctx, path, opts, func(db *sqldb.DB) error { return adopt.Apply(ctx, db, p) }); err != nil {
			return err
		}
	}
	opts.Names, opts.ReadOnly = p.Names, true
	s, err := Open(ctx, path, opts)
	if err != nil {
		return err
	}
	return s.Close()
}

// withUnchecked calls do with a database that need not be a roster.
func withUnchecked(ctx context.Context, path string, opts Options, do func(*sqldb.DB) error) (err error) {
	opts.Names = model.Names{}
	if opts.Log == nil {
		opts.Log = sqllog.New(nil)
	}
	d, _, err := newEngine(path, false, opts)
	if err != nil {
		return err
	}
	db, err := sqldb.OpenUnchecked(ctx, cmp.Or(opts.Name, address.Redacted(path)), d, opts.engine())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	return do(db)
}
