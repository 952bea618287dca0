package state

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"roster/internal/tabular"
)

// What is said of columns is kept for the newest headers, apart for each guest, and without
// the headers: those of a table without a header are the names of people.
func TestColumnMemory(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.columns.json")
	m := Columns{path}
	said := tabular.Mapping{Map: map[string]tabular.Field{"wer": tabular.Hero}}
	if err := m.Keep([]string{"ann berg"}, tabular.Mapping{}); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("a file with nothing to say was made")
	}
	for n := range maxKeptTables + 2 {
		if err := m.Keep([]string{"ann berg", fmt.Sprint(n)}, said); err != nil {
			t.Fatal(err)
		}
	}
	if !m.Recall([]string{"ann berg", "1"}).IsEmpty() || !maps.Equal(m.Recall([]string{"ann berg", "2"}).Map, said.Map) {
		t.Error("not the newest ones are kept")
	}
	text, err := os.ReadFile(path)
	if info, statErr := os.Stat(path); err != nil || statErr != nil || strings.Contains(string(text), "berg") || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v: %s", err, statErr, text)
	}
	if err := m.Keep([]string{"ann berg", "2"}, tabular.Mapping{}); err != nil || !m.Recall([]string{"ann berg", "2"}).IsEmpty() {
		t.Errorf("what is said no more: %v", err)
	}
	if err := os.WriteFile(path, []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if !m.Recall([]string{"ann berg", "3"}).IsEmpty() || m.Keep([]string{"a"}, said) != nil {
		t.Error("a damaged file is in the way")
	}
	mine, _ := ColumnsOf("postgres://h/x", "")
	guests, _ := ColumnsOf("postgres://h/x", "anna")
	if mine == guests {
		t.Error("a guest has what others said")
	}
}
