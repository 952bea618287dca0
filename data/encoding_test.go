package data_test

import (
	"strings"
	"testing"

	"roster/data"
	"roster/data/intent"
	"roster/data/model"
	"roster/data/query"
	"roster/internal/pgtest"
)

// A database that can't keep every name is refused before anything is written, and so
// is one whose texts are any bytes.
func TestOtherEncodings(t *testing.T) {
	srv := pgtest.Shared(t)
	for _, encoding := range []string{"LATIN1", "SQL_ASCII"} {
		srv.Exec(t, pgtest.Superuser, "CREATE DATABASE encoded TEMPLATE template0 ENCODING '"+encoding+"' LC_COLLATE 'C' LC_CTYPE 'C'")
		_, err := data.Open(t.Context(), srv.URL("encoded"), data.Options{Create: true})
		srv.Exec(t, pgtest.Superuser, "DROP DATABASE encoded WITH (FORCE)")
		if model.ErrorCode(err) != model.CantOpen || !strings.Contains(err.Error(), "keeps text as "+encoding) || !strings.Contains(err.Error(), "createdb --encoding UTF8") {
			t.Errorf("got %v", err)
		}
	}
}

// What a database or a URL says of the encoding changes no text.
func TestEncodingsOfAConnection(t *testing.T) {
	set := pgtest.Database(t, pgtest.CUTF)
	if err := pgtest.Exec(set, `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET client_encoding = LATIN1', current_database()); END $$`); err != nil {
		t.Fatal(err)
	}
	for name, dsn := range map[string]string{
		"of the database": set, "of the URL": pgtest.Database(t, pgtest.C) + "&client_encoding=LATIN1",
	} {
		t.Run(name, func(t *testing.T) {
			s := mustOpen(t, dsn, create)
			for _, name := range []string{"é", "大", "z"} {
				must(t, s, intent.NewTeam(model.Team{Name: name, Headquarters: name}, nil, model.Training))
			}
			bytes, err := pgtest.Lines(dsn, "SELECT encode(name::bytea, 'hex') FROM team ORDER BY id")
			if err != nil || strings.Join(bytes, " ") != "c3a9 e5a4a7 7a" {
				t.Errorf("stored as %v (%v)", bytes, err)
			}
			p, err := s.Reader().Teams(t.Context(), query.Query{List: query.Teams, Sort: query.ByName}, query.Seek{Limit: 5})
			if err != nil || len(p.Rows) != 3 || p.Rows[0].Name != "é" || p.Rows[1].Name != "z" || p.Rows[2].Name != "大" {
				t.Errorf("read %v (%v)", p.Rows, err)
			}
			for _, part := range []string{"é", "大"} {
				if p, err := s.Reader().Teams(t.Context(), query.Query{List: query.Teams, Filter: []string{part}}, query.Seek{Limit: 5}); err != nil || len(p.Rows) != 1 || p.Rows[0].Name != part {
					t.Errorf("%s finds %v (%v)", part, p.Rows, err)
				}
			}
		})
	}
}
