// Package views has the five screens: teams, heroes and history, each two lists side by side,
// everyone in training, and the matrix. A view is a part of the app that changes in place; it
// makes requests to the app through [Host].
package views
