// Package outfile writes a file as a whole or not at all: under another name first, in a
// folder that no one else can enter.
package outfile
