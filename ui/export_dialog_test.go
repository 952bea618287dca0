package ui_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// From the key to a file of the chosen format, which is replaced only when that was asked.
func TestExportDialog(t *testing.T) {
	folder := t.TempDir()
	d := start(t, seedFile(t))
	t.Chdir(folder)
	page := filepath.Join(folder, "roster.html")
	open := func(path string) {
		d.press("E")
		d.want("╭ Export ─", "What     all teams", "Format   HTML, a page to print", "Secrets  left out", "File     roster.html")
		d.press("up")
		for range "roster.html" {
			d.press("backspace")
		}
		d.paste(path)
	}
	open("r")
	d.press("enter")
	d.want("Written to")
	if entries, err := os.ReadDir(folder); err != nil || len(entries) != 1 {
		t.Errorf("the folder has %v, %v", entries, err)
	}
	d.press("enter")
	d.wantNot("╭ Export ─")
	mustWrite(t, page, []byte("mine"))
	open("roster.html")
	d.press("enter")
	d.want("exists. Replace it?")
	d.press("n", "esc")
	if text, err := os.ReadFile(page); err != nil || string(text) != "mine" {
		t.Errorf("without consent it became %.20q, %v", text, err)
	}
	open("ros")
	d.press("tab")
	d.press("enter")
	d.want("exists. Replace it?")
	d.press("y")
	d.want("Written to")
	if text, err := os.ReadFile(page); err != nil || !strings.HasPrefix(string(text), "<!DOCTYPE html>") || strings.Contains(string(text), "Dive Wilson") {
		t.Errorf("it became %.200q, %v", text, err)
	}
	d.press("enter")
	open(filepath.Join("gone", "a.csv"))
	d.press("enter")
	d.want("no such file or directory")
	d.press("esc")
	open("a.pdf")
	d.press("enter")
	d.want("roster does not write .pdf files")
	d.press("esc")
	d.press("E", "right")
	d.want("the matrix", "matrix.html")
	d.press("down", "right")
	d.want("XLSX, a workbook", "matrix.xlsx")
}
