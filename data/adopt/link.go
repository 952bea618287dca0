package adopt

import (
	"slices"
	"strings"

	"roster/data/field"
	"roster/data/internal/sqldb"
)

// linkTable is a table each row of which links a team and a hero.
type linkTable struct {
	table                  *sqldb.Relation
	team, hero             *sqldb.Relation
	teamColumn, heroColumn string
	chosen                 bool // the user named it
}

// reference is a column that refers to the rows of another table.
type reference struct {
	column string
	to     *sqldb.Relation
}

// The words that distinguish tables of teams from tables of heroes.
var (
	teamWords = []string{
		"team", "project", "group", "club", "course", "crew", "squad", "organization", "organisation", "company",
		"department", "room", "event", "class",
	}
	heroWords = []string{
		"hero", "user", "person", "people", "member", "student", "employee", "player", "worker", "volunteer",
		"participant", "account", "contact", "author",
	}
)

// links returns the tables that link two others, or the one that the user names.
func (f finder) links() []linkTable {
	var links []linkTable
	for i := range f.all {
		t := &f.all[i]
		if f.choices.Link != "" && !strings.EqualFold(t.Name, f.choices.Link) {
			continue
		}
		references := f.references(t)
		for a, first := range references {
			for _, second := range references[a+1:] {
				if l, ok := f.link(t, first, second); ok {
					links = append(links, l)
				}
			}
		}
	}
	return links
}

// link returns the link of two references, and whether it is one: they are to two tables,
// and no pair is there twice.
func (f finder) link(t *sqldb.Relation, a, b reference) (linkTable, bool) {
	pair := []string{a.column, b.column}
	if a.to == b.to || a.to == t || b.to == t ||
		!isSame(t.Key, pair) && !slices.ContainsFunc(t.Unique,
			func(unique []string) bool { return isSame(unique, pair) }) {
		return linkTable{}, false
	}
	if f.isHero(a.to, b.to) {
		a, b = b, a
	}
	l := linkTable{t, a.to, b.to, a.column, b.column, f.choices.Link != ""}
	fits := func(t *sqldb.Relation, wish string) bool { return wish == "" || strings.EqualFold(t.Name, wish) }
	return l, fits(l.team, f.choices.Team) && fits(l.hero, f.choices.Hero)
}

// isHero reports whether the first of two tables is the one of heroes: by the user's choice,
// or else by their names.
func (f finder) isHero(first, second *sqldb.Relation) bool {
	switch {
	case strings.EqualFold(f.choices.Hero, first.Name), strings.EqualFold(f.choices.Team, second.Name):
		return true
	case strings.EqualFold(f.choices.Hero, second.Name), strings.EqualFold(f.choices.Team, first.Name):
		return false
	}
	return isLike(first.Name, heroWords)+isLike(second.Name, teamWords) >
		isLike(first.Name, teamWords)+isLike(second.Name, heroWords)
}

// references returns the columns of a table that refer to the key of another: by a foreign
// key, or if there is none, by their names.
func (f finder) references(t *sqldb.Relation) []reference {
	var found []reference
	for _, c := range t.Columns {
		to := f.declared(t, c.Name)
		if to == nil {
			to = f.byName(c)
		}
		if to != nil {
			found = append(found, reference{c.Name, to})
		}
	}
	return found
}

// declared returns the table to whose key a column refers alone, or nil.
func (f finder) declared(t *sqldb.Relation, column string) *sqldb.Relation {
	for _, r := range t.References {
		if len(r.Columns) != 1 || !strings.EqualFold(r.Columns[0], column) {
			continue
		}
		if to := f.all.Named(r.Table); to != nil && len(to.Key) == 1 &&
			(len(r.To) == 0 || strings.EqualFold(r.To[0], to.Key[0])) {
			return to
		}
	}
	return nil
}

// byName returns the table that a column without a foreign key is named for, or nil:
// hero_id is of the table hero, or heroes. It holds such ids as the key of that table.
func (f finder) byName(column sqldb.RelationColumn) *sqldb.Relation {
	name, ok := strings.CutSuffix(strings.ToLower(column.Name), "_id")
	if !ok {
		return nil
	}
	for _, ending := range []string{"", "s", "es"} {
		t := f.all.Named(name + ending)
		if t == nil || len(t.Key) != 1 {
			continue
		}
		if key, _ := t.Column(t.Key[0]); key.Key.IsLike(column.Key) {
			return t
		}
	}
	return nil
}

// likeness returns how similar a link is to that of a roster.
func (l linkTable) likeness() int {
	likeness := 2*isLike(l.team.Name, teamWords[:1]) + 2*isLike(l.hero.Name, heroWords[:1]) +
		isLike(l.team.Name, teamWords) + isLike(l.hero.Name, heroWords)
	if _, ok := l.table.Column(standardFlag); ok {
		likeness += 8
	}
	return likeness
}

// described describes the links for display.
func described(links []linkTable) []string {
	texts := make([]string, len(links))
	for i, l := range links {
		texts[i] = l.table.Name + " (" + l.team.Name + " and " + l.hero.Name + ")"
	}
	return texts
}

// nameColumn returns the column with the names of a table's rows: the one that the user
// means, one that is called so, or the first of texts; "" if there is none.
func nameColumn(t *sqldb.Relation, wish string) string {
	isText := func(c sqldb.RelationColumn) bool { return c.Kind == field.Text }
	if wish != "" {
		if c, ok := t.Column(wish); ok && isText(c) {
			return c.Name
		}
		return ""
	}
	for _, usual := range []string{"name", "full_name", "fullname", "display_name", "title", "username",
		"user_name", "label"} {
		if c, ok := t.Column(usual); ok && isText(c) {
			return c.Name
		}
	}
	if at := slices.IndexFunc(t.Columns, isText); at >= 0 {
		return t.Columns[at].Name
	}
	return ""
}

// isLike reports, as 1 or 0, whether a table is called by one of the words.
func isLike(table string, words []string) int {
	if containsAny(strings.ToLower(table), words...) {
		return 1
	}
	return 0
}

func containsAny(text string, words ...string) bool {
	return slices.ContainsFunc(words, func(word string) bool { return strings.Contains(text, word) })
}

// isSame reports whether both have the same names, in any order.
func isSame(a, b []string) bool {
	return len(a) == len(b) && !slices.ContainsFunc(a, func(name string) bool { return !sqldb.ContainsFold(b, name) })
}
