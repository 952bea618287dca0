// Package sqlite is SQLite as a [sqldb.Engine]. Nothing else imports its driver.
package sqlite
