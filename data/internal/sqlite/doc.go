// Package sqlite is SQLite as a [sqldb.Dialect]. Nothing else imports its driver.
package sqlite
