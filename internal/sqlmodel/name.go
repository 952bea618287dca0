package sqlmodel

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// python returns a text as Python writes it.
func python(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case unicode.IsPrint(r):
			b.WriteRune(r)
		case r < 0x10000:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			fmt.Fprintf(&b, `\U%08x`, r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// comment returns a text that can stand in a comment.
func comment(text string) string { return strings.Trim(python(text), `"`) }

// isIdentifier reports whether a text can be the name of something in Python.
func isIdentifier(text string) bool {
	for i, r := range text {
		if r != '_' && !isASCIILetter(r) && (i == 0 || !isASCIIDigit(r)) {
			return false
		}
	}
	return text != "" && !slices.Contains(keywords(), text)
}

func isASCIILetter(r rune) bool { return r <= unicode.MaxASCII && unicode.IsLetter(r) }

func isASCIIDigit(r rune) bool { return '0' <= r && r <= '9' }

// keywords returns the words that Python reserves.
func keywords() []string {
	return strings.Fields(`
		False None True and as assert async await break class continue def del elif else except finally
		for from global if import in is lambda nonlocal not or pass raise return try while with yield`)
}

// attributeName returns a name for the attribute of a column that is not used in its class,
// and means nothing else there.
func (g *generator) attributeName(column string, used map[string]bool) string {
	name := strings.Map(func(r rune) rune {
		if isASCIILetter(r) || isASCIIDigit(r) {
			return r
		}
		return '_'
	}, column)
	name = strings.TrimLeft(name, "_")
	if name == "" || unicode.IsDigit(rune(name[0])) {
		name = "field_" + name
	}
	for !isIdentifier(name) || used[name] || g.taken[name] || strings.HasPrefix(name, "model_") ||
		isMember(name) || isImported(name) {
		name = "field_" + name
	}
	return name
}

// isMember reports whether every class of SQLModel has something of this name.
func isMember(name string) bool {
	return slices.Contains(strings.Fields(`
		metadata registry copy dict json schema schema_json construct validate fields parse_obj
		parse_raw parse_file from_orm update_forward_refs Config`), name)
}

// isImported reports whether the classes may import something of this name, or use what
// Python calls so: an attribute of that name would hide it from the lines below.
func isImported(name string) bool {
	return slices.Contains(strings.Fields(`
		date datetime time UTC Decimal Enum Any UUID ARRAY BigInteger Column DateTime ForeignKey Integer
		JSON Numeric String UniqueConstraint Words text JSONB Field Relationship SQLModel int str bool
		float bytes list`), name)
}

// className returns a name for the class of a table or of words that is not taken, and
// takes it.
func (g *generator) className(stored string) string {
	name := ""
	isBetween := func(r rune) bool { return !isASCIILetter(r) && !isASCIIDigit(r) }
	for _, part := range strings.FieldsFunc(stored, isBetween) {
		name += strings.ToUpper(part[:1]) + part[1:]
	}
	tutorial := []string{"Team", "Hero", "HeroTeamLink"}
	for g.taken[name] || slices.Contains(tutorial, name) || isImported(name) || !isIdentifier(name) {
		name = "Word" + name
	}
	g.taken[name] = true
	return name
}
