package sqldb

import (
	"regexp"
	"slices"
	"strings"
	"sync/atomic"

	"roster/data/model"
)

// Naming is how an engine finds the tables of a roster under the names that its database
// gives them. It holds for as long as the database is open.
type Naming struct {
	model.Names
	sources atomic.Pointer[map[string]source] // by the catalog that was read last
}

// source is how a table is read that needs more than other names for some columns.
type source struct {
	list  string // the select list if another column has one of roster's names; "" for all columns
	where string // which rows there are, "" for all
}

// NewNaming returns the naming by these names, those of the tutorial if there are none.
func NewNaming(names model.Names) *Naming {
	if names == (model.Names{}) {
		names = model.StandardNames()
	}
	n := &Naming{Names: names}
	n.sources.Store(&map[string]source{})
	return n
}

// RosterTable returns the table of the roster that has this name in the database, or "". fold
// ignores case.
func (n *Naming) RosterTable(stored string, fold bool) string {
	for _, t := range StandardTables {
		if name := n.Table(t.Name); name == stored || fold && strings.EqualFold(name, stored) {
			return t.Name
		}
	}
	return ""
}

// RosterColumn returns which column of the roster a table has under this name, "" for
// none.
func (n *Naming) RosterColumn(table, stored string) string {
	for _, c := range n.Columns(table) {
		if c.Stored != "" && strings.EqualFold(c.Stored, stored) {
			return c.Name
		}
	}
	return ""
}

// From returns what a query reads a table of the roster from, under the alias if there is one:
// the relation itself if all its columns have roster's names, otherwise a subquery that
// renames them. Both engines flatten it, so that indexes lead to its rows.
func (n *Naming) From(relation, table, alias string) string {
	special, isSpecial := (*n.sources.Load())[table]
	if !isSpecial && n.isPlain(table) {
		if alias == "" {
			return relation
		}
		return relation + " AS " + alias
	}
	if alias == "" {
		alias = table
	}
	list := special.list
	if list == "" {
		list = "*" + n.renamed(table)
	}
	return "(SELECT " + list + " FROM " + relation + special.where + ") AS " + alias
}

// isPlain reports whether all columns of a table have roster's names.
func (n *Naming) isPlain(table string) bool {
	return !slices.ContainsFunc(n.Columns(table), func(c model.Column) bool { return c.Name != c.Stored })
}

// renamed returns the columns that have other names, or are not there, as a query lists
// them after others.
func (n *Naming) renamed(table string) string {
	var list strings.Builder
	for _, c := range n.Columns(table) {
		switch {
		case c.Stored == "":
			list.WriteString(", " + absent(c.Name) + " AS " + Quote(c.Name))
		case c.Stored != c.Name:
			list.WriteString(", " + Quote(c.Stored) + " AS " + Quote(c.Name))
		}
	}
	return list.String()
}

// absent returns what a column reads as that the database does not have.
func absent(column string) string {
	if column == "age" {
		return "CAST(NULL AS INTEGER)"
	}
	return "''"
}

// Rename gives the tables of a catalog, which an engine read as they are stored, the
// names of the roster.
func (n *Naming) Rename(cat *Catalog) {
	cat.Names = n.Names
	sources := map[string]source{}
	for i := range cat.Tables {
		t := &cat.Tables[i]
		t.Stored = slices.Clone(t.Columns)
		var special source
		if list, clashes := n.rename(t); clashes {
			special.list = list
		}
		t.ClientKey = t.clientKey()
		special.where = t.usePair()
		if special != (source{}) {
			sources[t.Name] = special
		}
	}
	n.sources.Store(&sources)
	n.renameRules(cat)
}

// rename renames the columns of a table. It returns the select list that the table needs if a
// column that is not roster's has one of roster's names.
func (n *Naming) rename(t *Table) (list string, clashes bool) {
	taken := slices.Clone(t.Stored)
	for _, c := range n.Columns(t.Name) {
		taken = append(taken, c.Name)
	}
	names := map[string]string{} // those of the roster, by what the database calls them
	for i, f := range t.Fields {
		name := n.RosterColumn(t.Name, f.Name)
		if name == "" {
			name = f.Name
			if ContainsFold(StandardColumns(t.Name), name) {
				clashes, name = true, unused(name, taken)
				taken = append(taken, name)
			}
			list += ", " + Quote(f.Name) + " AS " + Quote(name)
		} else if strings.EqualFold(f.Name, name) {
			name = f.Name
			list += ", " + Quote(name)
		}
		names[f.Name], t.Fields[i].Name = name, name
	}
	for _, of := range [][]string{t.Columns, t.Computed} {
		for i, stored := range of {
			of[i] = names[stored]
		}
	}
	return strings.TrimPrefix(list+n.renamed(t.Name), ", "), clashes
}

// unused returns a name like this one that is not taken.
func unused(name string, taken []string) string {
	for ContainsFold(taken, name) {
		name += "_"
	}
	return name
}

// usePair makes the team and the hero the key of a membership that has an ID of its own, if
// the database enforces that a pair is unique. That ID is the database's: roster does not show
// it, and writes it only to restore a row. It returns the condition that a row is a
// membership: if the columns may be NULL, not every one is.
func (t *Table) usePair() (where string) {
	pair := t.Positions("team_id", "hero_id")
	if t.Name != model.LinkTable || slices.Contains(pair, -1) || isSameSet(t.Key, pair) || len(t.Key) != 1 ||
		!t.GeneratesIDs && (t.Kinds[t.Key[0]] == model.NumberKey || t.Kinds[t.Key[0]] == model.NoKey) {
		return ""
	}
	if !slices.ContainsFunc(t.Unique, func(unique []int) bool { return isSameSet(unique, pair) }) {
		return ""
	}
	for _, own := range t.Key {
		t.dropField(t.Columns[own])
	}
	t.Key = pair
	if t.Nullable[pair[0]] || t.Nullable[pair[1]] {
		return " WHERE " + Quote(t.Stored[pair[0]]) + " IS NOT NULL AND " + Quote(t.Stored[pair[1]]) + " IS NOT NULL"
	}
	return ""
}

// dropField removes a column from those that are displayed.
func (t *Table) dropField(column string) {
	for i := range t.Fields {
		if t.Fields[i].Name == column && !ContainsFold(StandardColumns(t.Name), column) {
			t.SurrogateKey = t.Fields[i]
			t.Fields = slices.Delete(t.Fields, i, i+1)
			return
		}
	}
}

// isSameSet reports whether both have the same positions, in any order.
func isSameSet(a, b []int) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}

// createIndex takes a CREATE INDEX statement apart, as schema.sql has it.
var createIndex = regexp.MustCompile(`^(CREATE INDEX \w+ ON )(\w+)( .*)$`)

// identifier is a name in a statement.
var identifier = regexp.MustCompile(`\w+`)

// IndexStatement returns a CREATE INDEX statement of the schema in the names of a
// database; ok is false if it is about a column that the database does not have.
func IndexStatement(n model.Names, create string) (statement string, ok bool) {
	parts := createIndex.FindStringSubmatch(create)
	if parts == nil || n == model.StandardNames() {
		return create, true
	}
	ok = true
	columns := n.Columns(parts[2])
	rest := identifier.ReplaceAllStringFunc(parts[3], func(name string) string {
		at := slices.IndexFunc(columns, func(c model.Column) bool { return c.Name == name })
		if at < 0 {
			return name
		}
		ok = ok && columns[at].Stored != ""
		return Quote(columns[at].Stored)
	})
	return parts[1] + Quote(n.Table(parts[2])) + rest, ok
}
