// Package postgres is PostgreSQL as a [sqldb.Engine]. Nothing else imports its
// driver.
package postgres
