// Package dialog contains the boxes over the screen: questions, confirmations, forms, the
// picker, the palette. A dialog returns an [Outcome]; it makes requests to the app
// through [Host].
package dialog
