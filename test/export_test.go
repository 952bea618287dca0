//go:build unix

package test

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// What the tutorial's program left in its database.
var (
	seedTeams  = []string{"1 Z-Force Sister Margaret's Bar", "2 Preventers Sharp Tower"}
	seedHeroes = []string{"1 Deadpond Dive Wilson <nil>", "2 Spider-Boy Pedro Parqueador <nil>", "3 Rusty-Man Tommy Sharp 48"}
	seedLinks  = []string{"1 1 false", "1 2 true", "2 1 true", "2 2 false", "2 3 false"}
)

func TestExportJSON(t *testing.T) {
	t.Parallel()
	var roster struct {
		Teams  []map[string]any `json:"teams"`
		Heroes []map[string]any `json:"heroes"`
		Links  []map[string]any `json:"hero_team_links"`
	}
	text := run(t, filepath.Dir(sample(t)), "export", "--db", sample(t)).wantDone(t)
	if err := json.Unmarshal([]byte(text), &roster); err != nil {
		t.Fatal(err)
	}
	rows := func(rows []map[string]any, keys ...string) []string {
		var lines []string
		for _, row := range rows {
			if len(row) != len(keys) {
				t.Errorf("%v does not have the keys %q", row, keys)
			}
			line := ""
			for _, key := range keys {
				line += fmt.Sprint(" ", row[key])
			}
			lines = append(lines, strings.TrimSpace(line))
		}
		return lines
	}
	for _, c := range [][2][]string{
		{rows(roster.Teams, "id", "name", "headquarters"), seedTeams},
		{rows(roster.Heroes, "id", "name", "secret_name", "age"), seedHeroes},
		{rows(roster.Links, "team_id", "hero_id", "is_training"), seedLinks},
	} {
		if !slices.Equal(c[0], c[1]) {
			t.Errorf("%q, want %q", c[0], c[1])
		}
	}
}

func TestExportCSV(t *testing.T) {
	t.Parallel()
	folder := filepath.Dir(sample(t))
	run(t, folder, "export", "--db", sample(t), "--output", "roster.csv").wantDone(t)
	wantMode(t, filepath.Join(folder, "roster.csv"), 0o600)
	rows, err := csv.NewReader(strings.NewReader(read(t, filepath.Join(folder, "roster.csv")))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"team_id", "team", "headquarters", "hero_id", "hero", "secret_name", "age", "is_training"},
		{"1", "Z-Force", "Sister Margaret's Bar", "1", "Deadpond", "Dive Wilson", "", "false"},
		{"1", "Z-Force", "Sister Margaret's Bar", "2", "Spider-Boy", "Pedro Parqueador", "", "true"},
		{"2", "Preventers", "Sharp Tower", "1", "Deadpond", "Dive Wilson", "", "true"},
		{"2", "Preventers", "Sharp Tower", "2", "Spider-Boy", "Pedro Parqueador", "", "false"},
		{"2", "Preventers", "Sharp Tower", "3", "Rusty-Man", "Tommy Sharp", "48", "false"},
	}
	if !slices.EqualFunc(rows, want, slices.Equal) {
		t.Errorf("%q", rows)
	}
}

// Markdown is for other people's eyes.
func TestExportMarkdown(t *testing.T) {
	t.Parallel()
	text := run(t, t.TempDir(), "export", "--db", sample(t), "--format", "markdown").wantDone(t)
	if !strings.Contains(text, "## Preventers\n\nHeadquarters: Sharp Tower · 2 active · 1 training\n") || strings.Contains(text, "Dive Wilson") {
		t.Errorf("wrote %s", text)
	}
}

// An export that can't be made leaves what was there, and nothing beside it.
func TestExportRefused(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	write(t, filepath.Join(folder, "good.db"), read(t, sample(t)))
	write(t, filepath.Join(folder, "other.db"), read(t, sample(t)))
	write(t, filepath.Join(folder, "dirty.db"), read(t, filepath.Join("testdata", "dirty.db")))
	write(t, filepath.Join(folder, "old.json"), "old")
	if err := os.Symlink("good.db", filepath.Join(folder, "link.json")); err != nil {
		t.Fatal(err)
	}
	if err := os.Link(filepath.Join(folder, "good.db"), filepath.Join(folder, "twin.json")); err != nil {
		t.Fatal(err)
	}
	check := untouched(t, folder)
	for name, c := range map[string]struct {
		args     []string
		code     int
		sentence string
	}{
		"Dirty":       {[]string{"--db", "dirty.db", "--output", "old.json"}, 1, "44 places would not read back the same: hero id:404"},
		"DirtyCSV":    {[]string{"--db", "dirty.db", "--format", "csv"}, 1, "44 places would not read back the same: hero id:404"},
		"Itself":      {[]string{"--db", "good.db", "--format", "json", "--output", "good.db"}, 1, "good.db belongs to the database itself: choose another file"},
		"ByLink":      {[]string{"--db", "good.db", "--output", "link.json"}, 1, "link.json belongs to the database itself"},
		"ByHardLink":  {[]string{"--db", "good.db", "--output", "twin.json"}, 1, "twin.json belongs to the database itself"},
		"OtherRoster": {[]string{"--db", "good.db", "--format", "json", "--output", "other.db"}, 1, "other.db is a database: choose another file"},
		"Folder":      {[]string{"--db", "good.db", "--output", "."}, 1, ". is a folder: choose a file in it"},
		"NoFolder":    {[]string{"--db", "good.db", "--output", "gone/a.json"}, 1, "gone/a.json can't be written: no such file or directory"},
		"Device":      {[]string{"--db", "good.db", "--output", "/dev/full"}, 1, "/dev/full is not a regular file: choose another file"},
		"NoName":      {[]string{"--db", "good.db", "--output", ""}, 2, "the name of the file is empty"},
		"Format":      {[]string{"--db", "good.db", "--format", "xml"}, 2, `there is no format "xml": choose json, csv, markdown, html or xlsx`},
		"Ending":      {[]string{"--db", "good.db", "--output", "a.pdf"}, 2, "roster does not write .pdf files: end the name in .json, .csv, .md, .html or .xlsx"},
		"Control":     {[]string{"--db", "good.db", "--output", "a\x07.csv"}, 2, "the name of the file has a control character: remove it"},
		"Both":        {[]string{"--db", "good.db", "--secrets", "--no-secrets"}, 2, "--secrets and --no-secrets can't be used together"},
		"Unprintable": {[]string{"--db", "good.db", "--format", "xlsx"}, 2, "XLSX is not text: name a file with --output FILE"},
		"NoTeam":      {[]string{"--db", "good.db", "--team", "Nobody"}, 1, "there is no team “Nobody”"},
		"NoDatabase":  {[]string{"--db", "gone.db"}, 1, "gone.db does not exist."},
	} {
		t.Run(name, func(t *testing.T) {
			run(t, folder, append([]string{"export"}, c.args...)...).wantRefused(t, c.code, c.sentence)
			check()
		})
	}
}

// The file is replaced as a whole: who has the old one open still reads that.
func TestExportReplaces(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	write(t, filepath.Join(folder, "real.json"), "old")
	if err := os.Chmod(filepath.Join(folder, "real.json"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("real.json", filepath.Join(folder, "roster.json")); err != nil {
		t.Fatal(err)
	}
	old, err := os.Open(filepath.Join(folder, "real.json"))
	if err != nil {
		t.Fatal(err)
	}
	defer old.Close()
	run(t, folder, "export", "--db", sample(t), "--output", "roster.json").wantDone(t)
	text := make([]byte, 10)
	if n, _ := old.Read(text); string(text[:n]) != "old" {
		t.Errorf("the old file became %q", text[:n])
	}
	if got := read(t, filepath.Join(folder, "real.json")); !strings.HasPrefix(got, `{"teams": [`) {
		t.Errorf("the new file is %q", got)
	}
	wantMode(t, filepath.Join(folder, "real.json"), 0o600)
	wantFiles(t, folder, "real.json", "roster.json")
}

// A reader that goes away, or a disk that is full, is said in a sentence.
func TestExportCutOff(t *testing.T) {
	t.Parallel()
	path := sample(t)
	t.Run("Pipe", func(t *testing.T) {
		reader, writer, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := reader.Close(); err != nil {
			t.Fatal(err)
		}
		defer writer.Close()
		cmd := command(t, t.TempDir(), "export", "--db", path)
		cmd.Stdout = writer
		finish(t, cmd).wantRefused(t, 1, "standard output was closed before everything was written")
	})
	t.Run("Full", func(t *testing.T) {
		full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
		if err != nil {
			t.Fatal(err)
		}
		defer full.Close()
		cmd := command(t, t.TempDir(), "export", "--db", path)
		cmd.Stdout = full
		finish(t, cmd).wantRefused(t, 1, "standard output can't be written: the disk is full; make room and try again")
	})
}

// A disk that fills up while a file is written leaves the old file, and nothing beside it.
func TestExportOnAFullDisk(t *testing.T) {
	disk := smallDisk(t, "64k")
	write(t, filepath.Join(disk, "roster.html"), "old")
	db := filepath.Join(t.TempDir(), "large.db")
	write(t, db, read(t, sample(t)))
	mustExec(t, open(t, db), "WITH RECURSIVE n(i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < 9000) INSERT INTO hero SELECT i, 'Person ' || i, 's', NULL FROM n")
	for _, ending := range []string{"html", "xlsx", "csv", "json", "md"} {
		name := filepath.Join(disk, "roster."+ending)
		run(t, disk, "export", "--db", db, "--output", name).wantRefused(t, 1, name+" can't be written: the disk is full; make room and try again")
	}
	if got := read(t, filepath.Join(disk, "roster.html")); got != "old" {
		t.Errorf("the old file is %q", got)
	}
	wantFiles(t, disk, "roster.html")
}
