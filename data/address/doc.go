// Package address is about the names of databases: files and URLs, and what of them
// may be shown.
package address
