// Package keymap is the one table of what the user can do, and with which keys. Footer,
// help and palette are made from it.
package keymap
