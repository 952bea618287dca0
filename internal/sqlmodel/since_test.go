package sqlmodel

import (
	"testing"

	"roster/data"
	"roster/data/field"
)

// noSince is for a roster without the field that says since when members stand as they do.
func noSince(field.Field) bool { return false }

// That field has the present as its default, in UTC as roster stores it.
func TestModelsOfSince(t *testing.T) {
	for _, c := range []struct {
		field field.Field
		want  string
	}{
		{field.Field{Kind: field.Date, Nullable: true}, `since: date | None = Field(default_factory=date.today)`},
		{field.Field{Kind: field.Date, Default: "CURRENT_DATE"}, `since: date = Field(default_factory=date.today)`},
		{field.Field{Kind: field.Time, Nullable: true}, `since: datetime | None = Field(default_factory=lambda: datetime.now(UTC).replace(tzinfo=None))`},
		{field.Field{Kind: field.Time, Type: "timestamp with time zone"}, `since: datetime = Field(default_factory=lambda: datetime.now(UTC), sa_column=Column(DateTime(timezone=True), nullable=False))`},
	} {
		g := newGenerator(func(f field.Field) bool { return f.Name == "since" })
		c.field.Name = "since"
		if got := g.attribute(data.DeclaredColumn{Field: c.field}, map[string]bool{}); got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
}
