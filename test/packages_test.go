package test

import (
	"go/ast"
	"go/types"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// drivers are the packages that speak to an engine, and the only one that imports
// each.
var drivers = map[string]string{
	"modernc.org/sqlite":   "roster/data/internal/sqlite",
	"github.com/jackc/pgx": "roster/data/internal/postgres",
}

// TestOneImporterOfEachDriver reads the imports of every file that is built.
func TestOneImporterOfEachDriver(t *testing.T) {
	used := map[string]bool{}
	for name, file := range source(t) {
		pkg := path.Join("roster", filepath.ToSlash(filepath.Dir(name)))
		for _, spec := range file.Imports {
			for driver, home := range drivers {
				if !strings.HasPrefix(strings.Trim(spec.Path.Value, `"`), driver) {
					continue
				}
				used[driver] = used[driver] || pkg == home
				if pkg != home && !strings.HasPrefix(pkg, "roster/internal/") { // tools, and helpers of tests
					t.Errorf("%s imports %s", name, driver)
				}
			}
		}
	}
	for driver, home := range drivers {
		if !used[driver] {
			t.Errorf("%s does not import %s: this test does not see what it should", home, driver)
		}
	}
}

// TestStoreDelegates holds the store to a surface that can be read at once: what reads lists and
// the history is reached through Reader and History.
func TestStoreDelegates(t *testing.T) {
	const most = 40
	var methods []string
	for name, file := range source(t) {
		if filepath.ToSlash(filepath.Dir(name)) != "data" {
			continue
		}
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv != nil && f.Name.IsExported() && types.ExprString(f.Recv.List[0].Type) == "*Store" {
				methods = append(methods, f.Name.Name)
			}
		}
	}
	if n := len(methods); n == 0 || n >= most {
		t.Errorf("Store has %d exported methods, want fewer than %d: %v", n, most, methods)
	}
}

// sqlText is how a statement begins, or goes on after its columns.
var sqlText = regexp.MustCompile(`\b(SELECT .+ FROM|SELECT count|INSERT INTO|UPDATE \w+ SET|DELETE FROM|CREATE (TABLE|INDEX)|ALTER TABLE|PRAGMA) `)

// TestSQLInData looks through the texts of every file that is built: only data, and
// the tools, have SQL.
func TestSQLInData(t *testing.T) {
	seen := false
	eachText(t, func(name, folder, text string) {
		isData := strings.HasPrefix(folder+"/", "data/")
		isTool := strings.HasPrefix(folder, "internal/") && folder != "internal/exchange" && folder != "internal/safetext"
		if !sqlText.MatchString(text) {
			return
		}
		seen = seen || isData
		if folder == "data" || !isData && !isTool {
			t.Errorf("%s has SQL: %s", name, text)
		}
	})
	if !seen {
		t.Error("no SQL was found in data: this test does not see it")
	}
}

// engineText is SQL that only one engine understands.
var engineText = regexp.MustCompile(`\b(LATERAL|OFFSET 0|FOR UPDATE|PRAGMA|regclass|sqlite_\w+|pg_class)\b|\w::\w|= ANY \(`)

// TestSQLOfOneEngine looks for such texts: only the package of an engine has them.
func TestSQLOfOneEngine(t *testing.T) {
	seen := map[string]bool{}
	eachText(t, func(name, folder, text string) {
		if !strings.HasPrefix(folder+"/", "data/") || !engineText.MatchString(text) {
			return
		}
		if seen[folder] = true; !slices.Contains(slices.Collect(maps.Values(drivers)), path.Join("roster", folder)) {
			t.Errorf("%s has SQL of one engine: %s", name, text)
		}
	})
	if len(seen) < len(drivers) {
		t.Errorf("only %v have SQL of their own: this test does not see it", seen)
	}
}

// eachText calls use with every text in the files that are built, and with the file and its folder.
func eachText(t *testing.T, use func(name, folder, text string)) {
	t.Helper()
	for name, file := range source(t) {
		ast.Inspect(file, func(n ast.Node) bool {
			if text, ok := n.(*ast.BasicLit); ok {
				use(name, filepath.ToSlash(filepath.Dir(name)), text.Value)
			}
			return true
		})
	}
}

// maxLines is how large a package may be.
const maxLines = 3500

// TestPackagesAreSmall counts the lines of each package.
func TestPackagesAreSmall(t *testing.T) {
	lines := map[string]int{}
	for name, file := range source(t) {
		if folder := filepath.ToSlash(filepath.Dir(name)); folder != "." {
			lines[folder] += lineCount(t, name)
			if file.Name.Name != path.Base(folder) && file.Name.Name != "main" {
				t.Errorf("%s is of the package %s", name, file.Name.Name)
			}
		}
	}
	for folder, n := range lines {
		if n > maxLines {
			t.Errorf("%s has %d lines: the most is %d", folder, n, maxLines)
		}
	}
}

func lineCount(t *testing.T, name string) int {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Count(string(text), "\n")
}
