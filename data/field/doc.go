// Package field is the columns that someone added to the tables beyond those of
// every roster: what kind of values they take, and how those are typed, shown and
// written to files.
package field
