package sqldb

import (
	"strings"
	"time"

	"roster/data/field"
	"roster/data/model"
)

// DefaultSince is the name of the field that [DB.Since] finds, unless the options
// name another.
const DefaultSince = "since"

// Since returns the field of memberships that roster maintains: since when each member has
// their standing. There is none unless the column of that name is a date or a time.
func (db *DB) Since(c *Catalog) (field.Field, bool) {
	for _, f := range c.StoredFields(model.LinkTable) {
		if db.IsSince(f) {
			return f, true
		}
	}
	return field.Field{}, false
}

// IsSince reports whether a field is the one that [DB.Since] returns.
func (db *DB) IsSince(f field.Field) bool {
	return f.Table == model.LinkTable && strings.EqualFold(f.Name, db.since) && !f.Computed &&
		(f.Kind == field.Date || f.Kind == field.Time)
}

// SinceName returns the name of the field of [DB.Since].
func (db *DB) SinceName() string { return db.since }

// SinceValue returns a moment as the field stores it: the local day of the user, or the time
// in UTC.
func (db *DB) SinceValue(f field.Field, at time.Time) (any, error) {
	typed := at.In(time.Local).Format(time.DateOnly)
	if f.Kind == field.Time {
		typed = at.UTC().Format("2006-01-02 15:04:05.000000")
	}
	v, err := f.Parse(typed)
	if err != nil {
		return nil, err
	}
	return db.Engine.NormalizeOffline(f, v)
}
