// Package postgres is PostgreSQL as a [sqldb.Dialect]. Nothing else imports its
// driver.
package postgres
