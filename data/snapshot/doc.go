// Package snapshot reads a whole database as it was at one moment, in order.
package snapshot
