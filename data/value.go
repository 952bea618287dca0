package data

import (
	"bytes"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The rules for what a person types. Rows that break them are shown and can be
// edited all the same.
const (
	MaxName = 200 // characters of a name, a headquarters, a secret name
	MaxAge  = 150 // years
)

// ParseText returns what a person typed into field, trimmed, or an [Invalid]
// error that names the field: the text must be 1 to [MaxName] characters of
// valid UTF-8 without control characters.
func ParseText(field, typed string) (string, error) {
	text := strings.TrimSpace(typed)
	switch {
	case text == "":
		return "", fail(Invalid, nil, "%s is empty: type 1 to %d characters.", field, MaxName)
	case !utf8.ValidString(text):
		return "", fail(Invalid, nil, "%s is not valid UTF-8: type it anew.", field)
	case utf8.RuneCountInString(text) > MaxName:
		return "", fail(Invalid, nil, "%s has %d characters: the longest is %d.", field, utf8.RuneCountInString(text), MaxName)
	case strings.ContainsFunc(text, unicode.IsControl):
		return "", fail(Invalid, nil, "%s has a control character such as a tab or a new line: leave it out.", field)
	}
	return text, nil
}

// Age is a hero's age as the database has it. The zero value is an unknown age.
type Age struct {
	Text string // the age in years; from a dirty database it may be any text
	Set  bool   // false where the age is not known (NULL)
}

// Years returns the age of n years.
func Years(n int) Age { return Age{Text: strconv.Itoa(n), Set: true} }

// stored returns the age as a column holds it.
func (a Age) stored() any {
	n, err := strconv.ParseInt(a.Text, 10, 64)
	if err != nil {
		return nil
	}
	return n
}

// ParseAge returns what a person typed as an age: nothing for an unknown age,
// or whole years from 0 to [MaxAge]. Anything else is an [Invalid] error.
func ParseAge(typed string) (Age, error) {
	text := strings.TrimSpace(typed)
	if text == "" {
		return Age{}, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > MaxAge {
		return Age{}, fail(Invalid, err, "Age %q is not a whole number from 0 to %d: correct it, or leave it empty.", text, MaxAge)
	}
	return Years(n), nil
}

// ParseTeam returns a team as a person typed it, trimmed, or the [Invalid] error
// of the first field that breaks the rules.
func ParseTeam(typed Team) (Team, error) {
	name, err := ParseText("Name", typed.Name)
	if err != nil {
		return typed, err
	}
	headquarters, err := ParseText("Headquarters", typed.Headquarters)
	return Team{ID: typed.ID, Name: name, Headquarters: headquarters}, err
}

// ParseHero returns a hero as a person typed it, trimmed, or the [Invalid] error
// of the first field that breaks the rules.
func ParseHero(typed Hero) (Hero, error) {
	name, err := ParseText("Name", typed.Name)
	if err != nil {
		return typed, err
	}
	secret, err := ParseText("Secret name", typed.SecretName)
	if err != nil {
		return typed, err
	}
	age, err := ParseAge(typed.Age.Text)
	return Hero{ID: typed.ID, Name: name, SecretName: secret, Age: age}, err
}

// text reads any stored value as text: what a database allows in a column is
// not always what its type says.
func text(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case []byte:
		return string(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64)
	case bool:
		return strconv.FormatBool(v)
	}
	return "?"
}

// integer reads any stored value as a key. What is no whole number reads as 0,
// and a change that goes by it then finds no such row.
func integer(v any) int64 {
	n, _ := v.(int64)
	return n
}

// truth reads a stored flag as the predicate "is_training <> FALSE" does: 2 and
// 'x' are true, NULL is not.
func truth(v any) bool {
	switch v := v.(type) {
	case nil:
		return false
	case bool:
		return v
	case int64:
		return v != 0
	case float64:
		return v != 0
	case string:
		return v != "0" // only a column declared as text keeps '0' as text
	}
	return true
}

// same tells whether two stored values are the very same: type and bytes.
func same(a, b any) bool {
	x, ok := a.([]byte)
	if !ok {
		if _, isBytes := b.([]byte); isBytes {
			return false
		}
		return a == b
	}
	y, ok := b.([]byte)
	return ok && bytes.Equal(x, y)
}
