// Package importer matches what a file says with the rows of a database, and writes
// the difference: as a change that can be undone, or in bulk.
package importer
