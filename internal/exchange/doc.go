// Package exchange reads and writes a roster in the formats that other programs
// take: JSON, CSV, and Markdown for people.
package exchange
