// Package ui is the app in the terminal.
//
// [Run] shows a database until the user quits. [App] is the only model: it routes each
// message to one method, and owns five views, a stack of dialogs, the queue of writes and
// the statement log. All input and output happens in commands; the answers come back as
// messages, and late ones are dropped.
package ui
