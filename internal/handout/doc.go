// Package handout holds a roster as people read it, in the order of names, and draws it
// as a web page.
package handout
