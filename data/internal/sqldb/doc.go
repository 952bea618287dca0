// Package sqldb is an open database for the packages above it: pools and
// transactions, whose turn it is to read, the statement log, the builder of
// statements, the catalog, and the detection of changes by others. Engines
// implement its [Engine].
package sqldb
