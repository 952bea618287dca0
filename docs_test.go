package main

import (
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The tests that documents name as the proof of what they say are there.
func TestDocumentsNameTests(t *testing.T) {
	t.Parallel()
	var source strings.Builder
	for _, folder := range []string{".", "cli", "data", "ui", "ui/*", "internal/*"} {
		files, err := filepath.Glob(filepath.Join(folder, "*_test.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			source.Write(text)
		}
	}
	documents, err := filepath.Glob("docs/*.md")
	if err != nil || len(documents) == 0 {
		t.Fatalf("documents %q, %v", documents, err)
	}
	for _, document := range documents {
		text, err := os.ReadFile(document)
		if err != nil {
			t.Fatal(err)
		}
		names := regexp.MustCompile(`\b(Test|Fuzz)[A-Z]\w+`).FindAllString(string(text), -1)
		if len(names) == 0 {
			t.Errorf("%s names no test", document)
		}
		for _, name := range names {
			if !strings.Contains(source.String(), "\nfunc "+name+"(") {
				t.Errorf("%s names %s, which is not there", document, name)
			}
		}
	}
}

// The map in CONTRIBUTING.md has every file, in the section about its package where
// there is one.
func TestMapIsComplete(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("CONTRIBUTING.md")
	if err != nil {
		t.Fatal(err)
	}
	for name := range source(t) {
		if base := filepath.Base(name); base != "doc.go" && !isOnMap(string(text), filepath.ToSlash(filepath.Dir(name)), base) {
			t.Errorf("CONTRIBUTING.md does not say what %s is about", name)
		}
	}
}

// isOnMap tells whether the map has a file of a folder: by its name or by a pattern,
// or by the folder alone where that has no section.
func isOnMap(text, folder, file string) bool {
	section := ""
	for above := folder; section == "" && above != "."; above = path.Dir(above) {
		_, section, _ = strings.Cut(text, "\n## "+above+"\n")
	}
	if section == "" {
		return strings.Contains(text, "`"+folder+"/`") || strings.Contains(text, "`"+file+"`")
	}
	section, _, _ = strings.Cut(section, "\n## ")
	for _, name := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(section, -1) {
		if fits, err := path.Match(name[1], file); err == nil && fits {
			return true
		}
	}
	return false
}
