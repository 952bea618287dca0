//go:build unix

package test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"

	"roster/internal/pgtest"
)

// plant is what an owner puts into a database for everyone who looks at it: a function, and
// an operator, of the name and the types of each that the server has for texts,
// numbers and names, also for a column's own type, in a path that finds them first; and
// a cast of a type of his own.
const plant = `
CREATE TYPE mood AS ENUM ('calm', 'angry');
CREATE FUNCTION mood_text(mood) RETURNS text LANGUAGE plpgsql AS $$ BEGIN RETURN 'trap'; END $$;
CREATE CAST (mood AS text) WITH FUNCTION mood_text(mood);
ALTER TABLE team ADD COLUMN mood mood DEFAULT 'angry';
CREATE SCHEMA app;
CREATE VIEW app.pg_class AS SELECT * FROM pg_catalog.pg_class WHERE mood_text('calm') IS NULL;
GRANT ALL ON SCHEMA app TO PUBLIC;
DO $plant$
DECLARE f record; o record; types text; swapped text;
BEGIN
	FOR f IN SELECT proname, oidvectortypes(proargtypes) AS types, prorettype FROM pg_catalog.pg_proc
		WHERE pronamespace = 'pg_catalog'::regnamespace AND prokind = 'f' AND provariadic = 0 AND NOT proretset
		AND (proargtypes::oid[] && ARRAY['text', 'name', 'int4', 'int8', 'bool', 'regclass', 'oid']::regtype[]::oid[] OR pronargs = 0 OR proname IN ('concat', 'num_nulls', 'to_json', 'array_to_string'))
		AND prorettype NOT IN (SELECT oid FROM pg_catalog.pg_type WHERE typtype = 'p') AND NOT proargtypes::oid[] && (SELECT array_agg(oid) FROM pg_catalog.pg_type WHERE typtype = 'p')
	LOOP
		FOREACH types IN ARRAY ARRAY[f.types, replace(f.types, 'text', 'character varying')] LOOP
			EXECUTE format('CREATE OR REPLACE FUNCTION app.%I(%s) RETURNS %s IMMUTABLE LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$', f.proname, types, f.prorettype::regtype);
		END LOOP;
	END LOOP;
	FOR o IN SELECT oprname, oprleft::regtype::text AS l, oprright::regtype::text AS r, oprresult::regtype::text AS res FROM pg_catalog.pg_operator
		WHERE oprkind = 'b' AND oprleft IN ('text'::regtype, 'name'::regtype, 'int4'::regtype, 'int8'::regtype, 'bool'::regtype, 'oid'::regtype)
		AND oprright IN ('text'::regtype, 'name'::regtype, 'int4'::regtype, 'int8'::regtype, 'bool'::regtype, 'oid'::regtype)
	LOOP
		FOREACH swapped IN ARRAY ARRAY['text', 'character varying'] LOOP
			types := replace(o.l, 'text', swapped) || ', ' || replace(o.r, 'text', swapped);
			CONTINUE WHEN o.l <> 'text' AND o.r <> 'text' AND swapped <> 'text';
			EXECUTE format('CREATE OR REPLACE FUNCTION app.trap_%s(%s) RETURNS %s LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$', md5(o.oprname), types, o.res);
			EXECUTE format('CREATE OPERATOR app.%s (LEFTARG = %s, RIGHTARG = %s, FUNCTION = app.trap_%s)', o.oprname, replace(o.l, 'text', swapped), replace(o.r, 'text', swapped), md5(o.oprname));
		END LOOP;
	END LOOP;
END $plant$`

// A user who only looks at a database runs nothing that its owner put there, whatever
// rights the visitor has: not with any command that reads, and in no view.
func TestReadingRunsNoForeignCode(t *testing.T) {
	t.Parallel()
	server, url := ownServer(t, pgtest.Options{Settings: []string{"track_functions = all"}})
	mustGraduate(t, url)
	name := lookUp(t, url, "SELECT current_database()")[0]
	server.Exec(t, name, "CREATE ROLE eve LOGIN", "GRANT ALL ON SCHEMA public TO eve", "ALTER DATABASE "+name+" OWNER TO eve",
		"ALTER TABLE team OWNER TO eve", "ALTER TABLE hero OWNER TO eve", "ALTER TABLE heroteamlink OWNER TO eve", "ALTER TABLE roster_change OWNER TO eve")
	eve := strings.Replace(url, pgtest.Superuser+"@", "eve@", 1)
	if err := pgtest.Exec(eve, plant, "ALTER DATABASE "+name+" SET search_path = app, public, pg_catalog"); err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	draft := filepath.Join(folder, "draft.csv")
	write(t, draft, "team,hero,secret_name,headquarters\nPreventers,Deadpond,Dive Wilson,Sharp Tower\n")
	for _, args := range [][]string{
		{"list"}, {"list", "heroes"}, {"list", "training"}, {"show", "Preventers"}, {"show", "Deadpond"}, {"history"}, {"field", "list"}, {"models"},
		{"export"}, {"export", "--format", "csv"}, {"export", "--format", "markdown"}, {"check"}, {"backup", filepath.Join(folder, "copy.db")}, {"import", draft, "--dry-run"},
	} {
		if r := run(t, folder, append(args, "--db", url)...); r.code != 0 {
			t.Errorf("%q: exit code %d: %s%s", args, r.code, r.out, r.said)
		}
		mustRunNothing(t, url, args)
	}
	visit(t, url)
	mustRunNothing(t, url, "the views")
	visit(t, "--read-only", url)
	mustRunNothing(t, url, "the views, with --read-only")
}

// mustRunNothing checks that no function ran that is not the server's own.
func mustRunNothing(t *testing.T, url string, what any) {
	t.Helper()
	if ran := lookUp(t, url, "SELECT DISTINCT schemaname || '.' || funcname FROM pg_stat_user_functions"); len(ran) > 0 {
		t.Errorf("%v: %q ran", what, ran)
	}
	lookUp(t, url, "SELECT pg_stat_reset()")
}

// A user who interrupts the clearing of a history is told that what was deleted is still in
// the files of the server.
func TestClearingInterrupted(t *testing.T) {
	t.Parallel()
	_, url := ownServer(t, pgtest.Options{})
	mustGraduate(t, url)
	config, err := pgx.ParseConfig(url)
	if err != nil {
		t.Fatal(err)
	}
	db := stdlib.OpenDB(*config)
	defer db.Close()
	tx, err := db.BeginTx(t.Context(), nil) // keeps the table from being written again
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(t.Context(), "SELECT 1 FROM hero"); err != nil {
		t.Fatal(err)
	}
	cmd := command(t, t.TempDir(), "history", "--clear", "--yes", "--db", url)
	var said strings.Builder
	cmd.Stderr = &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for until := time.Now().Add(time.Minute); lookUp(t, url, "SELECT count(*) FROM pg_locks WHERE NOT granted")[0] == "0"; {
		if time.Now().After(until) {
			t.Fatal("it never waited for the table")
		}
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	err = cmd.Wait()
	if want := "The history is empty, but the bytes of what was deleted may still be in postgres://"; cmd.ProcessState.ExitCode() != 1 || !strings.Contains(said.String(), want) {
		t.Errorf("%v, said %q, want %q", err, said.String(), want)
	}
}

// mustGraduate makes a change, and with it the history.
func mustGraduate(t *testing.T, url string) {
	t.Helper()
	if r := run(t, t.TempDir(), "graduate", "Deadpond", "Preventers", "--db", url); r.code != 0 {
		t.Fatalf("exit code %d: %s", r.code, r.said)
	}
}

// visit looks at every view.
func visit(t *testing.T, args ...any) {
	t.Helper()
	roster := start(t, args...)
	roster.wait("Deadpond", "● active", "Z-Force")
	for _, view := range [][2]string{{"2", "╭ Heroes "}, {"3", "╭ Matrix "}, {"4", "╭ Training "}, {"5", "Deadpond: training"}} {
		roster.press(view[0])
		roster.wait(view[1])
	}
	roster.quit()
}

// lookUp returns the lines of a query that is looked up in pg_catalog alone.
func lookUp(t *testing.T, url, query string) []string {
	t.Helper()
	lines, err := pgtest.Lines(url+"&search_path=pg_catalog", query)
	if err != nil {
		t.Fatal(err)
	}
	return lines
}
