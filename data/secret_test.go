package data_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"roster/data"
	"roster/data/change"
	"roster/data/importer"
	"roster/data/intent"
	"roster/data/model"
	"roster/data/sqllog"
)

// hush is a secret name that is nowhere to be seen.
const hush = "Hush-7f3a"

// stir makes every kind of change to heroes whose secret names hold hush, there
// and back.
func stir(t testing.TB, s *data.Store) {
	t.Helper()
	made := must(t, s, intent.NewHero(model.Hero{Name: "Newcomer", SecretName: hush}, []model.Name{{Table: "team", ID: id(1), Name: "Z-Force"}}, model.Training))
	hero, _, err := s.Reader().Hero(t.Context(), id(1))
	if err != nil {
		t.Fatal(err)
	}
	typed := hero
	typed.SecretName = hush + " the second"
	edit := must(t, s, intent.EditHero{Shown: hero, Typed: typed})
	gone := must(t, s, intent.DeleteHeroes{Heroes: []model.Hero{typed}})
	for _, id := range []int64{gone.ID, edit.ID, made.ID} {
		mustUndo(t, s, id)
	}
	for _, id := range []int64{made.ID, edit.ID, gone.ID} {
		mustRedo(t, s, id)
	}
	plan := importPlan(t, s, importer.Import{Draft: drafted(t, "|Z-Force|||Imported|"+hush+"||training")})
	if _, err := s.ApplyImport(t.Context(), plan); err != nil {
		t.Fatal(err)
	}
	clash := change.Change{Label: "x", Edits: []change.Edit{{Table: "hero", After: model.Row{int64(2), "Twice", hush, nil}}}}
	if _, err := s.Apply(t.Context(), clash); err == nil || strings.Contains(err.Error(), hush) {
		t.Errorf("a hero was made twice: %v", err)
	}
}

// What writes a secret name is logged with a mask, unless the log is asked for
// everything. That the name is there otherwise shows that the mask is what hides
// it.
func TestLogMasksSecrets(t *testing.T) { engines(t, testLogMasksSecrets) }

func testLogMasksSecrets(t *testing.T) {
	for name, c := range map[string]struct {
		log  func(*bytes.Buffer) *sqllog.Log
		mask string
	}{
		"masked":   {func(b *bytes.Buffer) *sqllog.Log { return sqllog.New(b) }, sqllog.Masked},
		"revealed": {func(b *bytes.Buffer) *sqllog.Log { return sqllog.NewRevealing(b) }, ""},
	} {
		t.Run(name, func(t *testing.T) {
			var file bytes.Buffer
			s := mustOpen(t, copyOf(t, "sqlmodel.db"), withLog(c.log(&file)))
			stir(t, s)
			shown := ""
			for _, statement := range s.Log().Recent(1000) {
				shown += statement.Arguments(c.mask) + "\n"
			}
			for where, text := range map[string]string{"the file": file.String(), "the pane": shown} {
				if got := strings.Contains(text, hush); got != (c.mask == "") {
					t.Errorf("%s has the secret: %v", where, got)
				}
				if c.mask != "" && strings.Count(text, c.mask) < 10 {
					t.Errorf("%s hides %d arguments only:\n%s", where, strings.Count(text, c.mask), text)
				}
			}
			if !strings.Contains(file.String(), `"Newcomer"`) {
				t.Error("names are gone too")
			}
		})
	}
}

// What is masked is the column, whatever else the statement has.
func TestOnlyTheColumnIsMasked(t *testing.T) { engines(t, testOnlyTheColumnIsMasked) }

func testOnlyTheColumnIsMasked(t *testing.T) {
	s := mustOpen(t, copyOf(t, "sqlmodel.db"))
	must(t, s, intent.NewHero(model.Hero{Name: "Newcomer", SecretName: hush, Age: model.Years(7)}, nil, model.Training))
	statements := s.Log().Recent(1000)
	i := slices.IndexFunc(statements, func(s sqllog.Statement) bool {
		return strings.HasPrefix(s.SQL, "INSERT INTO "+qualifiedName(t, "hero")+" ")
	})
	if i < 0 {
		t.Fatalf("the log has %q", sqlOf(statements))
	}
	if got, want := statements[i].Arguments("…"), `["Newcomer", …, 7]`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// A trigger's message may have what the row has: the log does not, unless that is asked
// for.
func TestTriggersMessageIsMasked(t *testing.T) { engines(t, testTriggersMessageIsMasked) }

func testTriggersMessageIsMasked(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	if isPostgres(t) {
		mustExec(t, other(t, path), `CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE unique_violation USING MESSAGE = 'not ' || NEW.secret_name; END $$`)
		mustExec(t, other(t, path), "CREATE TRIGGER no BEFORE INSERT ON hero FOR EACH ROW EXECUTE FUNCTION no()")
	} else {
		mustExec(t, other(t, path), "CREATE TRIGGER no BEFORE INSERT ON hero BEGIN SELECT RAISE(ABORT, 'not ' || NEW.secret_name); END")
	}
	for _, reveal := range []bool{false, true} {
		var file bytes.Buffer
		log := sqllog.New(&file)
		if reveal {
			log = sqllog.NewRevealing(&file)
		}
		s := mustOpen(t, path, withLog(log))
		plan, err := s.Plan(t.Context(), intent.NewHero(model.Hero{Name: "Newcomer", SecretName: hush}, nil, model.Training))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Apply(t.Context(), plan.Change); err == nil {
			t.Error("the trigger was passed over")
		}
		if got := strings.Contains(file.String(), hush); got != reveal {
			t.Errorf("the file has the secret: %v\n%s", got, file.String())
		}
		if masked := `  error "` + sqllog.Masked + ` (`; !reveal && !strings.Contains(file.String(), masked) {
			t.Errorf("no error is masked:\n%s", file.String())
		}
	}
}
