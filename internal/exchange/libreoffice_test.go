package exchange

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"roster/data"
	"roster/data/importer"
	"roster/internal/testenv"
)

// LibreOffice opens a workbook as it is, and what it saves again changes nothing when it is
// imported. Of a damaged workbook it saves nothing.
func TestLibreOffice(t *testing.T) {
	testenv.RequirePrograms(t, "soffice")
	for name, s := range map[string]*data.Store{"squad": squadOf(t), "fields": fieldsOf(t)} {
		text := wrote(t, s, Options{Format: XLSX})
		saved, said := resaved(t, text)
		if saved == nil {
			t.Fatalf("%s: LibreOffice does not open it: %s", name, said)
		}
		plan, err := s.PlanImport(t.Context(), importer.Import{Draft: draftOf(t, s, saved, XLSX), Match: importer.MatchName})
		if err != nil || plan.Problems.Count > 0 || !plan.Empty() || plan.Links.Same == 0 {
			t.Errorf("%s: %v, problems %v, links %+v, change %+v", name, err, plan.Problems, plan.Links, plan.Change.Edits)
		}
	}
	if saved, _ := resaved(t, wrote(t, squadOf(t), Options{Format: XLSX})[:2000]); saved != nil {
		t.Error("LibreOffice opens half a workbook: this test does not see what it should")
	}
}

// resaved returns a workbook as LibreOffice saves it, nil if it does not open it, and what
// LibreOffice said.
func resaved(t *testing.T, text []byte) (saved, said []byte) {
	t.Helper()
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "roster.xlsx"), text, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), "soffice", "-env:UserInstallation=file://"+filepath.Join(folder, "profile"), "--headless", "--convert-to", "xlsx", "--outdir", filepath.Join(folder, "out"), filepath.Join(folder, "roster.xlsx"))
	said, _ = cmd.CombinedOutput()
	saved, err := os.ReadFile(filepath.Join(folder, "out", "roster.xlsx"))
	if err != nil {
		return nil, said
	}
	return saved, said
}
