// Package style is how roster looks: the theme, the signs, frames, the widths of columns,
// and how rows, counts and changes are worded. [Style.Clean] is the one place where text
// from the database becomes safe for the screen.
package style
