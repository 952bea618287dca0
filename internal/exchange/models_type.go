package exchange

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"roster/data/field"
)

// typeOf returns the type of a field in Python, "" if there is none, and its type in
// SQLAlchemy if that does not follow from it.
func (m *models) typeOf(f field.Field) (typ, column string) {
	switch f.Kind {
	case field.Text:
		return "str", ""
	case field.Whole:
		if f.Type == "bigint" {
			column = m.use("sqlalchemy", "BigInteger")
		}
		return "int", column
	case field.Decimal:
		return m.number(f.Type)
	case field.YesNo:
		return "bool", ""
	case field.Date:
		return m.use("datetime", "date"), ""
	case field.Time:
		if f.IsZoned() {
			column = m.use("sqlalchemy", "DateTime") + "(timezone=True)"
		}
		return m.use("datetime", "datetime"), column
	case field.Clock:
		return m.use("datetime", "time"), ""
	case field.UUID:
		if f.Type == "UUID" { // in a SQLite file, with dashes: SQLModel writes none
			return "str", ""
		}
		return m.use("uuid", "UUID"), ""
	case field.JSON: // without this None would be the null of JSON
		if f.Type == "jsonb" {
			return m.use("typing", "Any"), m.use("sqlalchemy.dialects.postgresql", "JSONB") + "(none_as_null=True)"
		}
		return m.use("typing", "Any"), m.use("sqlalchemy", "JSON") + "(none_as_null=True)"
	case field.Array:
		return m.list(f)
	case field.Word:
		return m.words(f)
	}
	switch strings.ToUpper(f.Type) {
	case "BLOB", "BYTEA":
		return "bytes", ""
	}
	return "", ""
}

// list returns the type of a list of texts or whole numbers.
func (m *models) list(f field.Field) (typ, column string) {
	element := "Integer"
	switch stored := strings.TrimSuffix(f.Type, "[]"); {
	case stored == "text" || strings.HasPrefix(stored, "character varying"):
		typ, element = "list[str]", "String"
	case stored == "bigint":
		typ, element = "list[int]", "BigInteger"
	case stored == "integer" || stored == "smallint":
		typ = "list[int]"
	default:
		return "", ""
	}
	return typ, m.use("sqlalchemy", "ARRAY") + "(" + m.use("sqlalchemy", element) + ")"
}

// number returns the type of a decimal number: exact if its digits are counted.
func (m *models) number(declared string) (typ, column string) {
	name, size, _ := strings.Cut(strings.ToUpper(declared), "(")
	if name = strings.TrimSpace(name); name != "NUMERIC" && name != "DECIMAL" {
		return "float", ""
	}
	digits, places, hasPlaces := strings.Cut(strings.TrimSuffix(size, ")"), ",")
	counts := []string{strings.TrimSpace(digits)}
	if hasPlaces {
		counts = append(counts, strings.TrimSpace(places))
	}
	if !slices.ContainsFunc(counts, isNoNumber) {
		column = m.use("sqlalchemy", "Numeric") + "(" + strings.Join(counts, ", ") + ")"
	}
	return m.use("decimal", "Decimal"), column
}

func isNoNumber(text string) bool {
	_, err := strconv.Atoi(text)
	return err != nil
}

// words returns the class of a field of words. SQLAlchemy stores the names of an enum's
// members: if a word can't be one, the field is a text. SQLModel 0.0.8 takes every class
// that is a str for a text, too.
func (m *models) words(f field.Field) (typ, column string) {
	if !slices.ContainsFunc(f.Words, isNoMember) {
		typ = m.enum(f)
	}
	if f.WordsType == "" || strings.ToLower(typ) == f.WordsType {
		return cmp.Or(typ, "str"), ""
	}
	members := typ
	if typ == "" {
		list := make([]string, len(f.Words))
		for i, word := range f.Words {
			list[i] = python(word)
		}
		members = strings.Join(list, ", ")
	}
	schema, name, hasSchema := strings.Cut(f.WordsType, ".")
	if !hasSchema {
		schema, name = "", f.WordsType
	}
	m.use("sqlalchemy", "Enum as Words")
	column = "Words(" + members + ", name=" + python(name)
	if hasSchema {
		column += ", schema=" + python(schema)
	}
	return cmp.Or(typ, "str"), column + ")"
}

// enum makes the class of a field of words, and returns its name.
func (m *models) enum(f field.Field) string {
	class := m.className(cmp.Or(f.WordsType, f.Name))
	text := "class " + class + "(" + m.use("enum", "Enum") + "):\n"
	for _, word := range f.Words {
		text += "    " + word + " = " + python(word) + "\n"
	}
	m.enums = append(m.enums, text)
	return class
}

// isNoMember reports whether a word can't be the name of an enum's member.
func isNoMember(word string) bool {
	return !isIdentifier(word) || strings.HasPrefix(word, "_") || word == "mro" || word == "name" || word == "value"
}
