// Package dialog has the boxes over the screen: questions, confirmations, forms, the
// picker, the import, the palette. A dialog answers with an [Outcome]; what it wants the
// app to do goes through [Host].
package dialog
