// Package cell reads stored values as text, number or flag: a database may allow values in a
// column that do not match its type.
package cell
