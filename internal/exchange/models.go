package exchange

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"roster/data"
	"roster/data/field"
	"roster/data/model"
)

// Models returns the SQLModel classes that fit a database which declares its tables so,
// ready to paste. Those of a plain roster are those of the tutorial. SQLModel 0.0.8 and
// later read them. isSince reports which field says since when members stand as they do: it
// begins with the present.
func Models(declared func(table string) data.Declared, isSince func(field.Field) bool) string {
	m := newModels(isSince)
	team, hero, link := declared(model.TeamTable), declared(model.HeroTable), declared(model.LinkTable)
	teamClass, heroClass, linkClass := m.named(team.Table, "Team"), m.named(hero.Table, "Hero"), m.named(link.Table, "HeroTeamLink")
	links := m.class(linkClass, link, "HeroTeamLink", []relation{{"team", strconv.Quote(teamClass), "hero_links"}, {"hero", strconv.Quote(heroClass), "team_links"}})
	teams := m.class(teamClass, team, "Team", []relation{{"hero_links", "list[" + linkClass + "]", "team"}})
	heroes := m.class(heroClass, hero, "Hero", []relation{{"team_links", "list[" + linkClass + "]", "hero"}})
	return m.head() + strings.Join(slices.Concat(m.enums, []string{links, teams, heroes}), "\n\n")
}

// models are the classes in the making.
type models struct {
	isSince func(field.Field) bool
	imports map[string]bool // lines that other lines need
	enums   []string        // classes for words
	taken   map[string]bool // the names of classes
}

func newModels(isSince func(field.Field) bool) *models {
	return &models{isSince: isSince, imports: map[string]bool{}, taken: map[string]bool{}}
}

// relation is an attribute that leads to another class, and the one that leads back.
type relation struct{ name, class, back string }

// The lines that other lines need.
const (
	importUTC      = "from datetime import UTC"
	importDatetime = "from datetime import date, datetime"
	importTime     = "from datetime import time"
	importDecimal  = "from decimal import Decimal"
	importEnum     = "from enum import Enum"
	importAny      = "from typing import Any"
	importUUID     = "from uuid import UUID, uuid4"
	importColumn   = "from sqlalchemy import Column"
	importWords    = "from sqlalchemy import Enum as Words"
	importForeign  = "from sqlalchemy import ForeignKey"
	importJSON     = "from sqlalchemy import JSON"
	importText     = "from sqlalchemy import text"
	importTypes    = "from sqlalchemy import DateTime, Integer, String"
	importUnique   = "from sqlalchemy import UniqueConstraint"
	importPostgres = "from sqlalchemy.dialects.postgresql import ARRAY, JSONB"
)

// head returns what stands above the classes.
func (m *models) head() string {
	var lines []string
	for _, line := range []string{
		importUTC, importDatetime, importTime, importDecimal, importEnum, importAny, importUUID, "",
		importColumn, importTypes, importWords, importForeign, importJSON, importText, importUnique, importPostgres,
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

// needs notes lines that another line needs, and returns it.
func (m *models) needs(line string, imports ...string) string {
	for _, i := range imports {
		m.imports[i] = true
	}
	return line
}

// named returns the name for the class of a table: that of the tutorial, if the table is
// called as SQLModel calls that of such a class.
func (m *models) named(table, class string) string {
	if table != strings.ToLower(class) {
		class = className(table, m.taken)
	}
	m.taken[class] = true
	return class
}

// class returns a class: its columns, and what leads to other classes.
func (m *models) class(name string, d data.Declared, tutorial string, relations []relation) string {
	used := map[string]bool{"metadata": true, "registry": true}
	for _, r := range relations {
		used[r.name] = true
	}
	var lines []string
	if name != tutorial {
		lines = append(lines, "__tablename__ = "+python(d.Table))
	}
	for i, columns := range d.Unique {
		if i == 0 {
			lines = append(lines, "__table_args__ = (")
		}
		var names []string
		for _, column := range columns {
			names = append(names, python(column))
		}
		lines = append(lines, m.needs("    UniqueConstraint("+strings.Join(names, ", ")+"),", importUnique))
		if i == len(d.Unique)-1 {
			lines = append(lines, ")")
		}
	}
	if len(lines) > 0 {
		lines = append(lines, "")
	}
	for _, c := range d.Columns {
		lines = append(lines, m.attribute(c, used))
	}
	lines = append(lines, "")
	for _, r := range relations {
		lines = append(lines, r.name+": "+r.class+" = Relationship(back_populates="+strconv.Quote(r.back)+")")
	}
	text := "class " + name + "(SQLModel, table=True):\n"
	for _, line := range lines {
		if line != "" {
			line = "    " + line
		}
		text += line + "\n"
	}
	return text
}

// attribute returns the line of a column.
func (m *models) attribute(c data.DeclaredColumn, used map[string]bool) string {
	if c.Computed {
		return "# " + comment(c.Name) + " is computed by the database"
	}
	typ, column, args := m.typeOf(c.Field)
	if typ == "" {
		return "# " + comment(c.Name) + " has the type " + comment(c.Type) + ", for which there is no class here"
	}
	name := attributeName(c.Name, used)
	value, server := m.defaultOf(c.Field), m.serverDefault(c.Field)
	switch {
	case c.IsKey && c.Kind == field.UUID && c.Refers == "":
		value = m.needs("default_factory=uuid4", importUUID)
	case c.IsKey:
		value, server = "default=None", ""
		typ += " | None"
	case c.Seed == "is_training" && !c.Nullable && c.Default == "":
		value = "default=False"
	case server != "":
		value = "default=None"
		typ += " | None"
	case c.Nullable:
		typ += " | None"
	}
	if c.OnDelete != "" && column == "" {
		column = m.keyType(c.Field)
	}
	if column != "" {
		args = []string{m.column(c, name, column, server)}
	} else {
		args = append(m.flags(c, value), append(args, m.kwargs(c, name, server)...)...)
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

// flags returns what Field is told of a column beside its type.
func (m *models) flags(c data.DeclaredColumn, value string) []string {
	var flags []string
	if c.Refers != "" {
		flags = append(flags, "foreign_key="+python(c.Refers))
	}
	if c.IsKey {
		flags = append(flags, "primary_key=True")
	}
	if c.Seed == "name" || c.Seed == "age" {
		flags = append(flags, "index=True")
	}
	if c.IsUnique {
		flags = append(flags, "unique=True")
	}
	return flags
}

// kwargs returns what the column of SQLAlchemy is told.
func (m *models) kwargs(c data.DeclaredColumn, name, server string) []string {
	var kwargs, flags []string
	if name != c.Name {
		kwargs = append(kwargs, `"name": `+python(c.Name))
	}
	if server != "" {
		kwargs = append(kwargs, `"server_default": `+server)
		if !c.Nullable {
			flags = append(flags, "nullable=False")
		}
	}
	if len(kwargs) > 0 {
		flags = append(flags, "sa_column_kwargs={"+strings.Join(kwargs, ", ")+"}")
	}
	return flags
}

// column returns the column of SQLAlchemy, for what Field can't say in every version.
func (m *models) column(c data.DeclaredColumn, name, typ, server string) string {
	parts := []string{python(c.Name), typ}
	if c.Refers != "" {
		key := "ForeignKey(" + python(c.Refers)
		if c.OnDelete != "" {
			key += ", ondelete=" + python(c.OnDelete)
		}
		parts = append(parts, m.needs(key+")", importForeign))
	}
	switch {
	case c.IsKey:
		parts = append(parts, "primary_key=True")
	case !c.Nullable:
		parts = append(parts, "nullable=False")
	}
	if c.IsUnique {
		parts = append(parts, "unique=True")
	}
	if server != "" {
		parts = append(parts, "server_default="+server)
	}
	return m.needs("sa_column=Column("+strings.Join(parts, ", ")+")", importColumn)
}

// keyType returns the type in SQLAlchemy of a column that refers to another.
func (m *models) keyType(f field.Field) string {
	m.needs("", importTypes)
	if f.Kind == field.Text {
		return "String"
	}
	return "Integer"
}

// typeOf returns the type of a field in Python, "" if there is none, its type in SQLAlchemy
// if that does not follow from it, and what Field must be told of it.
func (m *models) typeOf(f field.Field) (typ, column string, args []string) {
	switch f.Kind {
	case field.Text:
		if f.Limit > 0 {
			args = []string{"max_length=" + strconv.Itoa(f.Limit)}
		}
		return "str", "", args
	case field.Whole:
		return "int", "", nil
	case field.Decimal:
		typ, args = m.number(f.Type)
		return typ, "", args
	case field.YesNo:
		return "bool", "", nil
	case field.Date:
		return m.needs("date", importDatetime), "", nil
	case field.Time:
		if f.IsZoned() {
			column = m.needs("DateTime(timezone=True)", importTypes)
		}
		return m.needs("datetime", importDatetime), column, nil
	case field.Clock:
		return m.needs("time", importTime), "", nil
	case field.UUID:
		if strings.EqualFold(f.Type, "UUID") && f.Type != "uuid" { // SQLite keeps it with its dashes
			return "str", "", nil
		}
		return m.needs("UUID", importUUID), "", nil
	case field.JSON:
		if f.Type == "jsonb" {
			return m.needs("Any", importAny), m.needs("JSONB", importPostgres), nil
		}
		return m.needs("Any", importAny), m.needs("JSON", importJSON), nil
	case field.Array:
		return m.list(f)
	case field.Word:
		return m.words(f)
	}
	switch strings.ToUpper(f.Type) {
	case "BLOB", "BYTEA":
		return "bytes", "", nil
	}
	return "", "", nil
}

// list returns the type of a list of texts or numbers.
func (m *models) list(f field.Field) (typ, column string, args []string) {
	switch element := strings.TrimSuffix(f.Type, "[]"); {
	case element == "text" || strings.HasPrefix(element, "character varying"):
		return "list[str]", m.needs("ARRAY(String)", importPostgres, importTypes), nil
	case element == "integer":
		return "list[int]", m.needs("ARRAY(Integer)", importPostgres, importTypes), nil
	}
	return "", "", nil
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

// words returns the class of a field of words. SQLAlchemy stores the names of an
// enum's members: where a word can't be one, the field is a text.
func (m *models) words(f field.Field) (typ, column string, args []string) {
	for _, word := range f.Words {
		if !isIdentifier(word) {
			return "str", "", nil
		}
	}
	m.needs("", importEnum)
	class := className(cmp.Or(f.WordsType, f.Name), m.taken)
	text := "class " + class + "(str, Enum):\n"
	for _, word := range f.Words {
		text += "    " + word + " = " + python(word) + "\n"
	}
	m.enums = append(m.enums, text)
	if f.WordsType != "" && strings.ToLower(class) != f.WordsType {
		column = m.needs("Words("+class+", name="+python(f.WordsType)+")", importWords)
	}
	return class, column, nil
}

// serverDefault returns the default that only the database can work out, "" for none.
func (m *models) serverDefault(f field.Field) string {
	if _, known := f.DefaultText(); known || f.Default == "" || m.isSince(f) {
		return ""
	}
	return m.needs("text("+python(f.Default)+")", importText)
}

// defaultOf returns what Field, or the attribute itself, has as the default.
func (m *models) defaultOf(f field.Field) string {
	text, known := f.DefaultText()
	switch {
	case f.Default == "" && m.isSince(f) && f.Kind == field.Date:
		return "default_factory=date.today"
	case m.isSince(f) && !known: // as roster does, in UTC
		return m.needs("default_factory=lambda: datetime.now(UTC).replace(tzinfo=None)", importUTC)
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
	case field.Clock:
		return "default=time.fromisoformat(" + python(text) + ")"
	case field.UUID:
		if typ, _, _ := m.typeOf(f); typ == "UUID" {
			return "default=UUID(" + python(text) + ")"
		}
	case field.JSON:
		return "" // the database gives it
	case field.Word:
		if typ, ok := m.enumOf(f); ok {
			return "default=" + typ + "." + text
		}
	}
	return "default=" + python(text)
}

// enumOf returns the class that was made last, where that is the field's.
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

// comment returns a text that can stand in a comment.
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

// reserved reports whether a class of SQLModel has something of this name, or what stands
// above the classes does: an attribute of that name would hide it from those below.
func reserved(name string) bool {
	return slices.Contains([]string{"copy", "dict", "json", "schema", "schema_json", "construct", "validate", "fields", "parse_obj", "parse_raw", "parse_file", "from_orm", "update_forward_refs",
		"date", "datetime", "time", "UTC", "Decimal", "Enum", "Any", "UUID", "uuid4", "Column", "DateTime", "Integer", "String", "Words", "ForeignKey", "JSON", "text", "UniqueConstraint", "ARRAY", "JSONB",
		"Field", "Relationship", "SQLModel", "int", "str", "bool", "float", "bytes", "list"}, name)
}

// className returns a name for the class of a field that is not taken.
func className(field string, taken map[string]bool) string {
	name := ""
	for _, part := range strings.FieldsFunc(field, func(r rune) bool { return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		name += strings.ToUpper(part[:1]) + part[1:]
	}
	for name == "" || unicode.IsDigit(rune(name[0])) || taken[name] || slices.Contains([]string{"Team", "Hero", "HeroTeamLink"}, name) || reserved(name) || !isIdentifier(name) {
		name = "Word" + name
	}
	taken[name] = true
	return name
}
