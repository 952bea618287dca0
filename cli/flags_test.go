package cli

import "testing"

func TestCheck(t *testing.T) {
	for _, test := range []struct {
		name  string
		flags flags
		args  []string
		want  string // "" where nothing is wrong
	}{
		{"nothing", flags{}, nil, ""},
		{"one database", flags{}, []string{"a.db"}, ""},
		{"flag", flags{db: "a.db", named: true}, nil, ""},
		{"everything about one", flags{readOnly: true, keepSchema: true, ascii: true, log: "log"}, []string{"a.db"}, ""},
		{"light", flags{theme: "light"}, nil, ""},
		{"dark", flags{theme: "dark"}, nil, ""},
		{"demo", flags{demo: true, keepSchema: true}, nil, ""},
		{"two databases", flags{}, []string{"a.db", "b.db"}, `only one database can be opened, not 2 ("a.db", …)`},
		{"three databases", flags{demo: true}, []string{"a", "b", "c"}, `only one database can be opened, not 3 ("a", …)`},
		{"named twice", flags{db: "b.db", named: true}, []string{"a.db"}, `the database is named twice: as "a.db" and with --db "b.db"`},
		{"demo and database", flags{demo: true}, []string{"a.db"}, "--demo has its own database: leave out the other one"},
		{"demo and flag", flags{demo: true, named: true}, nil, "--demo has its own database: leave out the other one"},
		{"demo, read-only", flags{demo: true, readOnly: true}, nil, "--demo is for trying things out: leave out --read-only"},
		{"log with secrets", flags{log: "log", logSecrets: true}, nil, ""},
		{"create", flags{create: true}, []string{"a.db"}, ""},
		{"create, read-only", flags{create: true, readOnly: true}, nil, "--create adds tables to a database: it can't be used with --demo or --read-only"},
		{"create a demo", flags{create: true, demo: true}, nil, "--create adds tables to a database: it can't be used with --demo or --read-only"},
		{"two URLs", flags{}, []string{"postgres://me:pw@h/a", "b"}, `only one database can be opened, not 2 ("postgres://me:[masked]@h/a", …)`},
		{"URL twice", flags{db: "postgres://me:pw@h/b", named: true}, []string{"a.db"}, `the database is named twice: as "a.db" and with --db "postgres://me:[masked]@h/b"`},
		{"demo and URL", flags{demo: true}, []string{"postgres://h/a"}, "--demo has its own database: leave out the other one"},
		{"secrets of no log", flags{logSecrets: true}, nil, "--log-secrets needs --log FILE"},
		{"no theme", flags{theme: "Light"}, nil, `--theme is auto, light or dark, not "Light"`},
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
