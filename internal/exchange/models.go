package exchange

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"roster/data/field"
)

// Models returns the SQLModel classes that fit a database with these fields of its tables,
// ready to paste. Without any they are those of the tutorial. isSince reports which field
// records since when members have their standing: its default is the current time.
func Models(fields func(table string) []field.Field, isSince func(field.Field) bool) string {
	m := models{isSince: isSince, imports: map[string]bool{}, taken: map[string]bool{}}
	link := m.class("HeroTeamLink", []string{
		`team_id: int | None = Field(default=None, foreign_key="team.id", primary_key=True)`,
		`hero_id: int | None = Field(default=None, foreign_key="hero.id", primary_key=True)`,
		"is_training: bool = False",
	}, fields("heroteamlink"), []string{`team: "Team" = Relationship(back_populates="hero_links")`, `hero: "Hero" = Relationship(back_populates="team_links")`})
	team := m.class("Team", []string{
		"id: int | None = Field(default=None, primary_key=True)", "name: str = Field(index=True)", "headquarters: str",
	}, fields("team"), []string{`hero_links: list[HeroTeamLink] = Relationship(back_populates="team")`})
	hero := m.class("Hero", []string{
		"id: int | None = Field(default=None, primary_key=True)", "name: str = Field(index=True)", "secret_name: str",
		"age: int | None = Field(default=None, index=True)",
	}, fields("hero"), []string{`team_links: list[HeroTeamLink] = Relationship(back_populates="hero")`})
	return m.head() + strings.Join(slices.Concat(m.enums, []string{link, team, hero}), "\n\n")
}

// models are the classes in the making.
type models struct {
	isSince func(field.Field) bool
	imports map[string]bool // lines that other lines need
	enums   []string        // classes for words
	taken   map[string]bool // the names of those classes
}

// head returns the text above the classes.
func (m *models) head() string {
	var lines []string
	for _, line := range []string{
		"from datetime import UTC", "from datetime import date, datetime", "from decimal import Decimal", "from enum import Enum", "from typing import Any", "",
		"from sqlalchemy import JSON", "from sqlalchemy import Enum as Words",
	} {
		if line == "" && len(lines) > 0 {
			line = "\n"
		}
		if m.imports[line] || line == "\n" {
			lines = append(lines, strings.TrimSuffix(line, "\n"))
		}
	}
	return strings.Join(append(lines, "from sqlmodel import Field, Relationship, SQLModel"), "\n") + "\n\n\n"
}

// class returns a class: the attributes that every roster has, those of the fields,
// and those that lead to other classes.
func (m *models) class(name string, known []string, fields []field.Field, related []string) string {
	used := map[string]bool{"metadata": true, "registry": true}
	for _, line := range slices.Concat(known, related) {
		used[line[:strings.Index(line, ":")]] = true
	}
	lines := slices.Clone(known)
	for _, f := range fields {
		lines = append(lines, m.attribute(f, used))
	}
	lines = append(append(lines, ""), related...)
	text := "class " + name + "(SQLModel, table=True):\n"
	for _, line := range lines {
		if line != "" {
			line = "    " + line
		}
		text += line + "\n"
	}
	return text
}

// attribute returns the line of a field.
func (m *models) attribute(f field.Field, used map[string]bool) string {
	if f.Computed {
		return "# " + comment(f.Name) + " is computed by the database"
	}
	typ, args := m.typeOf(f)
	if typ == "" {
		return "# " + comment(f.Name) + " has the type " + comment(f.Type) + ", for which there is no class here"
	}
	name := attributeName(f.Name, used)
	if name != f.Name {
		args = append(args, "sa_column_kwargs={\"name\": "+python(f.Name)+"}")
	}
	value := m.defaultOf(f)
	if f.Nullable {
		typ += " | None"
	}
	switch {
	case len(args) == 0 && value == "":
		return name + ": " + typ
	case len(args) == 0 && !strings.HasPrefix(value, "default_factory="):
		return name + ": " + typ + " = " + strings.TrimPrefix(value, "default=")
	}
	if value != "" {
		args = append([]string{value}, args...)
	}
	return name + ": " + typ + " = Field(" + strings.Join(args, ", ") + ")"
}

// typeOf returns the type of a field in Python, "" if there is none, and the arguments of its
// Field.
func (m *models) typeOf(f field.Field) (typ string, args []string) {
	switch f.Kind {
	case field.Text:
		if f.Limit > 0 {
			args = []string{"max_length=" + strconv.Itoa(f.Limit)}
		}
		return "str", args
	case field.Whole:
		return "int", nil
	case field.Decimal:
		return m.number(f.Type)
	case field.YesNo:
		return "bool", nil
	case field.Date:
		m.imports["from datetime import date, datetime"] = true
		return "date", nil
	case field.Time:
		m.imports["from datetime import date, datetime"] = true
		return "datetime", nil
	case field.Word:
		return m.words(f)
	}
	switch strings.ToUpper(f.Type) {
	case "JSON", "JSONB":
		m.imports["from typing import Any"], m.imports["from sqlalchemy import JSON"] = true, true
		return "Any", []string{"sa_type=JSON"}
	case "BLOB", "BYTEA":
		return "bytes", nil
	}
	return "", nil
}

// number returns the type of a decimal number: exact where its digits are counted.
func (m *models) number(declared string) (typ string, args []string) {
	name, size, hasSize := strings.Cut(strings.ToUpper(declared), "(")
	if name = strings.TrimSpace(name); name != "NUMERIC" && name != "DECIMAL" {
		return "float", nil
	}
	m.imports["from decimal import Decimal"] = true
	digits, places, _ := strings.Cut(strings.TrimSuffix(size, ")"), ",")
	if _, err := strconv.Atoi(strings.TrimSpace(digits)); hasSize && err == nil {
		args = append(args, "max_digits="+strings.TrimSpace(digits))
	}
	if _, err := strconv.Atoi(strings.TrimSpace(places)); hasSize && err == nil {
		args = append(args, "decimal_places="+strings.TrimSpace(places))
	}
	return "Decimal", args
}

// words returns the class of a field of words. SQLAlchemy stores the names of an enum's
// members: if a word can't be one, the field is a text.
func (m *models) words(f field.Field) (typ string, args []string) {
	for _, word := range f.Words {
		if !isIdentifier(word) {
			return "str", nil
		}
	}
	m.imports["from enum import Enum"] = true
	class := className(cmp.Or(f.WordsType, f.Name), m.taken)
	text := "class " + class + "(str, Enum):\n"
	for _, word := range f.Words {
		text += "    " + word + " = " + python(word) + "\n"
	}
	m.enums = append(m.enums, text)
	if f.WordsType != "" && strings.ToLower(class) != f.WordsType {
		m.imports["from sqlalchemy import Enum as Words"] = true
		args = []string{"sa_type=Words(" + class + ", name=" + python(f.WordsType) + ")"}
	}
	return class, args
}

// defaultOf returns what Field, or the attribute itself, has as the default.
func (m *models) defaultOf(f field.Field) string {
	text, known := f.DefaultText()
	switch {
	case f.Default == "" && m.isSince(f) && f.Kind == field.Date:
		return "default_factory=date.today"
	case f.Default == "" && m.isSince(f): // as roster does, in UTC
		m.imports["from datetime import UTC"] = true
		return "default_factory=lambda: datetime.now(UTC).replace(tzinfo=None)"
	case !known && f.Default != "" && f.Kind == field.Time:
		return "default_factory=datetime.now"
	case !known && f.Default != "" && f.Kind == field.Date:
		return "default_factory=date.today"
	case !known && f.Nullable:
		return "default=None"
	case !known:
		return ""
	}
	switch f.Kind {
	case field.YesNo:
		return "default=" + map[string]string{"yes": "True", "no": "False"}[text]
	case field.Whole:
		return "default=" + text
	case field.Decimal:
		if typ, _ := m.number(f.Type); typ == "Decimal" {
			return "default=Decimal(" + python(text) + ")"
		}
		return "default=" + text
	case field.Date:
		return "default=date.fromisoformat(" + python(text) + ")"
	case field.Time:
		return "default=datetime.fromisoformat(" + python(text) + ")"
	case field.Word:
		if typ, ok := m.enumOf(f); ok {
			return "default=" + typ + "." + text
		}
	}
	return "default=" + python(text)
}

// enumOf returns the class that was made last, if that is the field's.
func (m *models) enumOf(f field.Field) (string, bool) {
	if len(m.enums) == 0 || slices.ContainsFunc(f.Words, func(word string) bool { return !isIdentifier(word) }) {
		return "", false
	}
	last := m.enums[len(m.enums)-1]
	return strings.TrimPrefix(last[:strings.Index(last, "(")], "class "), true
}

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

// comment returns a text that is safe in a comment.
func comment(text string) string { return strings.Trim(python(text), `"`) }

// isIdentifier reports whether a text can be the name of something in Python.
func isIdentifier(text string) bool {
	for i, r := range text {
		if r != '_' && (r > unicode.MaxASCII || !unicode.IsLetter(r)) && (i == 0 || !unicode.IsDigit(r) || r > unicode.MaxASCII) {
			return false
		}
	}
	return text != "" && !slices.Contains(keywords(), text)
}

// keywords returns the words that Python keeps for itself.
func keywords() []string {
	return strings.Fields("False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield")
}

// attributeName returns a name for a field that is not taken, and that neither
// Python nor SQLModel keeps for itself.
func attributeName(column string, used map[string]bool) string {
	name := strings.Map(func(r rune) rune {
		if r <= unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			return r
		}
		return '_'
	}, column)
	name = strings.TrimLeft(name, "_")
	if name == "" || unicode.IsDigit(rune(name[0])) {
		name = "field_" + name
	}
	for !isIdentifier(name) || used[name] || strings.HasPrefix(name, "model_") || reserved(name) {
		name = "field_" + name
	}
	used[name] = true
	return name
}

// reserved reports whether a class of SQLModel has something of this name.
func reserved(name string) bool {
	return slices.Contains([]string{"copy", "dict", "json", "schema", "schema_json", "construct", "validate", "fields", "parse_obj", "parse_raw", "parse_file", "from_orm", "update_forward_refs"}, name)
}

// className returns a name for the class of a field that is not taken.
func className(field string, taken map[string]bool) string {
	name := ""
	for _, part := range strings.FieldsFunc(field, func(r rune) bool { return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		name += strings.ToUpper(part[:1]) + part[1:]
	}
	for name == "" || unicode.IsDigit(rune(name[0])) || taken[name] || slices.Contains([]string{"Team", "Hero", "HeroTeamLink", "Enum", "Words", "Field", "Relationship", "SQLModel", "Decimal", "Any", "JSON"}, name) || !isIdentifier(name) {
		name = "Word" + name
	}
	taken[name] = true
	return name
}
