package model

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// The rules for what the user types. Rows that break them are shown and can be
// edited all the same.
const (
	MaxName = 200 // characters of a name, a headquarters, a secret name
	MaxAge  = 150 // years
)

// ParseText returns what the user typed into field, trimmed and in NFC, or an [Invalid]
// error that names the field: the text must be 1 to [MaxName] characters of
// valid UTF-8 without control characters.
func ParseText(field, typed string) (string, error) {
	text := strings.TrimSpace(typed)
	switch {
	case text == "":
		return "", Failf(Invalid, nil, "%s is empty: type 1 to %d characters.", field, MaxName)
	case !utf8.ValidString(text):
		return "", Failf(Invalid, nil, "%s is not valid UTF-8: type it again.", field)
	case utf8.RuneCountInString(text) > MaxName:
		return "", Failf(Invalid, nil, "%s has %d characters: the longest is %d.", field,
			utf8.RuneCountInString(text), MaxName)
	case strings.ContainsFunc(text, unicode.IsControl):
		return "", Failf(Invalid, nil, "%s has a control character, such as a tab or a line break: remove it.", field)
	}
	return norm.NFC.String(text), nil
}

// ParseOptionalText returns what the user typed into a field that may stay empty, as
// [ParseText] does for one that may not.
func ParseOptionalText(field, typed string) (string, error) {
	if strings.TrimSpace(typed) == "" {
		return "", nil
	}
	return ParseText(field, typed)
}

// ParseAge returns what the user typed as an age: nothing for an unknown age,
// or whole years from 0 to [MaxAge]. Anything else is an [Invalid] error.
func ParseAge(typed string) (Age, error) {
	text := strings.TrimSpace(typed)
	if text == "" {
		return Age{}, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > MaxAge {
		return Age{}, Failf(Invalid, err, "Age %q is not a whole number from 0 to %d: correct it, or leave it empty.", text, MaxAge)
	}
	return Years(n), nil
}

// ParseTeam returns a team as the user typed it, trimmed, or the [Invalid] error
// of the first field that breaks the rules.
func ParseTeam(typed Team) (Team, error) {
	name, err := ParseText("Name", typed.Name)
	if err != nil {
		return typed, err
	}
	headquarters, err := ParseOptionalText("Headquarters", typed.Headquarters)
	return Team{ID: typed.ID, Name: name, Headquarters: headquarters}, err
}

// ParseHero returns a hero as the user typed it, trimmed, or the [Invalid] error
// of the first field that breaks the rules.
func ParseHero(typed Hero) (Hero, error) {
	name, err := ParseText("Name", typed.Name)
	if err != nil {
		return typed, err
	}
	secret, err := ParseOptionalText("Secret name", typed.SecretName)
	if err != nil {
		return typed, err
	}
	age, err := ParseAge(typed.Age.Text)
	return Hero{ID: typed.ID, Name: name, SecretName: secret, Age: age}, err
}
