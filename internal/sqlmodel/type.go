package sqlmodel

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"roster/data/field"
)

// typeOf returns the type of a field in Python, "" if there is none, and its type in
// SQLAlchemy if that does not follow from it.
func (g *generator) typeOf(f field.Field) (typ, column string) {
	switch f.Kind {
	case field.Text:
		return "str", ""
	case field.Whole:
		if f.Type == "bigint" {
			column = g.use("sqlalchemy", "BigInteger")
		}
		return "int", column
	case field.Decimal:
		return g.number(f.Type)
	case field.YesNo:
		return "bool", ""
	case field.Date:
		return g.use("datetime", "date"), ""
	case field.Time:
		if f.IsZoned() {
			column = g.use("sqlalchemy", "DateTime") + "(timezone=True)"
		}
		return g.use("datetime", "datetime"), column
	case field.Clock:
		return g.use("datetime", "time"), ""
	case field.UUID:
		if f.Type == "UUID" { // in a SQLite file, with dashes: SQLModel writes none
			return "str", ""
		}
		return g.use("uuid", "UUID"), ""
	case field.JSON: // without this None would be the null of JSON
		if f.Type == "jsonb" {
			return g.use("typing", "Any"), g.use("sqlalchemy.dialects.postgresql", "JSONB") + "(none_as_null=True)"
		}
		return g.use("typing", "Any"), g.use("sqlalchemy", "JSON") + "(none_as_null=True)"
	case field.Array:
		return g.list(f)
	case field.Word:
		return g.words(f)
	}
	switch strings.ToUpper(f.Type) {
	case "BLOB", "BYTEA":
		return "bytes", ""
	}
	return "", ""
}

// list returns the type of a list of texts or whole numbers.
func (g *generator) list(f field.Field) (typ, column string) {
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
	return typ, g.use("sqlalchemy", "ARRAY") + "(" + g.use("sqlalchemy", element) + ")"
}

// number returns the type of a decimal number: exact if its digits are counted.
func (g *generator) number(declared string) (typ, column string) {
	name, size, _ := strings.Cut(strings.ToUpper(declared), "(")
	if name = strings.TrimSpace(name); name != "NUMERIC" && name != "DECIMAL" {
		return "float", ""
	}
	digits, places, hasPlaces := strings.Cut(strings.TrimSuffix(size, ")"), ",")
	counts := []string{strings.TrimSpace(digits)}
	if hasPlaces {
		counts = append(counts, strings.TrimSpace(places))
	}
	if !slices.ContainsFunc(counts, isNotNumber) {
		column = g.use("sqlalchemy", "Numeric") + "(" + strings.Join(counts, ", ") + ")"
	}
	return g.use("decimal", "Decimal"), column
}

func isNotNumber(text string) bool {
	_, err := strconv.Atoi(text)
	return err != nil
}

// words returns the class of a field of words. SQLAlchemy stores the names of an enum's
// members: if a word can't be one, the field is a text. SQLModel 0.0.8 takes every class
// that is a str for a text, too.
func (g *generator) words(f field.Field) (typ, column string) {
	if !slices.ContainsFunc(f.Words, isNotMember) {
		typ = g.enum(f)
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
	g.use("sqlalchemy", "Enum as Words")
	column = "Words(" + members + ", name=" + python(name)
	if hasSchema {
		column += ", schema=" + python(schema)
	}
	return cmp.Or(typ, "str"), column + ")"
}

// enum makes the class of a field of words, and returns its name.
func (g *generator) enum(f field.Field) string {
	class := g.className(cmp.Or(f.WordsType, f.Name))
	text := "class " + class + "(" + g.use("enum", "Enum") + "):\n"
	for _, word := range f.Words {
		text += "    " + word + " = " + python(word) + "\n"
	}
	g.enums = append(g.enums, text)
	return class
}

// isNotMember reports whether a word can't be the name of an enum's member.
func isNotMember(word string) bool {
	return !isIdentifier(word) || strings.HasPrefix(word, "_") || word == "mro" || word == "name" || word == "value"
}
