package data_test

import (
	"context"
	"os"
	"strings"
	"testing"

	"roster/data"
	"roster/data/change"
	"roster/data/field"
	"roster/data/intent"
	"roster/data/model"
	"roster/data/sqllog"
)

// A field that roster adds is one like any other, on either engine.
func TestAddField(t *testing.T) { engines(t, testAddField) }

func testAddField(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	s := mustOpen(t, path)
	for _, f := range []field.New{
		{Table: "heroteamlink", Name: "role", Type: "text"},
		{Table: "heroteamlink", Name: "since \"then\"", Type: "date", NotNull: true, Default: "2024-02-29"},
		{Table: "hero", Name: "select", Type: "boolean", NotNull: true, Default: "yes"},
		{Table: "hero", Name: "größe", Type: "decimal", Default: "1.75"},
		{Table: "team", Name: "motto", Type: "text(20)", Default: "it's"},
		{Table: "team", Name: "seen", Type: "datetime", Default: "2026-01-02 03:04"},
		{Table: "team", Name: "wins", Type: "integer", Default: "-1"},
	} {
		applied, err := s.AddField(t.Context(), f)
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		if applied.State != change.Final {
			t.Errorf("%s is %s", f.Name, applied.State)
		}
		fieldOf(t, s, f.Table, f.Name)
	}
	links, err := s.Reader().LinkFields(t.Context(), []model.LinkKey{spider.LinkKey})
	if err != nil {
		t.Fatal(err)
	}
	teams, err := s.Reader().RowFields(t.Context(), "team", ids(1))
	if err != nil {
		t.Fatal(err)
	}
	heroes, err := s.Reader().RowFields(t.Context(), "hero", ids(1))
	if err != nil {
		t.Fatal(err)
	}
	wantLines(t, []string{told(s, "heroteamlink", links[spider.LinkKey]), told(s, "hero", heroes[id(1)]), told(s, "team", teams[id(1)])}, []string{
		`role=NULL since "then"=2024-02-29`, "select=yes größe=1.75", "motto=it's seen=2026-01-02 03:04:00 wins=-1",
	})
	for _, table := range []string{"team", "hero"} {
		for _, f := range s.Reader().Fields(table) {
			if _, known := f.DefaultText(); !known {
				t.Errorf("the default of %s is %q", f.Name, f.Default)
			}
		}
	}
	change := must(t, s, intent.SetField{Members: []model.MembershipRef{spider}, Name: "role", Typed: "medic"})
	mustUndo(t, s, change.ID)
}

// What can't be a field is refused before anything is written.
func TestAddFieldRefused(t *testing.T) {
	path := fieldsFile(t)
	s := mustOpen(t, path)
	before := content(t, path)
	for want, f := range map[string]field.New{
		"There is already a column ROLE of memberships: choose another name.":                                                        {Table: "heroteamlink", Name: "ROLE", Type: "text"},
		"There is already a column senior of memberships: choose another name.":                                                      {Table: "heroteamlink", Name: "senior", Type: "text"},
		"There is already a column age of heroes: choose another name.":                                                              {Table: "hero", Name: "age", Type: "text"},
		"The name of the field is empty: give it one.":                                                                               {Table: "hero", Name: " ", Type: "text"},
		"The name of the field has 64 bytes: the longest is 63.":                                                                     {Table: "hero", Name: strings.Repeat("x", 64), Type: "text"},
		"The name of the field has a control character, or is not valid UTF-8: remove that.":                                         {Table: "hero", Name: "a\nb", Type: "text"},
		`roster does not know the type "money": use one of text, integer, decimal, boolean, date, datetime; a text can be text(40).`: {Table: "hero", Name: "pay", Type: "money"},
		`roster does not know the type "text(x)": write text(40) for at most 40 characters.`:                                         {Table: "hero", Name: "pay", Type: "text(x)"},
		"A required field needs a default for the existing rows: give one.":                                                          {Table: "hero", Name: "pay", Type: "integer", NotNull: true},
		`pay "much" is not a whole number: type a whole number.`:                                                                     {Table: "hero", Name: "pay", Type: "integer", Default: "much"},
	} {
		if _, err := s.AddField(t.Context(), f); err == nil || err.Error() != want || model.ErrorCode(err) != model.Invalid {
			t.Errorf("got  %v\nwant %s", err, want)
		}
	}
	if content(t, path) != before {
		t.Error("the file changed")
	}
	if _, err := mustOpen(t, path, func(o *data.Options) { o.ReadOnly = true }).AddField(t.Context(), field.New{Table: "hero", Name: "pay", Type: "integer"}); model.ErrorCode(err) != model.ReadOnly {
		t.Errorf("read-only: %v", err)
	}
}

// A backup of a roster on a server has the fields too.
func TestBackupWithFields(t *testing.T) { engines(t, testBackupWithFields) }

func testBackupWithFields(t *testing.T) {
	s := mustOpen(t, fieldsFile(t))
	path := t.TempDir() + "/backup.db"
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := s.Backup(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	copied, err := data.Open(t.Context(), path, data.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	links, err := copied.Reader().LinkFields(t.Context(), []model.LinkKey{spider.LinkKey})
	if err == nil {
		err = copied.Close()
	}
	values := links[spider.LinkKey]
	if err != nil || values["role"].Text != "scout" || values["seen"].Text != "2026-11-21 08:15:30.25" || values["remote"].Text != "yes" {
		t.Errorf("%v %v", values, err)
	}
}

// endsAt ends a context when the log has a statement.
type endsAt struct {
	text string
	end  func()
}

func (e endsAt) Write(p []byte) (int, error) {
	if strings.Contains(string(p), e.text) {
		e.end()
	}
	return len(p), nil
}

// A field that was added is told as added, also where it can't be read then.
func TestAddFieldThatCantBeRead(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	s := mustOpen(t, path, withLog(sqllog.New(endsAt{"COMMIT", cancel})))
	change, err := s.AddField(ctx, field.New{Table: "hero", Name: "email", Type: "text"})
	if model.ErrorCode(err) != model.Unread || !strings.HasPrefix(err.Error(), change.Label+": it was added, but could not be read. Open the database again.") {
		t.Errorf("%+v, %v", change, err)
	}
	fieldOf(t, mustOpen(t, path), "hero", "email")
}
