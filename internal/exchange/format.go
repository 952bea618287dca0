package exchange

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"unicode"

	"roster/internal/safetext"
)

// Format names a format of export and import.
type Format string

// The formats. Markdown and HTML are for people, and can't be imported.
const (
	JSON     Format = "json"
	CSV      Format = "csv"
	Markdown Format = "markdown"
	HTML     Format = "html"
	XLSX     Format = "xlsx"
)

// Formats returns every format, the default first.
func Formats() []Format { return []Format{JSON, CSV, Markdown, HTML, XLSX} }

// Ending returns how the name of a file in the format ends: .md.
func (f Format) Ending() string {
	if f == Markdown {
		return ".md"
	}
	return "." + string(f)
}

// Importable returns how the names of the files end that can be imported.
func Importable() []string { return []string{".csv", ".tsv", ".json", ".xlsx", ".ods"} }

// ParseFormat returns the format of that name, in any case, or an error that
// lists the names.
func ParseFormat(name string) (Format, error) {
	for _, f := range Formats() {
		if strings.EqualFold(name, string(f)) {
			return f, nil
		}
	}
	return "", fmt.Errorf("there is no format %q: it is json, csv, markdown, html or xlsx", name)
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
	case ".html", ".htm":
		return HTML
	case ".xlsx":
		return XLSX
	}
	return ""
}

// FormatToWrite returns the format that the name of a file ends in, "" if it has no
// ending. If roster does not write files with its ending, the error names those it does.
func FormatToWrite(file string) (Format, error) {
	if strings.ContainsFunc(file, unicode.IsControl) {
		return "", errors.New("the name of the file has a control character: leave it out")
	}
	ending := filepath.Ext(file)
	format := FormatOf(file)
	if format != "" || len(ending) < 2 || ending == filepath.Base(file) {
		return format, nil
	}
	return "", fmt.Errorf("roster does not write %s files: the name ends in .json, .csv, .md, .html or .xlsx", safetext.Line(ending))
}
