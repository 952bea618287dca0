package exchange

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"roster/data/model"
	"roster/data/snapshot"
	"roster/internal/report"
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

// formatInfo is what is known of a format.
type formatInfo struct {
	format     Format
	label      string
	extensions []string // of the names of its files, the one that roster uses first
	isBinary   bool     // not a text
	rows       rowsWriter
	report     reportWriter
}

// rowsWriter writes the rows of a snapshot as an import restores them, nil if the format is
// only for reading.
type rowsWriter func(context.Context, *bufio.Writer, *snapshot.Snapshot, *report.Chosen, Options) error

// reportWriter writes a roster for reading, or its matrix alone, nil if the format has neither.
type reportWriter func(w io.Writer, r *report.Roster, matrixOnly bool) error

// formats returns the table of the formats, the default first.
func formats() []formatInfo {
	return []formatInfo{
		{JSON, "JSON, for programs", []string{".json"}, false, writeJSON, nil},
		{CSV, "CSV, a table", []string{".csv"}, false, writeCSV, writeMatrixCSV},
		{Markdown, "Markdown, a text", []string{".md", ".markdown"}, false, nil, writeMarkdown},
		{HTML, "HTML, a page to print", []string{".html", ".htm"}, false, nil, writeHTML},
		{XLSX, "XLSX, a workbook", []string{".xlsx"}, true, nil, writeXLSX},
	}
}

// info returns what is known of a format.
func (f Format) info() formatInfo {
	for _, i := range formats() {
		if i.format == f {
			return i
		}
	}
	return formatInfo{}
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

// IsBinary reports whether a file of the format is not a text.
func (f Format) IsBinary() bool { return f.info().isBinary }

// HasMatrix reports whether the matrix can be written in the format.
func (f Format) HasMatrix() bool { return f.info().report != nil }

// FormatNames returns the names of the formats as a sentence lists them: "json, csv or xlsx".
func FormatNames() string { return listed(func(f Format) string { return string(f) }) }

// listed lists something of each format: "json, csv or xlsx".
func listed(of func(Format) string) string {
	var names []string
	for _, f := range Formats() {
		names = append(names, of(f))
	}
	return model.JoinOr(names)
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
	return "", fmt.Errorf("there is no format %q: choose %s", name, FormatNames())
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
	return "", fmt.Errorf("roster does not write %s files: end the name in %s", safetext.Line(ending), listed(Format.Extension))
}
