package ui_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// A file that is dropped on the import dialog is read, and tab completes a path, also if the
// next key comes before it has.
func TestPathOfAnImport(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "my files")
	if err := os.MkdirAll(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(folder, "squad of may.csv")
	if err := os.WriteFile(path, []byte("name,team,status\nAna,Medics,active\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	escaped := strings.NewReplacer(" ", `\ `).Replace(path)
	for _, dropped := range []string{"'" + path + "'", escaped, "file://" + strings.ReplaceAll(path, " ", "%20")} {
		d := start(t, seedFile(t))
		d.press("I")
		d.send(tea.PasteMsg{Content: dropped})
		d.drain()
		d.press("enter", "enter")
		d.want("Import squad of may.csv", "y yes")
	}
	d := start(t, seedFile(t))
	d.press("I")
	d.send(tea.PasteMsg{Content: filepath.Join(folder, "squ")})
	d.hold("tab", "enter")
	d.drain()
	d.press("enter")
	d.want("Import squad of may.csv", "y yes")
	d.press("esc", "esc", "I", "/", "n", "o", "tab")
	d.want("No file or folder starts with this.")
}
