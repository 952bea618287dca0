// Package exchange reads and writes a roster in the formats of other programs: JSON and
// CSV, which an import restores, and HTML, XLSX and Markdown for people. It also reads the
// tables that people keep, through the packages sheet and tabular.
package exchange
