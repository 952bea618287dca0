// Package sqllog is the log of the SQL statements that roster issues.
package sqllog
