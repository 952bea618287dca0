// Package ui is everything in roster that knows the terminal.
//
// [Run] shows a database until the person quits. [App] is the only model: it
// routes each message to one method, and owns five views, a stack of dialogs, the
// queue of writes and the statement log. All input and output happens in commands;
// the answers come back as messages, and late ones are dropped. What can be done, and
// with which key, stands in one table, from which footer, help and palette are made.
package ui
