package sqldb

import (
	"slices"
	"strings"

	"roster/data/model"
)

// Schema is the text of schema.sql, taken apart into its statements.
type Schema struct {
	Tables  []string // the three tables and their indexes
	History []string // roster_change and its index
	Indexes []string // what makes a large roster fast
}

// IndexNames returns the names of the indexes that make a large roster fast.
func (s Schema) IndexNames() []string {
	var names []string
	for _, create := range s.Indexes {
		names = append(names, strings.Fields(create)[2])
	}
	return names
}

// parseSchema splits the text at the semicolons that end a line. What roster
// adds is known by its name: roster_….
//
// Indexes of columns that the database does not have by these names are left out.
func parseSchema(text string, names model.Names) Schema {
	var s Schema
	for statement := range strings.SplitSeq(withoutComments(text), ";\n") {
		statement = strings.TrimSpace(statement)
		switch {
		case statement == "":
		case strings.Contains(statement, " roster_change"):
			s.History = append(s.History, statement)
		case strings.HasPrefix(statement, "CREATE INDEX roster_"):
			if _, ok := IndexStatement(names, statement); ok {
				s.Indexes = append(s.Indexes, statement)
			}
		default:
			s.Tables = append(s.Tables, statement)
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
