// Package exchange reads and writes a roster in the formats of other programs: JSON and CSV,
// which an import restores, and HTML, XLSX and Markdown for reading. It also reads tables in
// other layouts, through the packages sheet and tabular.
package exchange
