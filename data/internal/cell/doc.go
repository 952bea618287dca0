// Package cell reads stored values as text, number or flag: what a database allows
// in a column is not always what its type says.
package cell
