// Package model is what a roster is made of, without a database: teams, heroes and
// memberships, the rules for what people type, and the errors that every other
// package returns.
package model
