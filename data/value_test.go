package data_test

import (
	"strings"
	"testing"

	"roster/data/model"
)

func TestParseText(t *testing.T) {
	long := strings.Repeat("é", model.MaxName)
	for _, test := range []struct{ name, typed, want, fault string }{
		{"trimmed", " \tRusty-Man\n ", "Rusty-Man", ""},
		{"one character", "x", "x", ""},
		{"the longest, in characters", long, long, ""},
		{"too long", long + "e", "", "Name has 201 characters: the longest is 200."},
		{"empty", "", "", "Name is empty: type 1 to 200 characters."},
		{"blank", " \u00a0\t", "", "Name is empty: type 1 to 200 characters."},
		{"invalid UTF-8", "a\xff", "", "Name is not valid UTF-8: type it again."},
		{"a tab within", "a\tb", "", "Name has a control character, such as a tab or a line break: remove it."},
		{"a NUL", "a\x00b", "", "Name has a control character, such as a tab or a line break: remove it."},
		{"a C1 control", "a\u009bb", "", "Name has a control character, such as a tab or a line break: remove it."},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := model.ParseText("Name", test.typed)
			if got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
			mustRefuse(t, err, test.fault)
		})
	}
}

func TestParseAge(t *testing.T) {
	for _, test := range []struct {
		typed string
		want  model.Age
		fault string
	}{
		{"", model.Age{}, ""},
		{" 48 ", model.Years(48), ""},
		{"0", model.Years(0), ""},
		{"150", model.Years(150), ""},
		{"007", model.Years(7), ""},
		{"151", model.Age{}, `Age "151" is not a whole number from 0 to 150: correct it, or leave it empty.`},
		{"-1", model.Age{}, `Age "-1" is not a whole number from 0 to 150: correct it, or leave it empty.`},
		{"4.5", model.Age{}, `Age "4.5" is not a whole number from 0 to 150: correct it, or leave it empty.`},
		{"abc", model.Age{}, `Age "abc" is not a whole number from 0 to 150: correct it, or leave it empty.`},
	} {
		t.Run("typed "+test.typed, func(t *testing.T) {
			got, err := model.ParseAge(test.typed)
			if got != test.want {
				t.Errorf("got %+v, want %+v", got, test.want)
			}
			mustRefuse(t, err, test.fault)
		})
	}
}

// mustRefuse checks for an error of the code Invalid with this message, or for
// none where the message is empty.
func mustRefuse(t *testing.T, err error, fault string) {
	t.Helper()
	if fault == "" {
		if err != nil {
			t.Errorf("refused: %v", err)
		}
		return
	}
	if err == nil || err.Error() != fault || model.ErrorCode(err) != model.Invalid {
		t.Errorf("got %v, want %q", err, fault)
	}
}
