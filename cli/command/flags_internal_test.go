package command

import (
	"testing"

	"roster/cli/usage"
)

func TestCheck(t *testing.T) {
	for _, test := range []struct {
		name  string
		flags Flags
		args  []string
		want  string // "" where nothing is wrong
	}{
		{"nothing", Flags{}, nil, ""},
		{"one database", Flags{}, []string{"a.db"}, ""},
		{"flag", Flags{DB: "a.db", Named: true}, nil, ""},
		{"everything about one", Flags{ReadOnly: true, KeepSchema: true, ASCII: true, Log: "log"}, []string{"a.db"}, ""},
		{"light", Flags{Theme: "light"}, nil, ""},
		{"dark", Flags{Theme: "dark"}, nil, ""},
		{"demo", Flags{Demo: true, KeepSchema: true}, nil, ""},
		{"two databases", Flags{}, []string{"a.db", "b.db"}, `only one database can be opened, not 2 ("a.db", …)`},
		{"three databases", Flags{Demo: true}, []string{"a", "b", "c"}, `only one database can be opened, not 3 ("a", …)`},
		{"named twice", Flags{DB: "b.db", Named: true}, []string{"a.db"}, `the database is named twice: as "a.db" and with --db "b.db"`},
		{"demo and database", Flags{Demo: true}, []string{"a.db"}, "--demo has its own database: leave out the other one"},
		{"demo and flag", Flags{Demo: true, Named: true}, nil, "--demo has its own database: leave out the other one"},
		{"demo, read-only", Flags{Demo: true, ReadOnly: true}, nil, "--demo is for trying things out: leave out --read-only"},
		{"log with secrets", Flags{Log: "log", LogSecrets: true}, nil, ""},
		{"create", Flags{Create: true}, []string{"a.db"}, ""},
		{"create, read-only", Flags{Create: true, ReadOnly: true}, nil, "--create adds tables to a database: it can't be used with --demo or --read-only"},
		{"create a demo", Flags{Create: true, Demo: true}, nil, "--create adds tables to a database: it can't be used with --demo or --read-only"},
		{"two URLs", Flags{}, []string{"postgres://me:pw@h/a", "b"}, `only one database can be opened, not 2 ("postgres://me:[masked]@h/a", …)`},
		{"URL twice", Flags{DB: "postgres://me:pw@h/b", Named: true}, []string{"a.db"}, `the database is named twice: as "a.db" and with --db "postgres://me:[masked]@h/b"`},
		{"demo and URL", Flags{Demo: true}, []string{"postgres://h/a"}, "--demo has its own database: leave out the other one"},
		{"secrets of no log", Flags{LogSecrets: true}, nil, "--log-secrets needs --log FILE"},
		{"no theme", Flags{Theme: "Light"}, nil, `--theme must be auto, light or dark, not "Light"`},
	} {
		t.Run(test.name, func(t *testing.T) {
			if test.flags.Theme == "" {
				test.flags.Theme = "auto"
			}
			err := test.flags.Check(test.args)
			switch {
			case test.want == "" && err != nil:
				t.Errorf("refused: %v", err)
			case test.want != "" && (err == nil || err.Error() != test.want || !usage.Is(err)):
				t.Errorf("got %v, want %q", err, test.want)
			}
		})
	}
}
