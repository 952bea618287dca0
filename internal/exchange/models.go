package exchange

import (
	"slices"
	"strconv"
	"strings"

	"roster/data"
	"roster/data/field"
	"roster/data/model"
)

// Models returns the SQLModel classes that fit a database whose tables are declared like
// this, ready to paste. Those of a plain roster are those of the tutorial. SQLModel 0.0.8
// and later can read them. isSince reports which field says since when members have been
// as they are: its default is the present.
func Models(declared func(table string) data.Declared, isSince func(field.Field) bool) string {
	m := newModels(isSince)
	team, hero, link := declared(model.TeamTable), declared(model.HeroTable), declared(model.LinkTable)
	teamClass, heroClass, linkClass := m.named(team.Table, "Team"), m.named(hero.Table, "Hero"), m.named(link.Table, "HeroTeamLink")
	toTeam, toHero := m.joinedBy(link, linkClass, "team_id"), m.joinedBy(link, linkClass, "hero_id")
	links := m.class(linkClass, link, []relation{{"team", strconv.Quote(teamClass), "hero_links", toTeam}, {"hero", strconv.Quote(heroClass), "team_links", toHero}})
	teams := m.class(teamClass, team, []relation{{"hero_links", "list[" + linkClass + "]", "team", toTeam}})
	heroes := m.class(heroClass, hero, []relation{{"team_links", "list[" + linkClass + "]", "hero", toHero}})
	return m.head() + strings.Join(slices.Concat(m.enums, []string{links, teams, heroes}), "\n\n")
}

// models are the classes in the making.
type models struct {
	isSince func(field.Field) bool
	imports map[string][]string // the names that are imported, by their module
	enums   []string            // classes for words
	taken   map[string]bool     // the names of classes
}

func newModels(isSince func(field.Field) bool) *models {
	return &models{isSince: isSince, imports: map[string][]string{"sqlmodel": {"Field", "Relationship", "SQLModel"}}, taken: map[string]bool{}}
}

// use returns a name that a module has, and sees to it that it is imported.
func (m *models) use(module, name string) string {
	if !slices.Contains(m.imports[module], name) {
		m.imports[module] = append(m.imports[module], name)
	}
	return name
}

// head returns the imports: those of Python itself first.
func (m *models) head() string {
	var own, others string
	for _, module := range []string{"datetime", "decimal", "enum", "typing", "uuid"} {
		own += m.importLine(module)
	}
	for _, module := range []string{"sqlalchemy", "sqlalchemy.dialects.postgresql", "sqlmodel"} {
		others += m.importLine(module)
	}
	if own != "" {
		own += "\n"
	}
	return own + others + "\n\n"
}

// importLine returns the line that imports what is used of a module, "" for nothing.
func (m *models) importLine(module string) string {
	if len(m.imports[module]) == 0 {
		return ""
	}
	return "from " + module + " import " + strings.Join(slices.Sorted(slices.Values(m.imports[module])), ", ") + "\n"
}

// named returns the name for the class of a table: the one in the tutorial if SQLModel
// gives the table of such a class this name.
func (m *models) named(table, class string) string {
	if table == strings.ToLower(class) {
		m.taken[class] = true
		return class
	}
	return m.className(table)
}

// relation is an attribute that leads to another class, and the one that leads back.
type relation struct{ name, class, back, joined string }

// joinedBy returns what a relation must be told if several columns of a membership refer to
// the table that it leads to: which of them it follows.
func (m *models) joinedBy(link data.Declared, class, seed string) string {
	at := slices.IndexFunc(link.Columns, func(c data.DeclaredColumn) bool { return c.Seed == seed })
	table, _, _ := strings.Cut(link.Columns[at].Refers, ".")
	n := 0
	for _, c := range link.Columns {
		if to, _, _ := strings.Cut(c.Refers, "."); to == table {
			n++
		}
	}
	if n == 1 {
		return ""
	}
	return `, sa_relationship_kwargs={"foreign_keys": ` + python("["+class+"."+m.attributeName(link.Columns[at].Name, map[string]bool{"team": true, "hero": true})+"]") + "}"
}

// class returns a class: its columns, and the relations to other classes.
func (m *models) class(name string, d data.Declared, relations []relation) string {
	groups := [][]string{m.tableLines(name, d), nil, nil}
	used := map[string]bool{}
	for _, r := range relations {
		used[r.name] = true
		groups[2] = append(groups[2], r.name+": "+r.class+" = Relationship(back_populates="+strconv.Quote(r.back)+r.joined+")")
	}
	for _, c := range d.Columns {
		groups[1] = append(groups[1], m.attribute(c, used))
	}
	text := "class " + name + "(SQLModel, table=True):\n"
	for i, lines := range groups {
		if i > 0 && len(groups[i-1]) > 0 {
			text += "\n"
		}
		for _, line := range lines {
			text += "    " + line + "\n"
		}
	}
	return text
}

// tableLines returns what a class says of the table as a whole.
func (m *models) tableLines(class string, d data.Declared) (lines []string) {
	if d.Table != strings.ToLower(class) {
		lines = append(lines, "__tablename__ = "+python(d.Table))
	}
	if len(d.Unique) == 0 {
		return lines
	}
	lines = append(lines, "__table_args__ = (")
	for _, columns := range d.Unique {
		names := make([]string, len(columns))
		for i, column := range columns {
			names[i] = python(column)
		}
		lines = append(lines, "    "+m.use("sqlalchemy", "UniqueConstraint")+"("+strings.Join(names, ", ")+"),")
	}
	return append(lines, ")")
}
