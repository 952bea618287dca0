package sqlmodel

import (
	"strconv"
	"strings"

	"roster/data"
	"roster/data/field"
)

// attribute returns the line of a column.
func (g *generator) attribute(c data.DeclaredColumn, used map[string]bool) string {
	if c.Computed && !c.IsKey {
		return "# " + comment(c.Name) + " is computed by the database"
	}
	typ, column := g.typeOf(c.Field)
	if typ == "" {
		return "# " + comment(c.Name) + " has the type " + comment(c.Type) + ", for which there is no class here"
	}
	name := g.attributeName(c.Name, used)
	used[name] = true
	value, server := g.defaults(c, typ)
	if c.Nullable || c.IsKey && value == "default=None" || server != "" {
		typ += " | None"
	}
	var args []string
	if column != "" || c.OnDelete != "" {
		args = []string{g.column(c, name, column, server)}
	} else {
		args = g.fieldArgs(c, name, server)
	}
	isFactory := strings.HasPrefix(value, "default_factory=")
	switch {
	case value == "" && len(args) == 0:
		return name + ": " + typ
	case len(args) == 0 && !isFactory:
		return name + ": " + typ + " = " + strings.TrimPrefix(value, "default=")
	case value != "":
		args = append([]string{value}, args...)
	}
	return name + ": " + typ + " = Field(" + strings.Join(args, ", ") + ")"
}

// fieldArgs returns what Field is told about a column whose type follows from that of the
// attribute. Only arguments that SQLModel 0.0.8 has are used.
func (g *generator) fieldArgs(c data.DeclaredColumn, name, server string) (args []string) {
	if c.Refers != "" {
		args = append(args, "foreign_key="+python(c.Refers))
	}
	args = append(args, keyArgs(c)...)
	if c.Kind == field.Text && c.Limit > 0 {
		args = append(args, "max_length="+strconv.Itoa(c.Limit))
	}
	if server != "" && !c.Nullable {
		args = append(args, "nullable=False")
	}
	var kwargs []string
	if name != c.Name {
		kwargs = append(kwargs, `"name": `+python(c.Name))
	}
	if server != "" {
		kwargs = append(kwargs, `"server_default": `+server)
	}
	if len(kwargs) > 0 {
		args = append(args, "sa_column_kwargs={"+strings.Join(kwargs, ", ")+"}")
	}
	return args
}

// column returns the column of SQLAlchemy, for what Field can't be told in every version. One
// without a type has that of the column that it refers to.
func (g *generator) column(c data.DeclaredColumn, name, typ, server string) string {
	var parts []string
	if name != c.Name {
		parts = append(parts, python(c.Name))
	}
	if typ != "" {
		parts = append(parts, typ)
	}
	if c.Refers != "" {
		parts = append(parts, g.foreignKey(c))
	}
	if !c.Nullable && !c.IsKey {
		parts = append(parts, "nullable=False")
	}
	parts = append(parts, keyArgs(c)...)
	if server != "" {
		parts = append(parts, "server_default="+server)
	}
	return "sa_column=" + g.use("sqlalchemy", "Column") + "(" + strings.Join(parts, ", ") + ")"
}

// keyArgs returns what both Field and the column of SQLAlchemy are told.
func keyArgs(c data.DeclaredColumn) (args []string) {
	if c.IsKey {
		args = append(args, "primary_key=True")
	}
	if c.Standard == "name" || c.Standard == "age" {
		args = append(args, "index=True")
	}
	if c.IsUnique {
		args = append(args, "unique=True")
	}
	return args
}

// foreignKey returns what a column refers to, as SQLAlchemy writes it.
func (g *generator) foreignKey(c data.DeclaredColumn) string {
	key := g.use("sqlalchemy", "ForeignKey") + "(" + python(c.Refers)
	if c.OnDelete != "" {
		key += ", ondelete=" + python(c.OnDelete)
	}
	return key + ")"
}

// defaults returns what Field is told of the default of a column that has this type in
// Python, and what the database has to work out.
func (g *generator) defaults(c data.DeclaredColumn, typ string) (value, server string) {
	if c.IsKey {
		return g.keyDefault(c, typ), ""
	}
	if c.Standard == "is_training" && !c.Nullable && c.Default == "" {
		return "default=False", ""
	}
	if server = g.serverDefault(c.Field); server != "" {
		return "default=None", server
	}
	return g.defaultOf(c.Field, typ), ""
}

// keyDefault returns what Field is told of the default of a key: new UUIDs are made by the program,
// and ids that are neither numbers nor UUIDs have none.
func (g *generator) keyDefault(c data.DeclaredColumn, typ string) string {
	switch {
	case c.Refers != "" || c.Default != "" || typ == "int":
		return "default=None"
	case typ == "UUID":
		return "default_factory=" + g.use("uuid", "uuid4")
	case typ == "str" && c.Kind == field.UUID:
		g.use("uuid", "uuid4")
		return "default_factory=lambda: str(uuid4())"
	case typ == "bytes":
		g.use("uuid", "uuid4")
		return "default_factory=lambda: uuid4().bytes"
	}
	return ""
}

// serverDefault returns the default that the database works out, "" for none.
func (g *generator) serverDefault(f field.Field) string {
	_, known := f.DefaultText()
	if f.Kind == field.JSON || f.Kind == field.Array {
		known = false // the database reads the text
	}
	if known || f.Default == "" || g.isSince(f) {
		return ""
	}
	return g.use("sqlalchemy", "text") + "(" + python(f.Default) + ")"
}

// defaultOf returns what Field is told of the default of a field that has this type in
// Python.
func (g *generator) defaultOf(f field.Field, typ string) string {
	text, known := f.DefaultText()
	switch {
	case !known && g.isSince(f) && f.Kind == field.Date:
		return "default_factory=date.today"
	case !known && g.isSince(f): // as roster does, in UTC
		now := "default_factory=lambda: datetime.now(" + g.use("datetime", "UTC") + ")"
		if !f.IsZoned() {
			now += ".replace(tzinfo=None)"
		}
		return now
	case !known && f.Nullable:
		return "default=None"
	case !known:
		return ""
	}
	switch {
	case typ == "bool":
		return "default=" + map[string]string{"yes": "True", "no": "False"}[text]
	case typ == "int" || typ == "float":
		return "default=" + text
	case typ == "Decimal" || typ == "UUID":
		return "default=" + typ + "(" + python(text) + ")"
	case typ == "date" || typ == "datetime" || typ == "time":
		return "default=" + typ + ".fromisoformat(" + python(text) + ")"
	case f.Kind == field.Word && typ != "str":
		return "default=" + typ + "." + text
	}
	return "default=" + python(text)
}
