package adopt

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"roster/data/field"
	"roster/data/internal/sqldb"
	"roster/data/model"
)

// Choices are the tables and columns that the user names; those that are "" are searched for.
type Choices struct {
	Team, Hero, Link   string
	TeamName, HeroName string
	Flag, Place        string
	Secret             string
}

// Proposal is a roster as it could be read from a database.
type Proposal struct {
	Names      model.Names
	Words      model.Words // what its things would be called
	AddFlag    bool        // the memberships have no flag: a column is added
	CreateLink bool        // there are no memberships: a table is created
	FillFrom   string      // the column of the heroes that names their team, which fills that table; "" for none
	Others     []string    // further tables that could be the memberships
	Statements []string    // what has to be executed, in order
	Rows       []Row       // a few memberships as they would be shown
	Count      int64       // how many memberships there are, or would be
}

// Row is a membership as it would be shown.
type Row struct {
	Hero, Team string
	Standing   model.Standing
}

// Find searches for a roster among the tables of a database. The error has the code
// [model.NotARoster] if there is none, or if it is unclear which one is meant.
func Find(ctx context.Context, db *sqldb.DB, w Choices) (Proposal, error) {
	all, err := db.Engine.Relations(ctx, db.Read("Adopt"))
	if err != nil {
		return Proposal{}, db.Engine.Failure(err)
	}
	f := finder{path: db.Path, all: all, choices: w, numberFlags: !db.Engine.Traits().Remote}
	p, err := f.find()
	if err != nil {
		return p, err
	}
	p.Statements = f.statements(db.Engine, p)
	return p, db.Engine.Failure(p.readRows(ctx, db))
}

// finder searches for a roster.
type finder struct {
	path    string
	all     sqldb.Relations
	choices Choices

	numberFlags bool // 0 and 1 are false and true
}

// refuse returns an error that says why there is no roster.
func (f finder) refuse(format string, args ...any) error {
	args = append([]any{f.path}, args...)
	return model.Failf(model.NotARoster, nil, "%s can't be adopted: "+format+" Nothing was changed.", args...)
}

func (f finder) find() (Proposal, error) {
	for _, name := range []string{f.choices.Link, f.choices.Team, f.choices.Hero} {
		if name != "" && f.all.Named(name) == nil {
			return Proposal{}, f.refuse("there is no table %q. The tables are %s.", name, f.tables())
		}
	}
	links := f.links()
	switch {
	case len(links) > 0:
		return f.choose(links)
	case f.choices.Link != "":
		return Proposal{}, f.refuse("the table %q does not link teams and heroes: it needs foreign keys to two tables, which together are its primary key or unique.", f.choices.Link)
	}
	return f.unlinked()
}

// tables lists the tables for display.
func (f finder) tables() string {
	if len(f.all) == 0 {
		return "none"
	}
	names := make([]string, len(f.all))
	for i, t := range f.all {
		names[i] = t.Name
	}
	return strings.Join(names, ", ")
}

// choose proposes the link that is most like the one of a roster.
func (f finder) choose(links []linkTable) (Proposal, error) {
	slices.SortStableFunc(links, func(a, b linkTable) int { return cmp.Compare(b.likeness(), a.likeness()) })
	if len(links) > 1 && links[0].likeness() == links[1].likeness() {
		return Proposal{}, f.refuse("it has several tables that link two others: %s. Choose one with roster adopt --link TABLE.", strings.Join(described(links), ", "))
	}
	l := links[0]
	p := Proposal{Others: described(links[1:])}
	names, err := f.entityNames(l.team, l.hero)
	if err != nil {
		return p, err
	}
	names.Link, names.LinkTeam, names.LinkHero = l.table.Name, l.teamColumn, l.heroColumn
	names.Flag = f.flag(l.table)
	if p.AddFlag = names.Flag == ""; p.AddFlag {
		names.Flag = cmp.Or(f.choices.Flag, standardFlag)
	}
	p.Names = names
	return p, nil
}

// standardFlag is the name of the flag in the tutorial.
const standardFlag = "is_training"

// flagNames are what flags of training are called, that of the tutorial first.
var flagNames = []string{standardFlag, "in_training", "training", "is_trainee", "trainee"}

// flag returns the column of memberships that says who is in training, "" if there is none:
// the one that the user names, one that is called so, or the only one that is yes or no. One
// that says who is active would have the opposite meaning.
func (f finder) flag(t *sqldb.Relation) string {
	if f.choices.Flag != "" {
		c, _ := t.Column(f.choices.Flag)
		return c.Name
	}
	for _, name := range flagNames {
		if c, ok := t.Column(name); ok && (name == standardFlag || c.Kind == field.YesNo ||
			c.Kind == field.Whole && f.numberFlags) {
			return c.Name
		}
	}
	var flags []string
	for _, c := range t.Columns {
		if c.Kind == field.YesNo {
			flags = append(flags, c.Name)
		}
	}
	if len(flags) != 1 || containsAny(strings.ToLower(flags[0]), "active", "enabled", "approved", "confirmed",
		"accepted", "deleted") {
		return ""
	}
	return flags[0]
}

// unlinked proposes a table of memberships for a database that has none.
func (f finder) unlinked() (Proposal, error) {
	team, hero := f.chosenTable(f.choices.Team, teamWords), f.chosenTable(f.choices.Hero, heroWords)
	from := ""
	for i := range f.all {
		for _, r := range f.references(&f.all[i]) {
			if r.to != &f.all[i] && len(f.all[i].Key) == 1 && (team == nil || team == r.to) &&
				(hero == nil || hero == &f.all[i]) &&
				isLike(r.to.Name, teamWords)+isLike(f.all[i].Name, heroWords) > 0 {
				team, hero, from = r.to, &f.all[i], r.column
			}
		}
	}
	if team == nil || hero == nil || team == hero {
		return Proposal{}, f.refuse("no table links two others. Choose the tables of the teams and the heroes with roster adopt --team TABLE --hero TABLE. The tables are %s.", f.tables())
	}
	names, err := f.entityNames(team, hero)
	if err != nil {
		return Proposal{}, err
	}
	names.Link, names.LinkTeam, names.LinkHero, names.Flag = f.free("heroteamlink", "hero_team_link",
		"roster_link"), "team_id", "hero_id", cmp.Or(f.choices.Flag, standardFlag)
	return Proposal{Names: names, CreateLink: true, FillFrom: from}, nil
}

// free returns the first of the names that no table has.
func (f finder) free(names ...string) string {
	for _, name := range names {
		if f.all.Named(name) == nil {
			return name
		}
	}
	return names[len(names)-1]
}

// chosenTable returns the table that the user names, else the only one that is called so, or nil.
func (f finder) chosenTable(name string, words []string) *sqldb.Relation {
	if name != "" {
		return f.all.Named(name)
	}
	var found *sqldb.Relation
	for i := range f.all {
		if isLike(f.all[i].Name, words) > 0 {
			if found != nil {
				return nil
			}
			found = &f.all[i]
		}
	}
	return found
}

// entityNames returns the names of the tables of teams and of heroes.
func (f finder) entityNames(team, hero *sqldb.Relation) (model.Names, error) {
	n := model.Names{Team: team.Name, Hero: hero.Name}
	for _, of := range []struct {
		table    *sqldb.Relation
		wish     string
		flag     string
		id, name *string
	}{{team, f.choices.TeamName, "team", &n.TeamID, &n.TeamName}, {hero, f.choices.HeroName, "hero", &n.HeroID, &n.HeroName}} {
		if err := f.checkKey(of.table); err != nil {
			return n, err
		}
		*of.id = of.table.Key[0]
		if *of.name = nameColumn(of.table, of.wish); *of.name == "" {
			return n, f.refuse("table %q has no %s column: choose the column of the names with --name %s=COLUMN.", of.table.Name, cmp.Or(of.wish, "text"), of.flag)
		}
	}
	var err error
	if n.Headquarters, err = f.optional(team, f.choices.Place, "headquarters", field.Text, "--place"); err != nil {
		return n, err
	}
	if n.SecretName, err = f.optional(hero, f.choices.Secret, "secret_name", field.Text, "--secret"); err != nil {
		return n, err
	}
	n.Age, err = f.optional(hero, "", "age", field.Whole, "")
	return n, err
}

// checkKey refuses a table whose rows have no id that roster can read.
func (f finder) checkKey(t *sqldb.Relation) error {
	if len(t.Key) != 1 {
		return f.refuse("the primary key of table %q is not one column.", t.Name)
	}
	c, _ := t.Column(t.Key[0])
	switch {
	case c.Key == model.NoKey:
		return f.refuse("the ids of table %q (%s %s) are not whole numbers, texts or UUIDs, and roster can't use other types.", t.Name, c.Name, c.Type)
	case c.Key == model.NumberKey && (c.Kind != field.Whole || !t.GeneratesIDs):
		return f.refuse("the ids of table %q (%s %s) are not whole numbers that the database assigns, and roster can't assign them itself.", t.Name, c.Name, c.Type)
	}
	return nil
}

// optional returns a column that a roster can be without: the one that the user names, or
// the one of the usual name and kind.
func (f finder) optional(t *sqldb.Relation, wish, usual string, kind field.Kind, flag string) (string, error) {
	c, ok := t.Column(cmp.Or(wish, usual))
	switch {
	case ok && (c.Kind == kind || kind == field.Text && c.Kind == field.Word):
		return c.Name, nil
	case wish == "":
		return "", nil
	case ok:
		return "", f.refuse("column %q of table %q is not a text column: choose another one with %s.", wish, t.Name, flag)
	}
	return "", f.refuse("table %q has no column %q, which %s names.", t.Name, wish, flag)
}
