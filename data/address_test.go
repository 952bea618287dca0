package data_test

import (
	"net/url"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"roster/data/address"
)

func TestShown(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, shown, title string }{
		{"heroes.db", "heroes.db", "heroes.db"},
		{"/home/me/postgres:/x:y@z.db", "/home/me/postgres:/x:y@z.db", "x:y@z.db"},
		{"postgres://h/heroes", "postgres://h/heroes", "heroes@h"},
		{"postgres://me@h:5432/heroes", "postgres://me@h:5432/heroes", "heroes@h:5432"},
		{"postgresql://me:pw@h/heroes", "postgresql://me:[masked]@h/heroes", "heroes@h"},
		{"postgres://me:@h/heroes", "postgres://me:[masked]@h/heroes", "heroes@h"},
		{"postgres://me:pw@h1:1,h2:2/heroes?target_session_attrs=read-write", "postgres://me:[masked]@h1:1,h2:2/heroes?target_session_attrs=read-write", "heroes@h1:1,h2:2"},
		{"postgres://me:pw@[::1]:5432/a%20b", "postgres://me:[masked]@[::1]:5432/a%20b", "a b@[::1]:5432"},
		{"postgres:///heroes?host=/run/pg&password=pw", "postgres:///heroes?host=/run/pg&password=[masked]", "heroes@/run/pg"},
		{"postgres://h/?dbname=heroes&sslpassword=pw", "postgres://h/?dbname=heroes&sslpassword=[masked]", "heroes@h"},
		{"postgres://h/heroes?pass%77ord=pw&x=y", "postgres://h/heroes?pass%77ord=[masked]&x=y", "heroes@h"},
		{"postgres://me:pw@h/heroes?application_name=a%40b", "postgres://me:[masked]@h/heroes?application_name=a%40b", "heroes@h"},
		{"postgres://me:pw@h/heroes?application_name=a@b", "postgres://me:[masked]@b", "b"},
		{"postgres://h1:1,h2/heroes?user=me@corp", "postgres://h1:1,h2/heroes?user=me@corp", "heroes@h1:1,h2"},
		{"postgres://", "postgres://", ""},
		{"postgresql+psycopg2://me:pw@h/heroes", "postgresql+psycopg2://me:[masked]@h/heroes", "heroes"},
		{"mysql://me:pw@h/heroes", "mysql://me:[masked]@h/heroes", "heroes"},
		{"mysql+x://me:pw", "mysql+x://me:[masked]", "me:[masked]"},
		{"sqlite:////home/me/a:b.db", "sqlite:////home/me/a:b.db", "a:b.db"},

		// Passwords that should have been escaped, or have no host after them.
		{"postgres://me:p/w@h/heroes", "postgres://me:[masked]@h/heroes", "heroes@h"},
		{"postgres://me:p@w@h/heroes", "postgres://me:[masked]@h/heroes", "heroes@h"},
		{"postgres://me:p?w@h/heroes", "postgres://me:[masked]@h/heroes", "heroes@h"},
		{"postgres://me:p?w=@h/heroes?x=y", "postgres://me:[masked]@h/heroes?x=y", "heroes@h"},
		{"postgres://me:p#w@h/heroes", "postgres://me:[masked]@h/heroes", "heroes@h"},
		{"postgres://me:p%w@h/heroes", "postgres://me:[masked]@h/heroes", "heroes@h"},
		{"postgres://me:pw", "postgres://me:[masked]", ""},
		{"postgres://me:pw/heroes", "postgres://me:[masked]", ""},
		{"postgres://me:p?w", "postgres://me:[masked]", ""},
	} {
		if got := address.Redacted(test.name); got != test.shown {
			t.Errorf("%s is shown as %s, want %s", test.name, got, test.shown)
		}
		if got := address.Redacted(test.shown); got != test.shown {
			t.Errorf("%s is masked again, to %s", test.shown, got)
		}
		if got := address.Title(test.name); got != test.title {
			t.Errorf("the title of %s is %q, want %q", test.name, got, test.title)
		}
	}
}

func TestMaskURLs(t *testing.T) {
	t.Parallel()
	got := address.MaskIn(`I got "postgres://me:pw@h/d" and postgresql://h?password=pw, not x:y@z`)
	if want := `I got "postgres://me:[masked]@h/d" and postgresql://h?password=[masked] not x:y@z`; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// A password is in nothing that is shown, escaped or not.
func TestPasswordIsNeverShown(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		password := "Secr" + rapid.StringMatching(`[ -~]{0,12}`).Draw(t, "password") + "Word"
		for _, text := range []string{password, url.QueryEscape(password)} {
			for _, name := range []string{
				"postgres://me:" + text + "@h1:1,h2/heroes?sslmode=disable", "postgres://me:" + text + "@h",
			} {
				for _, shown := range []string{address.Redacted(name), address.Title(name)} {
					if strings.Contains(shown, "Secr") || strings.Contains(shown, "Word") {
						t.Fatalf("%s is shown as %s", name, shown)
					}
				}
			}
		}
	})
}

// URLs as SQLAlchemy writes them name the same databases.
func TestPlain(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"heroes.db": "heroes.db", "/x/a://b.db": "/x/a://b.db", "postgres://h/d": "postgres://h/d",
		"sqlite:///database.db": "database.db", "sqlite:////home/me/database.db": "/home/me/database.db", "sqlite+pysqlite:///a b.db?timeout=5": "a b.db",
		`sqlite:///C:\heroes.db`:                                  `C:\heroes.db`,
		"postgresql+psycopg2://me:p%40w@h:5432/d?sslmode=require": "postgresql://me:p%40w@h:5432/d?sslmode=require",
		"postgresql+asyncpg://h/d":                                "postgresql://h/d",
	} {
		if got, err := address.Plain(name); got != want || err != nil {
			t.Errorf("%s is %q, %v", name, got, err)
		}
	}
	for name, want := range map[string]string{
		"sqlite://":                  `"sqlite://" is an in-memory database: use a file, or --demo`,
		"sqlite:///:memory:":         `"sqlite:///:memory:" is an in-memory database: use a file, or --demo`,
		"sqlite://database.db":       `"sqlite://database.db" has no file: write sqlite:///FILE, or the name of the file alone`,
		"mysql+pymysql://me:pw@h/db": `"mysql+pymysql://me:[masked]@h/db" is not a database that roster can open: use a SQLite file, or a URL such as postgres://user@host/database`,
	} {
		if _, err := address.Plain(name); err == nil || err.Error() != want {
			t.Errorf("%s: %v\nwant %s", name, err, want)
		}
	}
}
