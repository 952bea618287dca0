// Package intent is what a user can want, and how that is planned: an [Intent]
// becomes the edits of a [change.Change] by reading the rows concerned.
package intent
