// Package progress tells callers, through a context, how far something that takes
// long is.
package progress
