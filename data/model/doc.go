// Package model defines a roster independently of a database: teams, heroes and memberships,
// the rules for typed text, and the errors that every other package returns.
package model
