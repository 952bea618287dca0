package exchange

import (
	"time"

	"roster/internal/report"
)

// Options say what is exported, and how.
type Options struct {
	Format
	Matrix           bool      // heroes down, teams across; not in JSON
	report.Selection           // which part of the roster
	Secrets          bool      // the secret names too
	Without          []string  // the fields that are left out
	BOM              bool      // CSV begins with a byte order mark, by which Excel knows UTF-8
	Coverage         int64     // how many actives a team needs whose field does not say it; 0 is 1
	Source           string    // what the database is called
	At               time.Time // when it is written
}

// RoundTrips reports whether an import restores the export, which has ids, in their order: JSON,
// and CSV of memberships.
func (o Options) RoundTrips() bool { return !o.Matrix && o.info().rows != nil }

// forReport returns what the report is read for.
func (o Options) forReport() report.Options {
	return report.Options{Selection: o.Selection, Secrets: o.Secrets, Coverage: o.Coverage, Source: o.Source, At: o.At}
}
