// Package data opens a database and is how the other packages use it.
//
// A [Store] is an open database. [Store.Reader] reads pages of teams, heroes and memberships by
// key, [Store.History] the changes that were made. A store writes in one way only: an
// [intent.Intent] describes what the user wants, [Store.Plan] reads the rows concerned and turns
// it into a [change.Change], [Store.Apply] applies the change in one transaction, and
// [Store.Undo] and [Store.Redo] move back and forth along the changes that were applied.
//
// The tables are those of the SQLModel tutorial page "Link Model with Extra Fields":
// https://sqlmodel.tiangolo.com/tutorial/many-to-many/link-with-extra-fields/
package data
