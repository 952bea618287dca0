package output

import (
	"strconv"
	"strings"
	"time"

	"roster/data/model"
)

// Number returns a number.
func Number(n int64) Cell { return Cell{n, strconv.FormatInt(n, 10)} }

// ID returns an id: a number if it is stored as one, else a text.
func ID(id model.ID) Cell {
	if n, ok := id.Number(); ok {
		return Number(n)
	}
	return Text(id.String())
}

// Text returns a text. In a table an empty text is a dash, so that no column is empty.
func Text(text string) Cell {
	if strings.TrimSpace(text) == "" {
		return Cell{text, "-"}
	}
	return Cell{text, text}
}

// Age returns an age. In a table an unknown age is a dash.
func Age(age model.Age) Cell {
	n, err := strconv.ParseInt(age.Text, 10, 64)
	switch {
	case !age.Set:
		return Cell{nil, "-"}
	case err != nil: // a dirty database may have any text as an age
		return Text(age.Text)
	}
	return Number(n)
}

// YesNo returns a boolean, in a table yes or no.
func YesNo(v bool) Cell {
	if v {
		return Cell{v, "yes"}
	}
	return Cell{v, "no"}
}

// Time returns a time: in UTC, but local in a table. The zero time is a dash.
func Time(t time.Time) Cell {
	if t.IsZero() {
		return Cell{nil, "-"}
	}
	return Cell{t.UTC().Format(time.RFC3339Nano), t.Local().Format(time.DateTime)}
}

// Day returns a day, or an empty cell for the zero time.
func Day(t time.Time) Cell {
	if t.IsZero() {
		return Cell{nil, ""}
	}
	return Text(t.Format(time.DateOnly))
}
