package data

import (
	"slices"
	"strings"
)

// schema is the text of schema.sql, taken apart into its statements.
type schema struct {
	tables  []string // the three tables and their indexes
	history []string // roster_change and its index
	indexes []string // what makes a large roster fast
}

// indexNames returns the names of the indexes that make a large roster fast.
func (s schema) indexNames() []string {
	var names []string
	for _, create := range s.indexes {
		names = append(names, strings.Fields(create)[2])
	}
	return names
}

// parseSchema splits the text at the semicolons that end a line. What roster
// adds is known by its name: roster_….
func parseSchema(text string) schema {
	var s schema
	for statement := range strings.SplitSeq(withoutComments(text), ";\n") {
		statement = strings.TrimSpace(statement)
		switch {
		case statement == "":
		case strings.Contains(statement, " roster_change"):
			s.history = append(s.history, statement)
		case strings.HasPrefix(statement, "CREATE INDEX roster_"):
			s.indexes = append(s.indexes, statement)
		default:
			s.tables = append(s.tables, statement)
		}
	}
	return s
}

func withoutComments(text string) string {
	lines := strings.SplitAfter(text, "\n")
	return strings.Join(slices.DeleteFunc(lines, func(line string) bool {
		return strings.HasPrefix(line, "--")
	}), "")
}
