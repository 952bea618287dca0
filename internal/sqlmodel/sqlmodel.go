// Package sqlmodel generates the Python classes of SQLModel that match the tables of a
// database.
package sqlmodel

import (
	"slices"
	"strconv"
	"strings"

	"roster/data"
	"roster/data/field"
	"roster/data/model"
)

// Classes returns the SQLModel classes that fit a database whose tables are declared like
// this, ready to paste. Those of a plain roster are those of the tutorial. SQLModel 0.0.8
// and later can read them. isSince reports which field says since when members have been
// as they are: its default is the present.
func Classes(declared func(table string) data.Declared, isSince func(field.Field) bool) string {
	g := newGenerator(isSince)
	team, hero, link := declared(model.TeamTable), declared(model.HeroTable), declared(model.LinkTable)
	teamClass, heroClass := g.named(team.Table, "Team"), g.named(hero.Table, "Hero")
	linkClass := g.named(link.Table, "HeroTeamLink")
	toTeam, toHero := g.joinedBy(link, linkClass, "team_id"), g.joinedBy(link, linkClass, "hero_id")
	links := g.class(linkClass, link, []relation{
		{"team", strconv.Quote(teamClass), "hero_links", toTeam},
		{"hero", strconv.Quote(heroClass), "team_links", toHero},
	})
	teams := g.class(teamClass, team, []relation{{"hero_links", "list[" + linkClass + "]", "team", toTeam}})
	heroes := g.class(heroClass, hero, []relation{{"team_links", "list[" + linkClass + "]", "hero", toHero}})
	return g.head() + strings.Join(slices.Concat(g.enums, []string{links, teams, heroes}), "\n\n")
}

// generator puts the classes together.
type generator struct {
	isSince func(field.Field) bool
	imports map[string][]string // the names that are imported, by their module
	enums   []string            // classes for words
	taken   map[string]bool     // the names of classes
}

func newGenerator(isSince func(field.Field) bool) *generator {
	imports := map[string][]string{"sqlmodel": {"Field", "Relationship", "SQLModel"}}
	return &generator{isSince: isSince, imports: imports, taken: map[string]bool{}}
}

// use returns a name of a module, and imports it.
func (g *generator) use(module, name string) string {
	if !slices.Contains(g.imports[module], name) {
		g.imports[module] = append(g.imports[module], name)
	}
	return name
}

// head returns the imports: those of Python itself first.
func (g *generator) head() string {
	var own, others string
	for _, module := range []string{"datetime", "decimal", "enum", "typing", "uuid"} {
		own += g.importLine(module)
	}
	for _, module := range []string{"sqlalchemy", "sqlalchemy.dialects.postgresql", "sqlmodel"} {
		others += g.importLine(module)
	}
	if own != "" {
		own += "\n"
	}
	return own + others + "\n\n"
}

// importLine returns the line that imports what is used of a module, "" for nothing.
func (g *generator) importLine(module string) string {
	if len(g.imports[module]) == 0 {
		return ""
	}
	return "from " + module + " import " + strings.Join(slices.Sorted(slices.Values(g.imports[module])), ", ") + "\n"
}

// named returns the name for the class of a table: the one in the tutorial if SQLModel
// gives the table of such a class this name.
func (g *generator) named(table, class string) string {
	if table == strings.ToLower(class) {
		g.taken[class] = true
		return class
	}
	return g.className(table)
}

// relation is an attribute that leads to another class, and the one that leads back.
type relation struct{ name, class, back, joined string }

// joinedBy returns what a relation must be told if several columns of a membership refer to
// the table that it leads to: which of them it follows.
func (g *generator) joinedBy(link data.Declared, class, column string) string {
	at := slices.IndexFunc(link.Columns, func(c data.DeclaredColumn) bool { return c.Standard == column })
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
	attribute := g.attributeName(link.Columns[at].Name, map[string]bool{"team": true, "hero": true})
	return `, sa_relationship_kwargs={"foreign_keys": ` + python("["+class+"."+attribute+"]") + "}"
}

// class returns a class: its columns, and the relations to other classes.
func (g *generator) class(name string, d data.Declared, relations []relation) string {
	groups := [][]string{g.tableLines(name, d), nil, nil}
	used := map[string]bool{}
	for _, r := range relations {
		used[r.name] = true
		relationship := "Relationship(back_populates=" + strconv.Quote(r.back) + r.joined + ")"
		groups[2] = append(groups[2], r.name+": "+r.class+" = "+relationship)
	}
	for _, c := range d.Columns {
		groups[1] = append(groups[1], g.attribute(c, used))
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
func (g *generator) tableLines(class string, d data.Declared) (lines []string) {
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
		lines = append(lines, "    "+g.use("sqlalchemy", "UniqueConstraint")+"("+strings.Join(names, ", ")+"),")
	}
	return append(lines, ")")
}
