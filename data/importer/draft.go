package importer

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"

	"roster/data/field"
	"roster/data/model"
)

// Draft is the contents of a file, teams, heroes and memberships, before they are matched with
// a database. It is compact: a million heroes with five million memberships take some 150 MB.
// A reader fills it in with [Draft.Team], [Draft.Hero], [Draft.Link] and [Draft.Problem], in
// the order of the file.
type Draft struct {
	teams, heroes entities
	links         draftLinks
	problems      Problems
	ranked        [2][]uint32 // the entities by rank, if the links point to ranks
	broken        bool        // the file could not be read to its end
	finished      bool
	startTraining bool                     // new memberships are in training if the file does not say
	fields        map[string][]field.Field // that files have, by the table; nil if it was made for no database
	given         map[fieldKey]bool        // the fields that the file has values of
	words         model.Words
	spell         func(field.Field, any) (any, error)
	nullableFlag  bool // the flag of a membership may be NULL
}

// fieldKey is a field of a table.
type fieldKey struct{ table, name string }

// NewDraft returns an empty draft, for a roster without custom fields.
func NewDraft() *Draft {
	d := &Draft{given: map[fieldKey]bool{}}
	d.teams, d.heroes = newEntities(teamWords, d), newEntities(heroWords, d)
	return d
}

// Words returns what the roster calls its teams, its heroes and their standings.
func (d *Draft) Words() model.Words { return d.words }

// NewDraft returns an empty draft that knows the fields of this database.
func (im *Importer) NewDraft() *Draft {
	d := NewDraft()
	keys := im.db.Catalog().Keys()
	d.teams.setKeys(keys.Team)
	d.heroes.setKeys(keys.Hero)
	d.words, d.spell, d.fields, d.nullableFlag = im.db.Words, im.db.Engine.NormalizeOffline,
		im.db.Catalog().AllStoredFields(), im.db.FlagIsNullable()
	return d
}

// Keys returns what the ids of a table are.
func (d *Draft) Keys(table string) model.KeyKind {
	if table == model.TeamTable {
		return d.teams.keys
	}
	return d.heroes.keys
}

// Expect makes the draft accept a field that has not been added to the database yet. Such a
// draft only finds problems of the file, see [Draft.Check]: it can't be planned.
func (d *Draft) Expect(f field.New) error {
	added, err := f.Field()
	if err != nil {
		return err
	}
	d.fields = maps.Clone(d.fields)
	d.fields[f.Table] = append(slices.Clip(d.fields[f.Table]), added)
	return nil
}

// Check returns the problems of the file, independently of the database.
func (d *Draft) Check() Problems {
	if !d.broken {
		d.unifyEntities()
	}
	return d.problems
}

// Problem is something that keeps a file from being imported.
type Problem struct {
	Line int // in the file, from 1; 0 for the whole file
	Text string
}

// maxProblems is how many problems of a file are named; the rest is counted.
const maxProblems = 50

// Problems are what keeps a file from being imported, by line, the first 50.
type Problems struct {
	List  []Problem
	Count int // those not listed included
}

func (p *Problems) add(line int, format string, args ...any) {
	if p.Count++; p.Count <= maxProblems {
		p.List = append(p.List, Problem{line, fmt.Sprintf(format, args...)})
	}
}

// merge adds the problems of q, and sorts by line.
func (p *Problems) merge(q Problems) {
	p.Count += q.Count
	p.List = append(p.List, q.List...)
	slices.SortStableFunc(p.List, func(a, b Problem) int { return cmp.Compare(a.Line, b.Line) })
	p.List = p.List[:min(len(p.List), maxProblems)]
}

// Entry is one entry of a file for a team or a hero. Values that the file does not have are
// not set.
type Entry struct {
	Line    int
	ID      Maybe[model.ID]
	Name    Maybe[string]
	Text    Maybe[string] // the headquarters of a team, the secret name of a hero
	IsNull  bool          // Text is NULL, if that may be stored, and not an empty text
	Age     model.Age     // of a hero
	AgeSaid bool          // Age counts, also if it is unknown
	Fields  []FieldValue
}

// Maybe is a value, or nothing.
type Maybe[T any] struct {
	Value T
	Set   bool
}

// Just returns a value that is set.
func Just[T any](v T) Maybe[T] { return Maybe[T]{v, true} }

// Entity points to a team or a hero of a draft.
type Entity uint32

// maxEntities is how many teams or heroes a draft holds: a link has 28 bits.
const maxEntities = int(linkTeam)

// Team adds an entry of a team. Entries with the same ID, or without one and with the same
// name, are of the same team.
func (d *Draft) Team(m Entry) Entity { return d.teams.addEntry(m, &d.problems) }

// Hero adds an entry of a hero; see [Draft.Team].
func (d *Draft) Hero(m Entry) Entity { return d.heroes.addEntry(m, &d.problems) }

// Link adds a membership, and the values of its fields. [model.Absent] means that the file
// does not say whether it is training.
func (d *Draft) Link(line int, team, hero Entity, standing model.Standing, fields ...FieldValue) {
	d.addLink(newDraftLink(line, team, hero, standing), line, fields)
}

// NullLink adds a membership whose flag is NULL if it is new: an existing one keeps its flag.
// [Draft.FlagIsNullable] reports whether that is allowed.
func (d *Draft) NullLink(line int, team, hero Entity, fields ...FieldValue) {
	l := newDraftLink(line, team, hero, model.Absent)
	l.team |= linkTraining // which is not said
	d.addLink(l, line, fields)
}

// FlagIsNullable reports whether the flag of a membership may be NULL in the database.
func (d *Draft) FlagIsNullable() bool { return d.nullableFlag }

func (d *Draft) addLink(l draftLink, line int, fields []FieldValue) {
	if len(fields) > 0 {
		if d.links.fields.isFull() {
			d.problems.add(line, "there are too many memberships: import the file in parts")
			return
		}
		d.links.give(&l, pack(fields))
	}
	d.links.add(l)
}

// Problem notes why the file can't be imported. A line of 0 is the whole file.
func (d *Draft) Problem(line int, format string, args ...any) {
	d.problems.add(line, format, args...)
}

// Broken notes why the file can't be read on. What was read of it is then not
// compared with the database.
func (d *Draft) Broken(line int, format string, args ...any) {
	d.broken = true
	d.problems.add(line, format, args...)
}

// Wrong returns how many problems were noted so far.
func (d *Draft) Wrong() int { return d.problems.Count }

// Rows returns how many teams, heroes and memberships were read so far.
func (d *Draft) Rows() int { return d.teams.len() + d.heroes.len() + d.links.len() }

// unifyEntities decides which entries without an ID are of an entity that has one. It may be called
// again.
func (d *Draft) unifyEntities() {
	if d.finished {
		return
	}
	d.finished = true
	d.teams.unifyByName(&d.problems)
	d.heroes.unifyByName(&d.problems)
	for _, l := range d.links.all() {
		l.setEnds(d.teams.root(l.teamAt()), d.heroes.root(l.hero))
	}
}

// resetLinks makes the memberships point to their entities again, for another plan.
func (d *Draft) resetLinks() {
	if d.ranked[0] == nil {
		return
	}
	for _, l := range d.links.all() {
		l.setEnds(d.ranked[0][l.teamAt()], d.ranked[1][l.hero])
		l.setOutcome(linkAdded)
	}
	d.ranked = [2][]uint32{}
}

func clampLine(line int) uint32 { return uint32(min(line, math.MaxUint32)) }
