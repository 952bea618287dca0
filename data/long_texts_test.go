package data_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"roster/data/intent"
	"roster/data/model"
	"roster/data/query"
)

// longText is a text of n bytes, the beginning of all of which is the same.
func longText(n int, end string) string { return strings.Repeat("Ab", n/2)[:n-len(end)] + end }

// cut is what lists show of a text of n bytes that begins like endless.
func cut(n int) string { return strings.Repeat("Ab", 2000) + fmt.Sprintf("… (%d bytes)", n) }

// withLongTexts returns a copy of the seed whose texts are 50,000 bytes long:
// those of the heroes differ in their last letters only, the third in being a
// blob.
func withLongTexts(t testing.TB) string {
	t.Helper()
	path := copyOf(t, "sqlmodel.db")
	db := other(t, path)
	for id := range 2 {
		mustExec(t, db, "UPDATE team SET name = ?, headquarters = ? WHERE id = ?", longText(50_000, fmt.Sprint(id)), longText(50_000, "H"), id+1)
	}
	for id := range 12 {
		mustExec(t, db, "INSERT OR REPLACE INTO hero VALUES (?, ?, ?, ?)", id+1, longText(50_000, fmt.Sprint(id*7%12+10)), longText(50_000, "S"), longText(50_000, fmt.Sprint(id*5%12+10)))
		mustExec(t, db, "INSERT OR IGNORE INTO heroteamlink VALUES (1, ?, ?)", id+1, id%2)
	}
	mustExec(t, db, "UPDATE hero SET name = CAST(name AS BLOB), age = CAST(age AS BLOB) WHERE id % 3 = 0")
	return path
}

// However long and alike the names are, pages hold the rows in their order, and
// every row is found again from its anchor.
func TestPagesOfLongTexts(t *testing.T) {
	t.Parallel()
	path := withLongTexts(t)
	s, m := mustOpen(t, path), modelOf(t, other(t, path))
	for _, list := range []query.List{query.Teams, query.Heroes, query.Members, query.Memberships} {
		for _, sort := range list.Sorts() {
			for _, desc := range []bool{false, true} {
				q := query.Query{List: list, Of: id(1), Sort: sort, Desc: desc}
				listCheck{s, q, m.order(s, q)}.all(t, 5)
			}
		}
	}
}

// A server takes no part of a character, where the beginning of a name stands for it.
func TestPostgresPagesOfLongNames(t *testing.T) { postgresOnly(t, testPostgresPagesOfLongNames) }

func testPostgresPagesOfLongNames(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	db := other(t, path)
	for id := range 12 {
		mustExec(t, db, "INSERT INTO hero VALUES ($1, $2, 'x', $3)", id+10, strings.Repeat("€", 1500)+fmt.Sprint(id*7%12+10), id%3)
		mustExec(t, db, "INSERT INTO heroteamlink VALUES (1, $1, $2)", id+10, id%2 == 0)
	}
	s, m := mustOpen(t, path), modelOf(t, db)
	for _, large := range []bool{false, true} {
		if large {
			s.Hasten()
			mustIndex(t, s)
		}
		for _, list := range []query.List{query.Heroes, query.Members} {
			for _, sort := range list.Sorts() {
				for _, desc := range []bool{false, true} {
					q := query.Query{List: list, Of: id(1), Sort: sort, Desc: desc}
					listCheck{s, q, m.order(s, q)}.all(t, 5)
				}
			}
		}
	}
}

// A row that went leaves its place, even if that is too long to be kept: what
// begins like it comes after it.
func TestPageAroundLongRowThatWent(t *testing.T) {
	path := withLongTexts(t)
	s, db := mustOpen(t, path), other(t, path)
	mustExec(t, db, "UPDATE hero SET name = 'A' WHERE id = 2; UPDATE hero SET name = 'Z' WHERE id = 4; DELETE FROM hero WHERE id NOT IN (1, 2, 4)")
	q := query.Query{List: query.Heroes}
	whole := readPage(t, s, q, query.Seek{Limit: 100})
	mustExec(t, db, "DELETE FROM hero WHERE id = 1")
	rest := listCheck{s, q, ids(2, 4)}
	at := query.Seek{Place: query.Around, ID: id(1), HasID: true, Anchor: whole.anchors[1], Limit: 4, Above: 2}
	rest.mustBe(t, at, readPage(t, s, q, at), 0, 2)
}

// Lists show how a long text begins, and how long it is. A caller who asks for whole
// rows gets them.
func TestLongTextsAreShownCut(t *testing.T) {
	s := mustOpen(t, withLongTexts(t))
	for _, m := range members(t, s, id(1)) {
		if m.Hero.Name != cut(50_000) || m.Hero.SecretName != cut(50_000) || m.Hero.Age.Text != cut(50_000) {
			t.Errorf("hero %v is %.60q…, %d bytes", m.Hero.ID, m.Hero.Name, len(m.Hero.Name))
		}
	}
	others, err := s.Reader().OtherTeams(t.Context(), ids(1), id(2))
	if err != nil || others[id(1)].Teams[0] != cut(50_000) {
		t.Errorf("other teams: %.60q (%v)", others[id(1)].Teams, err)
	}
	err = s.Reader().EachHero(t.Context(), query.Query{List: query.Heroes}, func(h model.Hero, _ model.Tally) error {
		if len(h.Name) != 50_000 || len(h.SecretName) != 50_000 || len(h.Age.Text) != 50_000 {
			t.Errorf("hero %v is streamed with a name of %d bytes", h.ID, len(h.Name))
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// What is shown cut can be changed like everything else, nothing of it is lost
// unless it is edited, and undo brings back the very bytes. What is told of it
// stays short.
func TestLongTextsRoundTrip(t *testing.T) {
	path := withLongTexts(t)
	s, db := mustOpen(t, path), other(t, path)
	before := dump(t, db)
	member := members(t, s, id(1))[0]
	hero, team := member.Hero, model.Team{ID: id(1), Name: cut(50_000), Headquarters: cut(50_000)}
	whole := func(end string) string { return longText(50_000, end) }
	aged, renamed := hero, hero
	aged.Age, renamed.Name = model.Years(7), "Short"
	for name, intent := range map[string]intent.Intent{
		"toggle":     intent.SetStanding{Members: seen(team.Name, member), Standing: member.Standing.Toggled()},
		"whole":      intent.SetStanding{Members: []model.MembershipRef{{LinkKey: member.Key(), Team: whole("0"), Hero: whole("10")}}, Standing: member.Standing.Toggled()},
		"remove":     intent.Remove{Members: seen(team.Name, member)},
		"edit":       intent.EditHero{Shown: hero, Typed: aged},
		"rename":     intent.EditHero{Shown: hero, Typed: renamed},
		"headhunt":   intent.EditTeam{Shown: team, Typed: model.Team{ID: id(1), Name: team.Name, Headquarters: "Short"}},
		"delete":     intent.DeleteHeroes{Heroes: []model.Hero{hero}},
		"deleteTeam": intent.DeleteTeams{Teams: []model.Team{team}},
	} {
		t.Run(name, func(t *testing.T) {
			change := must(t, s, intent)
			if len(change.Label) > 1000 {
				t.Errorf("the label has %d bytes", len(change.Label))
			}
			for _, detail := range s.History().Details(change, 100) {
				if len(detail.Who) > 1000 || len(detail.Fields) > 0 && len(detail.Fields[0].Before) > 5000 {
					t.Errorf("a detail of %d and %d bytes", len(detail.Who), len(detail.Fields[0].Before))
				}
			}
			if dump(t, db) == before {
				t.Error("nothing was changed")
			}
			mustUndo(t, s, change.ID)
			mustEqual(t, dump(t, db), before)
		})
	}
}

// A page of texts of 10 MB keeps little of them: neither the texts, nor the keys
// by which the rows are sorted.
func TestPageOfHugeTextsIsSmall(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	const rows, size = 5, 10_000_000
	mustExec(t, other(t, path), `WITH RECURSIVE n(i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < 9 + ?)
		INSERT INTO hero SELECT i, printf('%.*c', ?, 'L') || i, 's', NULL FROM n`, rows, size)
	s := mustOpen(t, path)
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	page, err := s.Reader().Heroes(t.Context(), query.Query{List: query.Heroes}, query.Seek{Limit: 100})
	if err != nil || len(page.Rows) != rows+3 {
		t.Fatalf("%d rows (%v)", len(page.Rows), err)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	if grown := int64(after.HeapAlloc) - int64(before.HeapAlloc); grown > 2_000_000 {
		t.Errorf("the page keeps %d bytes", grown)
	}
	runtime.KeepAlive(page)
}

// Texts that are longer for roster than for the engine are cut all the same: those of a
// file in UTF-16, in a column of flags, and in what someone did to the history.
func TestUncutTexts(t *testing.T) {
	t.Run("UTF-16", func(t *testing.T) {
		path, long := newPath(t), strings.Repeat("大", 1500)
		db := other(t, path)
		mustExec(t, db, "PRAGMA encoding = 'UTF-16'; "+schema(t))
		mustExec(t, db, "INSERT INTO hero (id, name, secret_name) VALUES (1, ?, 'x')", long)
		s := mustOpen(t, path)
		p, err := s.Reader().Heroes(t.Context(), query.Query{List: query.Heroes}, query.Seek{Limit: 10})
		if err != nil || len(p.Rows) != 1 || len(p.Rows[0].Name) > 4096 || !strings.HasSuffix(p.Rows[0].Name, "… (4500 bytes)") {
			t.Fatalf("read %+v (%v)", p.Rows, err)
		}
		before := dump(t, db)
		change := must(t, s, intent.DeleteHeroes{Heroes: p.Rows})
		mustUndo(t, s, change.ID)
		mustEqual(t, dump(t, db), before)
	})
	t.Run("a flag", func(t *testing.T) {
		path := copyOf(t, "fields.db")
		mustExec(t, other(t, path), "PRAGMA ignore_check_constraints = ON; UPDATE heroteamlink SET remote = ? WHERE team_id = 2 AND hero_id = 2", longText(5000, ""))
		fields, err := mustOpen(t, path).Reader().LinkFields(t.Context(), []model.LinkKey{spider.LinkKey})
		if err != nil || len(fields) == 0 {
			t.Errorf("read %d fields (%v)", len(fields), err)
		}
	})
	t.Run("the history", func(t *testing.T) {
		path := copyOf(t, "sqlmodel.db")
		s := mustOpen(t, path)
		must(t, s, graduate)
		mustExec(t, other(t, path), "UPDATE roster_change SET token = ?", longText(5000, ""))
		if p, err := s.History().Changes(t.Context(), query.Query{List: query.History}, query.Seek{Limit: 10}); err != nil || len(p.Rows) != 1 {
			t.Errorf("read %d changes (%v)", len(p.Rows), err)
		}
		if next, err := s.History().NextUndo(t.Context()); err != nil || next.Label == "" {
			t.Errorf("next: %+v (%v)", next, err)
		}
	})
}
