// Package importer matches the contents of a file with the rows of a database, and writes the
// difference: as a change that can be undone, or in bulk.
package importer
