package cli

import (
	"roster/cli/usage"
	"testing"
)

func TestCheck(t *testing.T) {
	for _, test := range []struct {
		name  string
		flags globalFlags
		args  []string
		want  string // "" if nothing is wrong
	}{
		{"nothing", globalFlags{}, nil, ""},
		{"one database", globalFlags{}, []string{"a.db"}, ""},
		{"flag", globalFlags{db: "a.db", named: true}, nil, ""},
		{"everything about one", globalFlags{readOnly: true, keepSchema: true, ascii: true, log: "log"}, []string{"a.db"}, ""},
		{"light", globalFlags{theme: "light"}, nil, ""},
		{"dark", globalFlags{theme: "dark"}, nil, ""},
		{"demo", globalFlags{demo: true, keepSchema: true}, nil, ""},
		{"two databases", globalFlags{}, []string{"a.db", "b.db"}, `only one database can be opened, not 2 ("a.db", …)`},
		{"three databases", globalFlags{demo: true}, []string{"a", "b", "c"}, `only one database can be opened, not 3 ("a", …)`},
		{"named twice", globalFlags{db: "b.db", named: true}, []string{"a.db"}, `the database is named twice: as "a.db" and with --db "b.db"`},
		{"demo and database", globalFlags{demo: true}, []string{"a.db"}, "--demo has its own database: leave out the other one"},
		{"demo and flag", globalFlags{demo: true, named: true}, nil, "--demo has its own database: leave out the other one"},
		{"demo, read-only", globalFlags{demo: true, readOnly: true}, nil, "--demo is for trying things out: leave out --read-only"},
		{"log with secrets", globalFlags{log: "log", logSecrets: true}, nil, ""},
		{"create", globalFlags{create: true}, []string{"a.db"}, ""},
		{"create, read-only", globalFlags{create: true, readOnly: true}, nil, "--create adds tables to a database: it can't be used with --demo or --read-only"},
		{"create a demo", globalFlags{create: true, demo: true}, nil, "--create adds tables to a database: it can't be used with --demo or --read-only"},
		{"two URLs", globalFlags{}, []string{"postgres://me:pw@h/a", "b"}, `only one database can be opened, not 2 ("postgres://me:[masked]@h/a", …)`},
		{"URL twice", globalFlags{db: "postgres://me:pw@h/b", named: true}, []string{"a.db"}, `the database is named twice: as "a.db" and with --db "postgres://me:[masked]@h/b"`},
		{"demo and URL", globalFlags{demo: true}, []string{"postgres://h/a"}, "--demo has its own database: leave out the other one"},
		{"secrets of no log", globalFlags{logSecrets: true}, nil, "--log-secrets needs --log FILE"},
		{"no theme", globalFlags{theme: "Light"}, nil, `--theme must be auto, light or dark, not "Light"`},
	} {
		t.Run(test.name, func(t *testing.T) {
			if test.flags.theme == "" {
				test.flags.theme = "auto"
			}
			err := test.flags.check(test.args)
			switch {
			case test.want == "" && err != nil:
				t.Errorf("refused: %v", err)
			case test.want != "" && (err == nil || err.Error() != test.want || !usage.Is(err)):
				t.Errorf("got %v, want %q", err, test.want)
			}
		})
	}
}
