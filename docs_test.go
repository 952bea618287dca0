package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The tests that documents name as the proof of what they say are there.
func TestDocumentsNameTests(t *testing.T) {
	t.Parallel()
	var source strings.Builder
	for _, folder := range []string{".", "cli", "data", "ui", "internal/*"} {
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

// The map in CONTRIBUTING.md has every file, in the part that is about its package.
func TestMapIsComplete(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("CONTRIBUTING.md")
	if err != nil {
		t.Fatal(err)
	}
	for name := range source(t) {
		if base := filepath.Base(name); base != "doc.go" && !strings.Contains(part(string(text), filepath.ToSlash(name)), "`"+base+"`") {
			t.Errorf("CONTRIBUTING.md does not say what %s is about", name)
		}
	}
}

// part returns the part of the map that is about the package of a file.
func part(text, file string) string {
	folder, _, inside := strings.Cut(file, "/")
	if !inside {
		return text
	}
	_, text, _ = strings.Cut(text, "\n## "+folder+"\n")
	text, _, _ = strings.Cut(text, "\n## ")
	return text
}
