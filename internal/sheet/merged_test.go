package sheet

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/xuri/excelize/v2"

	"roster/internal/testenv"
)

// mergedBook is a workbook with cells that are merged down, across, and both.
func mergedBook(t *testing.T) string {
	t.Helper()
	return workbookOf(t, func(f *excelize.File) error {
		var errs []error
		for i, row := range [][]any{
			{"Squads of 2026"}, {"Team", "Name", "Status"}, {"Red", "Ann", "active"}, {nil, "Ben", "training"}, {nil, "Cat", "active"},
			{"Blue", "Ann", nil}, {"Green", nil, "training"}, {nil, "Dee"}, {nil, nil, "active"}, {"on", "its", "own"},
		} {
			cell, err := excelize.CoordinatesToCellName(1, i+1)
			errs = append(errs, err, f.SetSheetRow("Sheet1", cell, &row))
		}
		for _, m := range [][2]string{{"A1", "C1"}, {"A3", "A5"}, {"B6", "B7"}, {"A7", "A9"}, {"B8", "B9"}, {"C10", "E12"}} {
			errs = append(errs, f.MergeCell("Sheet1", m[0], m[1]))
		}
		return errors.Join(errs...)
	})
}

const mergedRows = "1: Squads of 2026\n2: Team|Name|Status\n3: Red|Ann|active\n4: Red|Ben|training\n5: Red|Cat|active\n" +
	"6: Blue|Ann\n7: Green|Ann|training\n8: Green|Dee\n9: Green|Dee|active\n10: on|its|own\n"

// A cell that is merged with those below is there for each of their rows.
func TestMergedCells(t *testing.T) {
	t.Parallel()
	rows := mustRead(t, mergedBook(t))
	if rows = trimCells(rows); rows != mergedRows {
		t.Errorf("got\n%s", rows)
	}
}

// So it is in what LibreOffice makes of such a workbook, in its own format as well.
func TestMergedCellsOfLibreOffice(t *testing.T) {
	t.Parallel()
	testenv.RequirePrograms(t, "soffice")
	folder := t.TempDir()
	file := filepath.Join(folder, "merged.xlsx")
	if err := os.WriteFile(file, []byte(mergedBook(t)), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, format := range []string{"ods", "xlsx"} {
		out := filepath.Join(folder, format)
		cmd := exec.CommandContext(t.Context(), "soffice", "-env:UserInstallation=file://"+filepath.Join(folder, "profile"), "--headless", "--convert-to", format, "--outdir", out, file)
		if said, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, said)
		}
		rows := mustRead(t, convertedText(t, filepath.Join(out, "merged."+format)))
		if rows = trimCells(rows); rows != mergedRows {
			t.Errorf("%s: got\n%s", format, rows)
		}
	}
}

func convertedText(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
