package data_test

import (
	"io"
	"strings"
	"testing"

	"roster/data"
	"roster/data/access"
	"roster/data/change"
	"roster/data/field"
	"roster/data/importer"
	"roster/data/index"
	"roster/data/intent"
	"roster/data/model"
	"roster/data/query"
	"roster/internal/exchange"
)

// guest is an option of mustOpen: who comes over ssh, and what they may do.
func guest(name string, role access.Role, secrets bool) func(*data.Options) {
	return func(o *data.Options) {
		o.Actor, o.Rights, o.Name = name, access.Guest(role, secrets), "squad"
	}
}

// What a guest's role does not have, the store refuses, whoever asks it.
func TestRightsOfGuests(t *testing.T) {
	engines(t, func(t *testing.T) {
		path := copyOf(t, "sqlmodel.db")
		local := mustOpen(t, path)
		recruit(t, local, "Iron-Fist")
		plan, err := local.Plan(t.Context(), intent.Create{Label: "Wasp", Heroes: []model.Hero{{Name: "Wasp", SecretName: "secret"}}})
		if err != nil {
			t.Fatal(err)
		}
		for _, role := range access.Roles() {
			s := mustOpen(t, path, guest("Zoë "+string(role), role, false))
			did := map[string]error{}
			var made change.Change
			made, did["apply"] = s.Apply(t.Context(), plan.Change)
			_, did["undo"] = s.Undo(t.Context(), change.Ref{ID: made.ID})
			_, did["redo"] = s.Redo(t.Context(), change.Ref{ID: made.ID})
			imported, err := s.PlanImport(t.Context(), importer.Import{Draft: drafted(t, "|||| Ant-Man "+string(role)+"|secret||"), Name: "a file"})
			if err != nil {
				t.Fatal(err)
			}
			_, did["import"] = s.ApplyImport(t.Context(), imported)
			_, did["field"] = s.AddField(t.Context(), field.New{Table: "hero", Name: "rank_" + string(role), Type: "text"})
			did["indexes"] = s.AddIndexes(t.Context(), index.Plan{})
			_, did["clear"] = s.ClearHistory(t.Context())
			did["backup"] = s.Backup(t.Context(), t.TempDir()+"/copy.db")
			_, did["repair"] = s.Plan(t.Context(), intent.RepairFlags{})
			_, did["dangling"] = s.Plan(t.Context(), intent.RemoveDangling{})
			did["secrets"] = exchange.Write(t.Context(), io.Discard, s, exchange.Options{Format: exchange.JSON, Secrets: true})
			may := "apply undo redo import field indexes"
			switch role {
			case access.Reader:
				may = ""
			case access.Writer:
				may = "apply undo redo import"
			}
			for what, err := range did {
				allowed := strings.Contains(" "+may+" ", " "+what+" ")
				if forbidden := model.ErrorCode(err) == model.Forbidden; err != nil && !forbidden || forbidden == allowed {
					t.Errorf("%s, %s: %v", role, what, err)
				}
			}
			if (s.ReadOnly() == "") != (role != access.Reader) {
				t.Errorf("%s: read-only: %q", role, s.ReadOnly())
			}
		}
		if err := exchange.Write(t.Context(), io.Discard, mustOpen(t, path, guest("Zoë", access.Reader, true)), exchange.Options{Format: exchange.JSON, Secrets: true}); err != nil {
			t.Errorf("with the right to see them: %v", err)
		}
	})
}

// A guest is called by the name that the machine gave, and is told no account or host of
// others; the machine sees all.
func TestActorsOfGuests(t *testing.T) {
	engines(t, func(t *testing.T) {
		path := copyOf(t, "sqlmodel.db")
		local := mustOpen(t, path)
		recruit(t, local, "Wasp")
		zoe := mustOpen(t, path, guest("Zoë", access.Writer, false))
		recruit(t, zoe, "Ant-Man")
		for store, want := range map[*data.Store]string{zoe: "Zoë, " + access.Elsewhere, local: "Zoë, " + actorOf(t, "ana@base")} {
			page, err := store.History().Changes(t.Context(), query.Query{List: query.History}, query.Seek{Limit: 10})
			if err != nil {
				t.Fatal(err)
			}
			var actors []string
			for _, c := range page.Rows {
				actors = append(actors, c.Actor)
			}
			if got := strings.Join(actors, ", "); got != want {
				t.Errorf("the history names %q, want %q", got, want)
			}
		}
		mustNext(t, zoe, "Ant-Man", "")
		if zoe.Path() != "squad" {
			t.Errorf("the database is called %q", zoe.Path())
		}
	})
}

// What is wrong with the database is told to a guest without where it is.
func TestMessagesToGuests(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) {
		for _, path := range []string{t.TempDir() + "/there/is/none.db", t.TempDir()} {
			_, err := data.Open(t.Context(), path, data.Options{Schema: schema(t), Name: "squad", Rights: access.Guest(access.Reader, false)})
			wantDiscreet(t, err, path)
		}
	})
	for _, url := range []string{
		"postgres://ana:geheim@127.0.0.1:1/squadroom", "postgres://ana@no-such-host.invalid/squadroom?connect_timeout=2", "postgres://ana@localhost:99999/squadroom",
		"postgres://ana@localhost/squadroom?sslrootcert=/no/such/file&sslmode=verify-full",
	} {
		t.Run(url, func(t *testing.T) {
			_, err := data.Open(t.Context(), url, data.Options{Schema: schema(t), Name: "squad", Rights: access.Guest(access.Reader, false)})
			wantDiscreet(t, err, "127.0.0.1", "localhost", "invalid", "ana", "geheim", "squadroom", "/no/such")
		})
	}
	postgresOnly(t, func(t *testing.T) {
		path := newPath(t)
		_, err := data.Open(t.Context(), path+"&user=nosuchrole", data.Options{Schema: schema(t), Name: "squad", Rights: access.Guest(access.Reader, false)})
		wantDiscreet(t, err, "nosuchrole", "127.0.0.1", "localhost", path)
	})
}

// wantDiscreet checks that an error names the database as a guest may hear it, and none
// of these.
func wantDiscreet(t *testing.T, err error, secrets ...string) {
	t.Helper()
	if err == nil || !strings.Contains(err.Error(), "squad") {
		t.Fatalf("got %v, want an error that names the squad", err)
	}
	for _, secret := range secrets {
		if strings.Contains(err.Error(), secret) {
			t.Errorf("%v: names %s", err, secret)
		}
	}
}
