// Package check looks through a database for what is wrong or worth knowing.
package check
