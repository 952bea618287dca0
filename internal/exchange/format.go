package exchange

import (
	"fmt"
	"path/filepath"
	"strings"
)

// Format names a format of export and import.
type Format string

// The formats. Markdown is for people, and can't be imported.
const (
	JSON     Format = "json"
	CSV      Format = "csv"
	Markdown Format = "markdown"
)

// Formats returns every format, the default first.
func Formats() []Format { return []Format{JSON, CSV, Markdown} }

// ParseFormat returns the format of that name, in any case, or an error that
// lists the names.
func ParseFormat(name string) (Format, error) {
	for _, f := range Formats() {
		if strings.EqualFold(name, string(f)) {
			return f, nil
		}
	}
	return "", fmt.Errorf("roster does not know the format %q: use json, csv or markdown", name)
}

// FormatOf returns the format that the name of a file ends in, or "" where it
// ends in none of them.
func FormatOf(file string) Format {
	switch strings.ToLower(filepath.Ext(file)) {
	case ".json":
		return JSON
	case ".csv":
		return CSV
	case ".md", ".markdown":
		return Markdown
	}
	return ""
}
