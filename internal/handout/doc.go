// Package handout contains a roster formatted for display, in the order of names, and renders
// it as a web page.
package handout
