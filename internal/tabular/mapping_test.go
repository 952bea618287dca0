package tabular

import (
	"maps"
	"strings"
	"testing"

	"roster/internal/sheet"
)

// understand returns a table as it was understood.
func understand(t *testing.T, text string, o Options) *Analysis {
	t.Helper()
	book, err := sheet.Open(t.Context(), strings.NewReader(text), int64(len(text)))
	if err != nil {
		t.Fatal(err)
	}
	u, err := Analyze(t.Context(), book.Tables[0].Rows, o)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func fields(u *Analysis) string {
	var fields []string
	for _, c := range u.Columns {
		fields = append(fields, string(c.Field))
	}
	return strings.Join(fields, " ")
}

// What was said of a table is known of one with the same headers, in any order and spelling,
// and what is said now goes first.
func TestColumnChoicesAreRemembered(t *testing.T) {
	t.Parallel()
	phone := []Custom{{"hero.phone", Text}}
	first := understand(t, "Wer;Einheit;Tel;Stand\nAnn;Red;1;x\n", Options{
		Custom:  phone,
		Map:     map[string]Field{"wer": Hero, "Einheit": Team, "Tel": "hero.phone", "Stand": Standing, "Nobody": Age},
		Answers: map[string]string{"sign:x": "training", "ages": "empty", "fill-down:team": "yes"},
	})
	said := first.Mapping()
	if len(said.Map) != 4 || !maps.Equal(said.Answers, map[string]string{"sign:x": "training"}) {
		t.Errorf("kept: %+v", said)
	}
	recall := func(headers []string) Mapping {
		if strings.Join(headers, " ") == strings.Join(first.Headers, " ") {
			return said
		}
		return Mapping{}
	}
	for _, c := range []struct {
		name, text string
		o          Options
		recalled   bool
		fields     string
	}{
		{"the same", "Wer;Einheit;Tel;Stand\nAnn;Red;1;x\n", Options{Custom: phone}, true, "hero team hero.phone status"},
		{"other order, case and rows above", "\nOverview\n\nSTAND;Tel;Einheit;wer\nx;1;Red;Ann\n", Options{Custom: phone}, true, "status hero.phone team hero"},
		{"a field that is gone", "Wer;Einheit;Tel;Stand\nAnn;Red;1;x\n", Options{}, true, "hero team - status"},
		{"said otherwise", "Wer;Einheit;Tel;Stand\nAnn;Red;1;x\n", Options{Map: map[string]Field{"Tel": Team, "Stand": LeftOut}}, true, "hero - team -"},
		{"other headers", "Wer;Einheit;Tel\nAnn;Red;1\n", Options{Custom: phone}, false, "- - -"},
	} {
		c.o.Recall = recall
		u := understand(t, c.text, c.o)
		noted := strings.Contains(strings.Join(u.Notes, "\n"), LastTime)
		if fields(u) != c.fields || u.Recalled != c.recalled || noted != c.recalled {
			t.Errorf("%s: %s, recalled %v, said %q", c.name, fields(u), u.Recalled, u.Notes)
		}
		if c.recalled && !u.Ready() {
			t.Errorf("%s: asks %v", c.name, u.Questions)
		}
	}
}
