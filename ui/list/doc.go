// Package list is the one list, whatever its rows: a window that is read by key in both
// directions, the cursor, the marks, what another program changed, and how it is drawn.
// Reading happens in commands; answers that come too late are dropped.
package list
