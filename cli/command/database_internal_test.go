package command

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/adrg/xdg"

	"roster/cli/usage"
	"roster/data"
	"roster/data/model"
	"roster/internal/userfile"
)

// home puts the data folder, and with it the default database, into a folder of
// the test's own, and goes there.
func home(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	t.Cleanup(xdg.Reload) // runs when the variable is as it was
	t.Setenv("XDG_DATA_HOME", folder)
	xdg.Reload()
	t.Chdir(folder)
	return folder
}

func TestDatabasePath(t *testing.T) {
	folder := home(t)
	standard := filepath.Join(folder, "roster", "roster.db")
	for _, test := range []struct {
		name     string
		flags    Flags
		args     []string
		variable string
		want     string
	}{
		{"nothing", Flags{}, nil, "", standard},
		{"variable", Flags{}, nil, "v.db", "v.db"},
		{"flag", Flags{DB: "f.db", Named: true}, nil, "v.db", "f.db"},
		{"flag with a bare word", Flags{DB: "word", Named: true}, nil, "", "word"},
		{"argument", Flags{}, []string{"a.db"}, "v.db", "a.db"},
		{"argument with a slash", Flags{}, []string{"./a"}, "v.db", "./a"},
		{"argument that is a URL", Flags{}, []string{"postgres://h/heroes"}, "v.db", "postgres://h/heroes"},
		{"variable that is a URL", Flags{}, nil, "postgresql://h/heroes", "postgresql://h/heroes"},
		{"argument with a backslash", Flags{}, []string{`b\a`}, "", `b\a`},
		{"demo", Flags{Demo: true}, nil, "v.db", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Setenv("ROSTER_DB", test.variable)
			got, err := DatabasePath(test.flags, test.args)
			if err != nil || got != test.want {
				t.Errorf("got %q, %v, want %q", got, err, test.want)
			}
		})
	}
	if userfile.Exists(filepath.Dir(standard)) {
		t.Error("asking for the name made the folder")
	}
}

func TestDatabasePathRefuses(t *testing.T) {
	home(t)
	for _, test := range []struct {
		name  string
		flags Flags
		args  []string
		want  string
	}{
		{"bare word", Flags{}, []string{"exprot"}, `there is no command or file "exprot": for a new database, use ./exprot or exprot.db`},
		{"empty argument", Flags{}, []string{""}, "the name of the database is empty: give a file, or leave it out for the default"},
		{"empty flag", Flags{Named: true}, nil, "the name of the database is empty: give a file, or leave it out for the default"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := DatabasePath(test.flags, test.args)
			if err == nil || !usage.Is(err) || err.Error() != test.want {
				t.Errorf("got %v, want %q", err, test.want)
			}
		})
	}
	if err := os.WriteFile("exprot", nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := DatabasePath(Flags{}, []string{"exprot"}); err != nil || got != "exprot" {
		t.Errorf("a file that is there: %q, %v", got, err)
	}
}

// The default database's folder is made when the database is, not before.
func TestOpenFileMakesTheFolder(t *testing.T) {
	schema, err := os.ReadFile("../../schema.sql")
	if err != nil {
		t.Fatal(err)
	}
	home(t)
	opts := data.Options{Schema: string(schema)}
	folder := filepath.Dir(defaultDatabase())
	if _, err := OpenFile(t.Context(), defaultDatabase(), opts); model.ErrorCode(err) != model.NotFound {
		t.Errorf("got %v, want that it does not exist", err)
	}
	if userfile.Exists(folder) {
		t.Error("looking made the folder")
	}
	opts.Create = true
	store, err := OpenFile(t.Context(), defaultDatabase(), opts)
	if err != nil {
		t.Fatal(err)
	}
	if err := store.Close(); err != nil {
		t.Error(err)
	}
	info, err := os.Stat(folder)
	if err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("the folder: %v, %v", info, err)
	}
	if err := os.RemoveAll(folder); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(folder, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenFile(t.Context(), defaultDatabase(), opts); err == nil {
		t.Errorf("a file in the place of the folder: %v", err)
	}
}
