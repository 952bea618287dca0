package field

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"roster/data/model"
)

// New is a field to be added to a table.
type New struct {
	Table   string // team, hero or heroteamlink
	Name    string
	Type    string // one of [Types]; a text may have its longest in brackets, text(40)
	NotNull bool
	Default string // the default value, as the user types it; "" for none
}

// Types returns the names for display of the types that a new field can have.
func Types() []string {
	return []string{"text", "integer", "decimal", "boolean", "date", "datetime"}
}

// maxNameBytes is how long the name of a column may be, in bytes, on every engine.
const maxNameBytes = 63

// Field returns the field to be added.
func (f New) Field() (Field, error) {
	field := Field{Table: f.Table, Name: f.Name, Nullable: !f.NotNull}
	switch {
	case strings.TrimSpace(f.Name) == "":
		return field, model.Failf(model.Invalid, nil, "The name of the field is empty: give it one.")
	case !utf8.ValidString(f.Name) || strings.ContainsFunc(f.Name, unicode.IsControl):
		return field, model.Failf(model.Invalid, nil, "The name of the field has a control character, or is not valid UTF-8: remove that.")
	case len(f.Name) > maxNameBytes:
		return field, model.Failf(model.Invalid, nil, "The name of the field has %d bytes: the longest is %d.",
			len(f.Name), maxNameBytes)
	}
	name, size, hasSize := strings.Cut(strings.ToLower(strings.TrimSpace(f.Type)), "(")
	at := slices.Index(Types(), name)
	if at < 0 || hasSize && name != "text" {
		return field, model.Failf(model.Invalid, nil, "roster does not know the type %q: use one of %s; a text can be text(40).", model.Brief(f.Type), strings.Join(Types(), ", "))
	}
	field.Kind = []Kind{Text, Whole, Decimal, YesNo, Date, Time}[at]
	if hasSize {
		n, err := strconv.Atoi(strings.TrimSuffix(size, ")"))
		if err != nil || n < 1 || !strings.HasSuffix(size, ")") {
			return field, model.Failf(model.Invalid, err, "roster does not know the type %q: write text(40) for at most 40 characters.", model.Brief(f.Type))
		}
		field.Limit = n
	}
	return field, nil
}
