// Package query reads lists: filters, sort orders, pages by keyset, and counts.
package query
