package test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// allowedImports are the packages that are built, and which others of roster each may import.
// None may import one above it: cli → ui → exchange, data; within ui: views, transfer → dialog →
// list, write → keymap, style.
var allowedImports = map[string][]string{
	"roster":                     {"roster/cli", "roster/ui"},
	"roster/cli/await":           {},
	"roster/cli/complete":        {"roster/cli/find", "roster/data", "roster/data/model", "roster/internal/safetext"},
	"roster/cli/find":            {"roster/cli/usage", "roster/data", "roster/data/model", "roster/data/query"},
	"roster/cli/importfile":      {"roster/cli/await", "roster/cli/state", "roster/cli/usage", "roster/data/field", "roster/data/importer", "roster/internal/exchange", "roster/internal/outfile", "roster/internal/shellwords", "roster/internal/tabular"},
	"roster/cli/listing":         {"roster/cli/command", "roster/cli/complete", "roster/cli/find", "roster/cli/output", "roster/cli/usage", "roster/data/access", "roster/data/field", "roster/data/model", "roster/data/query"},
	"roster/cli/manpage":         {"roster/ui/keymap"},
	"roster/cli/output":          {"roster/data/model", "roster/internal/exchange", "roster/internal/safetext"},
	"roster/cli/screen":          {"roster/cli/command", "roster/cli/state", "roster/data", "roster/data/address", "roster/data/adopt", "roster/data/model", "roster/internal/tmux", "roster/ui"},
	"roster/cli/usage":           {"roster/data/address", "roster/data/model"},
	"roster/ui":                  append(words, "roster/data", "roster/internal/exchange", "roster/internal/report", "roster/internal/safetext", "roster/internal/terminput", "roster/ui/dialog", "roster/ui/keymap", "roster/ui/list", "roster/ui/style", "roster/ui/transfer", "roster/ui/views", "roster/ui/window", "roster/ui/write"),
	"roster/ui/views":            append(words, "roster/data", "roster/internal/safetext", "roster/ui/dialog", "roster/ui/keymap", "roster/ui/list", "roster/ui/style", "roster/ui/write"),
	"roster/ui/transfer":         append(words, "roster/data", "roster/internal/exchange", "roster/internal/report", "roster/internal/outfile", "roster/internal/safetext", "roster/internal/sheet", "roster/internal/tabular", "roster/internal/terminput", "roster/ui/dialog", "roster/ui/list", "roster/ui/style", "roster/ui/write"),
	"roster/ui/dialog":           append(words, "roster/data", "roster/internal/fold", "roster/internal/safetext", "roster/internal/terminput", "roster/ui/keymap", "roster/ui/list", "roster/ui/style", "roster/ui/write"),
	"roster/ui/list":             append(words, "roster/data", "roster/internal/safetext", "roster/ui/keymap", "roster/ui/style"),
	"roster/ui/write":            append(words, "roster/data"),
	"roster/ui/keymap":           {},
	"roster/ui/window":           {},
	"roster/ui/style":            append(words, "roster/data", "roster/internal/safetext", "roster/ui/keymap"),
	"roster/internal/exchange":   {"roster/data", "roster/data/access", "roster/data/check", "roster/data/field", "roster/data/importer", "roster/data/model", "roster/data/snapshot", "roster/internal/fold", "roster/internal/infile", "roster/internal/report", "roster/internal/safetext", "roster/internal/sheet", "roster/internal/tabular"},
	"roster/internal/report":     {"roster/data/field", "roster/data/model", "roster/data/snapshot", "roster/internal/fold", "roster/internal/safetext"},
	"roster/internal/infile":     {"roster/data/model"},
	"roster/internal/outfile":    {"roster/data/address"},
	"roster/cli":                 append(words, "roster/cli/await", "roster/cli/command", "roster/cli/complete", "roster/cli/find", "roster/cli/guest", "roster/cli/importfile", "roster/cli/listing", "roster/cli/manpage", "roster/cli/output", "roster/cli/screen", "roster/cli/settings", "roster/cli/state", "roster/cli/usage", "roster/data", "roster/internal/exchange", "roster/internal/guestkeys", "roster/internal/outfile", "roster/internal/safetext", "roster/internal/shellwords", "roster/internal/sqlmodel", "roster/internal/userfile"),
	"roster/cli/command":         {"roster/cli/await", "roster/cli/complete", "roster/cli/find", "roster/cli/guest", "roster/cli/output", "roster/cli/settings", "roster/cli/usage", "roster/data", "roster/data/access", "roster/data/address", "roster/data/adopt", "roster/data/change", "roster/data/intent", "roster/data/model", "roster/data/sqllog", "roster/internal/exchange", "roster/internal/outfile", "roster/internal/safetext", "roster/internal/userfile", "roster/ui"},
	"roster/cli/guest":           {"roster/cli/await", "roster/cli/usage", "roster/data/access", "roster/internal/guestkeys", "roster/internal/outfile", "roster/internal/safetext", "roster/internal/userfile", "roster/ui"},
	"roster/cli/settings":        {"roster/data", "roster/data/address", "roster/data/model", "roster/data/sqllog", "roster/internal/outfile", "roster/internal/safetext", "roster/internal/userfile", "roster/ui/keymap"},
	"roster/cli/state":           {"roster/data/address", "roster/internal/tabular", "roster/internal/userfile", "roster/ui"},
	"roster/internal/userfile":   {"roster/internal/outfile"},
	"roster/internal/safetext":   {},
	"roster/internal/fold":       {},
	"roster/internal/guestkeys":  {"roster/data/access", "roster/internal/shellwords"},
	"roster/internal/shellwords": {},
	"roster/internal/sheet":      {"roster/internal/infile"},
	"roster/internal/sqlmodel":   {"roster/data", "roster/data/field", "roster/data/model"},
	"roster/internal/tabular":    {"roster/internal/fold", "roster/internal/infile", "roster/internal/sheet"},
	"roster/internal/dirtydb":    {},
	"roster/internal/hostile":    {},
	"roster/internal/terminput":  {},
	"roster/internal/picture":    {},
	"roster/internal/pgtest":     {"roster/internal/testenv"},
	"roster/internal/pysqlmodel": {},
	"roster/internal/testenv":    {},
	"roster/internal/tmux":       {},
	"roster/internal/licences":   {},

	"roster/internal/bigroster":          {"roster/internal/bigroster/generate"},
	"roster/internal/bigroster/generate": {},

	"roster/internal/bigroster/largetest": {"roster/data", "roster/data/query", "roster/internal/bigroster/generate", "roster/internal/pgtest"},

	"roster/data/adopt":    base,
	"roster/data":          append(words, "roster/data/snapshot", "roster/data/internal/postgres", "roster/data/internal/sqldb", "roster/data/internal/sqlite"),
	"roster/data/access":   {"roster/data/model"},
	"roster/data/address":  {"roster/data/sqllog"},
	"roster/data/change":   append(base, "roster/data/progress", "roster/data/query", "roster/data/sqllog"),
	"roster/data/check":    append(base, "roster/data/query", "roster/data/snapshot", "roster/internal/fold"),
	"roster/data/field":    {"roster/data/model", "roster/data/internal/cell"},
	"roster/data/importer": append(base, "roster/data/change", "roster/data/progress", "roster/internal/fold"),
	"roster/data/index":    append(base, "roster/data/progress", "roster/data/query"),
	"roster/data/intent":   append(base, "roster/data/change", "roster/data/query", "roster/data/snapshot"),
	"roster/data/model":    {},
	"roster/data/progress": {},
	"roster/data/query":    append(base, "roster/internal/fold"),
	"roster/data/snapshot": base,
	"roster/data/sqllog":   {"roster/data/internal/cell"},

	"roster/data/internal/cell":     {"roster/data/model"},
	"roster/data/internal/sqldb":    {"roster/data/field", "roster/data/model", "roster/data/progress", "roster/data/sqllog", "roster/data/internal/cell"},
	"roster/data/internal/sqlite":   append(base, "roster/data/address", "roster/internal/fold"),
	"roster/data/internal/postgres": append(base, "roster/data/address", "roster/data/sqllog", "roster/internal/fold"),
}

// words are the packages of data that speak to those above it: what a roster is made
// of, what can be asked and wanted, and what comes back.
var words = []string{
	"roster/data/access", "roster/data/address", "roster/data/adopt", "roster/data/change", "roster/data/check", "roster/data/field", "roster/data/importer", "roster/data/index",
	"roster/data/intent", "roster/data/model", "roster/data/progress", "roster/data/query", "roster/data/sqllog",
}

// base is what the packages of data that read and write stand on.
var base = []string{"roster/data/field", "roster/data/model", "roster/data/internal/cell", "roster/data/internal/sqldb"}

// The modules that reach the database and the terminal, by how their paths begin.
var (
	sqlModules      = []string{"database/sql", "modernc.org/", "github.com/jackc/"}
	terminalModules = []string{"charm.land/", "github.com/charmbracelet/"}
)

// forbiddenImports returns the modules that a package may not import.
func forbiddenImports(pkg string) []string {
	switch {
	case slices.Contains([]string{"roster", "roster/internal/exchange", "roster/internal/report", "roster/internal/sqlmodel"}, pkg):
		return slices.Concat(sqlModules, terminalModules)
	case strings.HasPrefix(pkg, "roster/cli"), strings.HasPrefix(pkg, "roster/ui"):
		return sqlModules
	}
	return nil
}

// TestImports reads the imports of every file that is built.
func TestImports(t *testing.T) {
	seen := map[string]bool{}
	for name, file := range source(t) {
		pkg := path.Join("roster", filepath.ToSlash(filepath.Dir(name)))
		allowed, known := allowedImports[pkg]
		if !known {
			t.Errorf("%s is in a package that this test does not know: add to allowedImports what it may import", name)
		}
		seen[pkg] = true
		for _, spec := range file.Imports {
			to, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			if strings.HasPrefix(to+"/", "roster/") && !slices.Contains(allowed, to) {
				t.Errorf("%s imports %s", name, to)
			}
			if slices.ContainsFunc(forbiddenImports(pkg), func(module string) bool { return strings.HasPrefix(to, module) }) {
				t.Errorf("%s imports %s", name, to)
			}
			if to == "embed" && file.Name.Name != "main" {
				t.Errorf("%s embeds a file: only programs do", name)
			}
		}
	}
	for pkg := range allowedImports {
		if !seen[pkg] {
			t.Errorf("%s is in allowedImports, and not in the repository", pkg)
		}
	}
}

// TestDataWithoutTerminal follows the imports of data to their end.
func TestDataWithoutTerminal(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", "./data").Output()
	if err != nil {
		t.Fatal(err)
	}
	deps := strings.Fields(string(out))
	if !slices.Contains(deps, "roster/data") || !slices.Contains(deps, "database/sql") {
		t.Fatalf("these are not the imports of data: %q", deps)
	}
	for _, dep := range deps {
		for _, module := range append(terminalModules, "roster/ui", "roster/cli") {
			if strings.HasPrefix(dep, module) {
				t.Errorf("data needs %s", dep)
			}
		}
	}
}

// TestDocumented checks that every package and everything exported says what it is.
func TestDocumented(t *testing.T) {
	count := 0
	said := map[string]bool{}
	for name, file := range source(t) {
		said[filepath.Dir(name)] = said[filepath.Dir(name)] || file.Doc != nil
		for _, decl := range file.Decls {
			for _, id := range undocumented(decl, &count) {
				t.Errorf("%s: %s is exported and has no comment", name, id)
			}
		}
	}
	for folder, yes := range said {
		if !yes {
			t.Errorf("the package in %s has no comment", folder)
		}
	}
	if count < 100 {
		t.Errorf("only %d exported names were found: this test does not see them", count)
	}
}

// undocumented returns the exported names without a comment in a declaration,
// and adds to count how many exported ones there are.
func undocumented(decl ast.Decl, count *int) []string {
	var bare []string
	check := func(id *ast.Ident, comments ...*ast.CommentGroup) {
		if !id.IsExported() {
			return
		}
		*count++
		if !slices.ContainsFunc(comments, func(c *ast.CommentGroup) bool { return c != nil }) {
			bare = append(bare, id.Name)
		}
	}
	switch decl := decl.(type) {
	case *ast.FuncDecl:
		if receiver(decl) == "" || ast.IsExported(receiver(decl)) {
			check(decl.Name, decl.Doc)
		}
	case *ast.GenDecl:
		for _, spec := range decl.Specs {
			switch spec := spec.(type) {
			case *ast.TypeSpec:
				check(spec.Name, spec.Doc, decl.Doc)
			case *ast.ValueSpec:
				for _, id := range spec.Names {
					check(id, spec.Doc, spec.Comment, decl.Doc)
				}
			}
		}
	}
	return bare
}

// receiver returns the name of a method's type, or "" for a function.
func receiver(f *ast.FuncDecl) string {
	if f.Recv == nil {
		return ""
	}
	name := ""
	ast.Inspect(f.Recv.List[0].Type, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && name == "" {
			name = id.Name
		}
		return true
	})
	return name
}

// source parses the files of the repository that are no tests.
func source(t *testing.T) map[string]*ast.File {
	t.Helper()
	files := map[string]*ast.File{}
	set := token.NewFileSet()
	err := filepath.WalkDir(".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && name != "." && (strings.HasPrefix(entry.Name(), ".") || entry.Name() == "testdata"):
			return filepath.SkipDir
		case entry.IsDir() || filepath.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		files[name], err = parser.ParseFile(set, name, nil, parser.ParseComments)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := files["main.go"]; !ok {
		t.Fatalf("main.go is not among %q", slices.Collect(maps.Keys(files)))
	}
	return files
}
