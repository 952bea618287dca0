package importer

import (
	"slices"
	"time"

	"roster/data/field"
	"roster/data/internal/sqldb"
	"roster/data/model"
)

// defaultField is a required field that a new row gets a value in, if the file gives it none: the
// one that a form offers, see [field.Field.Offer].
type defaultField struct {
	field.Field
	place int // of the field, as in [FieldValue]
	at    int // its position in a row
}

// defaultValues are the fields of a table that new rows get values in.
type defaultValues struct {
	of    []defaultField
	now   time.Time
	spell func(field.Field, any) (any, error)
}

// newDefaults returns the fields of a table that have defaults.
func (im *Importer) newDefaults(d *Draft, t *sqldb.Table) defaultValues {
	o := defaultValues{now: im.writer.Now(), spell: d.spell}
	for i, f := range d.fields[t.Name] {
		if f.IsOffered() {
			o.of = append(o.of, defaultField{f, i + 1, t.Exact(f.Name)})
		}
	}
	return o
}

// without returns the defaults for rows that are given the fields at these places.
func (o defaultValues) without(places string) defaultValues {
	o.of = slices.DeleteFunc(slices.Clone(o.of), func(f defaultField) bool { return slices.Contains([]rune(places), rune(f.place)) })
	return o
}

// except returns the defaults but for the field at a position in a row.
func (o defaultValues) except(at int) defaultValues {
	o.of = slices.DeleteFunc(slices.Clone(o.of), func(f defaultField) bool { return f.at == at })
	return o
}

// positions returns the positions of the fields in a row.
func (o defaultValues) positions() []int {
	var at []int
	for _, f := range o.of {
		at = append(at, f.at)
	}
	return at
}

// values returns what a new row gets.
func (o defaultValues) values() ([]any, error) {
	var values []any
	for _, f := range o.of {
		v, err := f.Parse(f.Offer(o.now))
		if err == nil {
			v, err = o.spell(f.Field, v)
		}
		if err != nil {
			return nil, err
		}
		values = append(values, v)
	}
	return values, nil
}

// fill puts the values into a new row that is given these.
func (o defaultValues) fill(row model.Row, given []FieldValue) error {
	if len(o.of) == 0 {
		return nil
	}
	var places []rune
	for _, g := range given {
		places = append(places, rune(g.at))
	}
	o = o.without(string(places))
	values, err := o.values()
	for i, v := range values {
		row[o.of[i].at] = v
	}
	return err
}
