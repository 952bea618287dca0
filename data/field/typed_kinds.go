package field

import (
	"encoding/json"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"roster/data/model"
)

// parseClock returns a time of day as SQLAlchemy stores it in SQLite.
func (f Field) parseClock(typed string) (any, error) {
	for _, layout := range []string{"15:04", "15:04:05.999999"} {
		if at, err := time.Parse(layout, typed); err == nil {
			return at.Format(clockLayout), nil
		}
	}
	return nil, f.Errorf("%q is not a time of day: %s", model.Brief(typed), f.Hint())
}

// parseUUID returns a UUID with its dashes.
func (f Field) parseUUID(typed string) (any, error) {
	if strings.EqualFold(typed, "new") {
		return model.NewUUID(), nil
	}
	id, ok := model.ParseUUID(typed)
	if !ok {
		return nil, f.Errorf("%q is not a UUID: %s", model.Brief(typed), f.Hint())
	}
	return model.UUIDText(id), nil
}

// parseJSON returns JSON as it was typed.
func (f Field) parseJSON(typed string) (any, error) {
	if !json.Valid([]byte(typed)) || !utf8.ValidString(typed) {
		return nil, f.Errorf("%q is not JSON: %s; texts are in double quotes", model.Brief(typed), f.Hint())
	}
	return typed, nil
}

// parseArray leaves the contents of the braces to the server.
func (f Field) parseArray(typed string) (any, error) {
	if !strings.HasPrefix(typed, "{") || !strings.HasSuffix(typed, "}") || !utf8.ValidString(typed) {
		return nil, f.Errorf("%q is not a list: %s", model.Brief(typed), f.Hint())
	}
	return typed, nil
}

// Offer returns the initial value in a form of a new row for a required field without a
// default: a new UUID, or the current time if the name says that the field records when the
// row was created. It is "" for any other.
func (f Field) Offer(now time.Time) string {
	switch {
	case !f.IsOffered():
		return ""
	case f.Kind == UUID:
		return model.NewUUID()
	case f.Kind == Time:
		return now.UTC().Format(time.DateTime)
	}
	return now.Format(time.DateOnly)
}

// IsOffered reports whether [Field.Offer] has a value for new rows.
func (f Field) IsOffered() bool {
	return f.IsRequired() && (f.Kind == UUID || (f.Kind == Time || f.Kind == Date) && f.isStamp())
}

// isStamp reports whether the name says that the field records when something was done.
func (f Field) isStamp() bool {
	first, _, _ := strings.Cut(strings.ToLower(f.Name), "_")
	return slices.Contains([]string{"created", "updated", "modified", "added", "joined", "inserted", "registered",
		"since", "timestamp"}, first)
}
