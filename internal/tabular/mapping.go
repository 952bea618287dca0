package tabular

import (
	"maps"
	"slices"
	"strings"
)

// Mapping is what a user said of a table. It holds for the next one with the same headers.
type Mapping struct {
	Map     map[string]Field  `json:"columns,omitempty"` // see [Options.Map]
	Answers map[string]string `json:"answers,omitempty"` // see [Options.Answers]
}

// IsEmpty reports whether nothing was said.
func (s Mapping) IsEmpty() bool { return len(s.Map)+len(s.Answers) == 0 }

// LastTime is the note on a table of which something is known from the last time.
const LastTime = "Columns as last time."

// isOfHeaders reports whether an answer is about the meaning of the table, which is the same
// for the next one with its headers. Questions about single cells are asked again.
func isOfHeaders(question string) bool {
	kind, _, _ := strings.Cut(question, ":")
	return slices.Contains([]string{"map", "shape", "header", "sign", "split", "split-people", "dates"}, kind)
}

// Mapping returns what the user said of the table, now or the last time.
func (u *Analysis) Mapping() Mapping {
	s := Mapping{Map: map[string]Field{}, Answers: map[string]string{}}
	for _, c := range u.Columns {
		for header, f := range u.o.Map {
			if f != NewField && (header == c.Header || headerKey(header) == headerKey(c.Header)) {
				s.Map[header] = f // a new field is known by its name the next time
			}
		}
	}
	for question, answer := range u.o.Answers {
		if isOfHeaders(question) {
			s.Answers[question] = answer
		}
	}
	return s
}

// recall adds what the user said the last time, and does not say otherwise now.
func (u *Analysis) recall(sample []sampleRow) {
	if at, _ := findHeader(sample, Options{Custom: u.o.Custom}); at >= 0 {
		for _, cell := range sample[at].cells {
			if key := headerKey(cell); key != "" {
				u.Headers = append(u.Headers, key)
			}
		}
		slices.Sort(u.Headers)
	}
	if u.o.Recall == nil || len(u.Headers) == 0 {
		return
	}
	last := u.o.Recall(u.Headers)
	columns, answers := maps.Clone(u.o.Map), maps.Clone(u.o.Answers)
	if columns == nil {
		columns = map[string]Field{}
	}
	if answers == nil {
		answers = map[string]string{}
	}
	for header, f := range last.Map {
		if u.canRecall(header, f) {
			columns[header], u.Recalled = f, true
		}
	}
	for question, answer := range last.Answers {
		if _, isSaid := answers[question]; !isSaid && isOfHeaders(question) {
			answers[question], u.Recalled = answer, true
		}
	}
	u.o.Map, u.o.Answers = columns, answers
}

// canRecall reports whether a column can mean what it meant the last time: the user gave no
// other meaning, no other column is the field now, and a custom field is still there.
func (u *Analysis) canRecall(header string, f Field) bool {
	for now, field := range u.o.Map {
		if headerKey(now) == headerKey(header) || field == f && f != LeftOut {
			return false
		}
	}
	isThere := func(c Custom) bool { return c.Name == f }
	return slices.Contains(Fields(), f) || slices.ContainsFunc(u.o.Custom, isThere)
}
