package cli

import "testing"

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
		{"no theme", globalFlags{theme: "Light"}, nil, `--theme is auto, light or dark, not "Light"`},
	} {
		t.Run(test.name, func(t *testing.T) {
			if test.flags.theme == "" {
				test.flags.theme = "auto"
			}
			err := test.flags.check(test.args)
			switch {
			case test.want == "" && err != nil:
				t.Errorf("refused: %v", err)
			case test.want != "" && (err == nil || err.Error() != test.want || !isUsage(err)):
				t.Errorf("got %v, want %q", err, test.want)
			}
		})
	}
}

func TestIsUTF8(t *testing.T) {
	for _, test := range []struct {
		name string
		env  map[string]string
		want bool
	}{
		{"nothing", nil, true},
		{"all empty", map[string]string{"LC_ALL": "", "LC_CTYPE": "", "LANG": ""}, true},
		{"usual", map[string]string{"LANG": "en_GB.UTF-8"}, true},
		{"small letters", map[string]string{"LANG": "de_DE.utf8"}, true},
		{"C", map[string]string{"LANG": "C"}, false},
		{"C in UTF-8", map[string]string{"LANG": "C.UTF-8"}, true},
		{"Latin 1", map[string]string{"LANG": "de_DE.ISO-8859-1"}, false},
		{"ctype before lang", map[string]string{"LC_CTYPE": "C", "LANG": "en_GB.UTF-8"}, false},
		{"all before ctype", map[string]string{"LC_ALL": "en_GB.UTF-8", "LC_CTYPE": "C", "LANG": "C"}, true},
		{"empty all does not count", map[string]string{"LC_ALL": "", "LC_CTYPE": "C"}, false},
		{"other variables don't count", map[string]string{"LC_TIME": "C"}, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := isUTF8(func(name string) string { return test.env[name] }); got != test.want {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
}
