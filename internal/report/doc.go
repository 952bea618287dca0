// Package report has a roster as people read it: the part that they selected, in the order of
// names, with labels that are unique. It writes it as an HTML page; package exchange writes it
// in other formats.
package report
