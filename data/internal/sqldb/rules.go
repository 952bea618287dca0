package sqldb

import (
	"slices"
	"strings"

	"roster/data/model"
)

// Rules are what the database itself demands of the rows of the three tables, and
// what it does with them.
type Rules struct {
	Uniques     []Unique
	ForeignKeys []ForeignKey
	Triggers    []Trigger
}

// Unique is a rule that no two rows of a table have the same values.
type Unique struct {
	Table   string
	Name    string   // of the index
	Parts   []string // the columns and expressions, in the words of the engine
	Columns []string // the column that a part is, "" for an expression
	Where   string   // which rows it is about; "" for all
}

// Covers reports whether the rule depends on a column.
func (u Unique) Covers(column string) bool {
	return ContainsFold(u.Columns, column) || slices.ContainsFunc(append(u.expressions(), u.Where), func(text string) bool {
		return strings.Contains(strings.ToLower(text), strings.ToLower(column))
	})
}

// expressions returns the parts that are no columns.
func (u Unique) expressions() []string {
	var texts []string
	for i, part := range u.Parts {
		if u.Columns[i] == "" {
			texts = append(texts, part)
		}
	}
	return texts
}

// ForeignKey is one by which rows of a table refer to those of one of the
// three tables.
type ForeignKey struct {
	From     string   // the table that refers, as statements name it
	Name     string   // the name of the table for display
	Own      string   // the same table, if it is one of the three
	Columns  []string // its columns
	To       string   // the table that it refers to
	Keys     []string // the columns there
	Action   string   // on deletion: "" if it is refused, else CASCADE, SET NULL or SET DEFAULT
	IsHidden bool     // its rows can't be read
	IsMember bool     // it leads from a membership to its team or its hero
}

// String returns the referring table and its columns for display.
func (f ForeignKey) String() string {
	return model.Brief(f.Name) + " (" + model.Brief(strings.Join(f.Columns, ", ")) + ")"
}

// Trigger is one on one of the three tables.
type Trigger struct {
	Table     string
	Name      string
	OnDelete  bool     // it runs when rows are deleted
	Refuses   bool     // it can keep rows from being written
	Sets      []Column // what it fills in, of the three tables
	IsDerived bool     // what it writes is worked out from the rows, or rows of its own: nothing is lost by it
}

// Column is a column of a table.
type Column struct{ Table, Name string }

// UniquesOf returns the rules of uniqueness of a table.
func (r Rules) UniquesOf(table string) []Unique {
	return slices.DeleteFunc(slices.Clone(r.Uniques), func(u Unique) bool { return u.Table != table })
}

// OtherReferences returns the foreign keys without those of memberships to their teams and
// heroes: roster deletes the memberships first.
func (r Rules) OtherReferences() []ForeignKey {
	return slices.DeleteFunc(slices.Clone(r.ForeignKeys), func(f ForeignKey) bool { return f.IsMember })
}

// ReferencesTo returns those of them that lead to a table.
func (r Rules) ReferencesTo(table string) []ForeignKey {
	return slices.DeleteFunc(r.OtherReferences(), func(f ForeignKey) bool { return f.To != table })
}

// IsSetByTrigger reports whether a trigger fills in a column of a table: what it holds is not
// the user's doing.
func (r Rules) IsSetByTrigger(table, column string) bool {
	return slices.ContainsFunc(r.Triggers, func(t Trigger) bool {
		return slices.ContainsFunc(t.Sets, func(c Column) bool { return c.Table == table && strings.EqualFold(c.Name, column) })
	})
}

// HasTriggers reports whether a table has triggers.
func (r Rules) HasTriggers(table string) bool {
	return slices.ContainsFunc(r.Triggers, func(t Trigger) bool { return t.Table == table })
}

// ReactsToDeletion returns the first trigger that may change or delete more than the
// row when one of a table is deleted, nil for none.
func (r Rules) ReactsToDeletion(table string) *Trigger {
	at := slices.IndexFunc(r.Triggers, func(t Trigger) bool { return t.Table == table && t.OnDelete && !t.IsDerived })
	if at < 0 {
		return nil
	}
	return &r.Triggers[at]
}

// RefusesDeletion reports whether a trigger may keep rows of a table from being deleted.
func (r Rules) RefusesDeletion(table string) bool {
	return slices.ContainsFunc(r.Triggers, func(t Trigger) bool { return t.Table == table && t.OnDelete && t.Refuses })
}

// renameRules gives the rules of a catalog, which an engine read as they are stored, the
// names of the roster.
func (n *Naming) renameRules(cat *Catalog) {
	named := func(table, stored string) string {
		if t := cat.Table(table); t != nil {
			if at := slices.IndexFunc(t.Stored, func(name string) bool { return strings.EqualFold(name, stored) }); at >= 0 {
				return t.Columns[at]
			}
		}
		return stored
	}
	for _, u := range cat.Uniques {
		for i, column := range u.Columns {
			u.Columns[i] = named(u.Table, column)
		}
	}
	for _, f := range cat.ForeignKeys {
		for i, key := range f.Keys {
			f.Keys[i] = named(f.To, key)
		}
	}
	for _, t := range cat.Triggers {
		for i, set := range t.Sets {
			t.Sets[i].Name = named(set.Table, set.Name)
		}
	}
}
