// Package change writes: edits in one transaction, each checked against the rows as
// they are, and the history, with undo and redo.
package change
