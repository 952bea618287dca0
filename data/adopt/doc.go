// Package adopt finds the tables of a roster in a database whose program has other names for
// them, and prepares them if something is missing.
package adopt
