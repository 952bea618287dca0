// Package adopt finds the tables of a roster in a database whose program calls them
// otherwise, and readies them where something is missing.
package adopt
