// Package data is everything in roster that knows SQL.
//
// A [Store] is an open database. It reads pages of teams, heroes and
// memberships by key ([Store.Teams], [Store.Heroes], [Store.Members],
// [Store.Memberships]), and it writes in one way only: an [Intent] says what is
// wanted, [Store.Plan] turns it into a [Change] by reading the rows concerned,
// [Store.Apply] carries the change out in one transaction, and [Store.Undo] and
// [Store.Redo] move back and forth along the changes that were applied.
//
// The tables are those of the SQLModel tutorial page "Link Model with Extra
// Fields": https://sqlmodel.tiangolo.com/tutorial/many-to-many/link-with-extra-fields/
package data
