// Package check checks a database for problems and for what is worth knowing.
package check
