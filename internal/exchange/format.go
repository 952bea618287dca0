package exchange

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"roster/data/model"
	"roster/internal/safetext"
)

// Format names a format of export and import.
type Format string

// The formats. Markdown and HTML are for reading, and can't be imported.
const (
	JSON     Format = "json"
	CSV      Format = "csv"
	Markdown Format = "markdown"
	HTML     Format = "html"
	XLSX     Format = "xlsx"
)

// formats has what is known of each format, the default first.
func formats() []formatInfo {
	return []formatInfo{
		{JSON, "JSON, for programs", []string{".json"}},
		{CSV, "CSV, a table", []string{".csv"}},
		{Markdown, "Markdown, a text", []string{".md", ".markdown"}},
		{HTML, "HTML, a page to print", []string{".html", ".htm"}},
		{XLSX, "XLSX, a workbook", []string{".xlsx"}},
	}
}

// formatInfo is what is known of a format.
type formatInfo struct {
	format     Format
	label      string
	extensions []string // of the names of its files, the one that roster gives first
}

// info returns what is known of a format.
func (f Format) info() formatInfo {
	all := formats()
	return all[slices.IndexFunc(all, func(i formatInfo) bool { return i.format == f })]
}

// Formats returns every format, the default first.
func Formats() (all []Format) {
	for _, i := range formats() {
		all = append(all, i.format)
	}
	return all
}

// Extension returns how the name of a file in the format ends: .md.
func (f Format) Extension() string { return f.info().extensions[0] }

// Label returns what the format is for: "CSV, a table".
func (f Format) Label() string { return f.info().label }

// FormatNames returns the names of the formats as a sentence lists them: "json, csv or xlsx".
func FormatNames() string { return listed(func(f Format) string { return string(f) }) }

// listed lists something of each format: "json, csv or xlsx".
func listed(of func(Format) string) string {
	var names []string
	for _, f := range Formats() {
		names = append(names, of(f))
	}
	return model.Alternatives(names)
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
	return "", fmt.Errorf("there is no format %q: it is %s", name, FormatNames())
}

// FormatOf returns the format that the name of a file ends in, or "" if it
// ends in none of them.
func FormatOf(file string) Format {
	extension := strings.ToLower(filepath.Ext(file))
	for _, i := range formats() {
		if slices.Contains(i.extensions, extension) {
			return i.format
		}
	}
	return ""
}

// OutputFormat returns the format that the name of a file ends in, "" if it has no
// ending. If roster does not write files with its ending, the error names those it does.
func OutputFormat(file string) (Format, error) {
	if strings.ContainsFunc(file, unicode.IsControl) {
		return "", errors.New("the name of the file has a control character: remove it")
	}
	ending := filepath.Ext(file)
	format := FormatOf(file)
	if format != "" || len(ending) < 2 || ending == filepath.Base(file) {
		return format, nil
	}
	return "", fmt.Errorf("roster does not write %s files: the name ends in %s", safetext.Line(ending), listed(Format.Extension))
}
