// Package index plans and makes the optional indexes that keep a large roster fast.
package index
