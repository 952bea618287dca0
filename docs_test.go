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
	for _, folder := range []string{".", "cli", "data", "data/*", "data/internal/*", "ui", "internal/*"} {
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
