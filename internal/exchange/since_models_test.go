package exchange

import (
	"testing"

	"roster/data"
	"roster/data/field"
)

// noSince is for a roster without the field that says since when members stand as they do.
func noSince(field.Field) bool { return false }

// That field has the present as its default.
func TestModelsOfSince(t *testing.T) {
	for kind, want := range map[field.Kind]string{
		field.Date: `since: date | None = Field(default_factory=date.today)`,
		field.Time: `since: datetime | None = Field(default_factory=lambda: datetime.now(UTC).replace(tzinfo=None))`,
	} {
		m := newModels(func(f field.Field) bool { return f.Name == "since" })
		if got := m.attribute(data.DeclaredColumn{Field: field.Field{Name: "since", Kind: kind, Nullable: true}}, map[string]bool{}); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}
