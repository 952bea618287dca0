package importer

import (
	"roster/data/internal/sqldb"
	"roster/data/model"
)

// entityWords are the words for the entities of a draft.
type entityWords struct {
	table  string // the table, and the word for one of them
	many   string // the word for several
	column string // the column of their second text
	id     string // the column of their id in a file
	text   string // the name for display of the second text
	secret bool   // the second text is not to be shown
}

var (
	teamWords = entityWords{
		table: model.TeamTable, many: "teams", column: "headquarters", id: "team_id", text: "headquarters",
	}
	heroWords = entityWords{
		table: model.HeroTable, many: "heroes", column: "secret_name", id: "hero_id", text: "secret name", secret: true,
	}
)

// entity is a team or a hero of a draft.
type entity struct {
	id, age      int64 // the code of the id
	name, text   span
	more         span // what it is given in its fields
	line         uint32
	byID, byName uint32 // the next one in the chain, counted from 1; 0 at its end
	says         uint8
	alias        bool // it is the one at the index id
}

// What a draft says about an entity.
const (
	saysID uint8 = 1 << iota
	saysName
	saysText
	saysAge
	saysYears // the age is known
	saysMore  // a field of its own
	saysNull  // the text is NULL, not an empty one
)

// entities are the teams or the heroes of a draft. They hold no pointers, and
// their texts lie in one arena: that is half the memory of strings and maps.
type entities struct {
	entityWords
	blocks[entity]
	arena
	entityIndex
	idCodes
	draft *Draft
}

func newEntities(w entityWords, d *Draft) entities {
	return entities{entityWords: w, entityIndex: newIndex(), draft: d}
}

// said reports whether the file says this about the entity.
func (p *entity) said(what uint8) bool { return p.says&what != 0 }

// years returns the age in the file.
func (p *entity) years() model.Age {
	if !p.said(saysYears) {
		return model.Age{}
	}
	return model.Years(int(p.age))
}

// storedText returns the second text of an entity as its column stores it: an empty one is NULL if
// the file does not say otherwise, and the column may be NULL.
func (ps *entities) storedText(t *sqldb.Table, p *entity) any {
	if p.said(saysText) && !p.said(saysNull) {
		return ps.string(p.text)
	}
	return t.Text(ps.column, "")
}

// rows returns the word for several.
func (ps *entities) rows() string { return ps.draft.words.Say(ps.many) }

// title returns the name of an entity for display.
func (ps *entities) title(p *entity) string {
	if !p.said(saysName) {
		return model.NameOr("", ps.draft.words.Say(ps.table), ps.idOf(p.id))
	}
	return "“" + model.Brief(ps.string(p.name)) + "”"
}

// addEntry returns the entity of an entry, after adding what the entry says.
func (ps *entities) addEntry(m Entry, problems *Problems) Entity {
	if m.ID.Set {
		id, ok := ps.keys.As(m.ID.Value)
		if !ok {
			problems.add(m.Line, "%s %q can't be an id here: ids are %s", ps.id, model.Brief(m.ID.Value.String()),
				ps.keys)
			return 0
		}
		m.ID.Value = id
	}
	if at, ok := ps.find(m); ok {
		ps.merge(at, m, problems)
		return Entity(at)
	}
	if ps.len() >= maxEntities || ps.isFull() {
		problems.add(m.Line, "there are too many %s: import the file in parts", ps.rows())
		return 0
	}
	p := entity{line: clampLine(m.Line)}
	if m.ID.Set {
		p.id = ps.code(m.ID.Value)
		p.says |= saysID
	}
	ps.fill(&p, m)
	ps.add(p)
	ps.link(uint32(ps.len() - 1))
	return Entity(ps.len() - 1)
}

// find returns the entity with the ID of an entry or, if that has none, the one of its name
// without an ID.
func (ps *entities) find(m Entry) (uint32, bool) {
	if m.ID.Set {
		return ps.withID(m.ID.Value)
	}
	return ps.withoutID(m.Name.Value)
}

// fill adds what an entry says to an entity, if no earlier entry said it.
func (ps *entities) fill(p *entity, m Entry) {
	if m.Name.Set && !p.said(saysName) {
		p.name = ps.keep(m.Name.Value)
		p.says |= saysName
	}
	if m.Text.Set && !p.said(saysText) {
		p.text = ps.keep(m.Text.Value)
		p.says |= saysText
		if m.IsNull {
			p.says |= saysNull
		}
	}
	if len(m.Fields) > 0 && !p.said(saysMore) {
		p.more = ps.keep(string(pack(m.Fields)))
		p.says |= saysMore
	}
	if m.AgeSaid && !p.said(saysAge) {
		p.says |= saysAge
		if years, ok := m.Age.Stored().(int64); ok {
			p.age = years
			p.says |= saysYears
		}
	}
}

// merge adds another entry of an entity. Two that differ are a problem: it is unclear which of
// them is right.
func (ps *entities) merge(at uint32, m Entry, problems *Problems) {
	p := ps.at(at)
	differ := func(what, here, there string) {
		problems.add(m.Line, "%s of %s is %q here and %q in line %d: make them the same", what, ps.title(p),
			model.Brief(here), model.Brief(there), p.line)
	}
	switch {
	case m.Name.Set && p.said(saysName) && m.Name.Value != string(ps.bytes(p.name)):
		problems.add(m.Line, "%s %s is %q here and %q in line %d: make them the same", ps.id, ps.idOf(p.id),
			model.Brief(m.Name.Value), model.Brief(ps.string(p.name)), p.line)
	case m.Text.Set && p.said(saysText) && m.Text.Value != string(ps.bytes(p.text)):
		if ps.secret {
			problems.add(m.Line, "the %s of %s is different in line %d: make them the same", ps.text, ps.title(p),
				p.line)
			return
		}
		differ("the "+ps.text, m.Text.Value, ps.string(p.text))
	case m.AgeSaid && p.said(saysAge) && m.Age != p.years():
		differ("the age", m.Age.Text, p.years().Text)
	default:
		if field := ps.addFields(p, m); field != "" {
			problems.add(m.Line, "%s of %s is different in line %d: make them the same", field, ps.title(p), p.line)
			return
		}
		unnamed := !p.said(saysName)
		ps.fill(p, m)
		if unnamed && p.said(saysName) {
			ps.linkName(at)
		}
	}
}

// addFields adds the field values of another entry of an entity. It returns the field in which
// they differ, or "".
func (ps *entities) addFields(p *entity, m Entry) string {
	if len(m.Fields) == 0 || !p.said(saysMore) {
		return ""
	}
	packed := pack(m.Fields)
	if string(packed) == string(ps.bytes(p.more)) {
		return ""
	}
	all, differ := union(unpack(ps.bytes(p.more)), m.Fields)
	if differ > 0 {
		return model.Brief(ps.draft.fields[ps.table][differ-1].Name)
	}
	p.more = ps.keep(string(pack(all)))
	return ""
}

// given returns the field values of an entity.
func (ps *entities) given(p *entity) []FieldValue { return unpack(ps.bytes(p.more)) }

// unifyByName makes those without an id the same as the one of their name that has
// one.
func (ps *entities) unifyByName(problems *Problems) {
	for _, p := range ps.all() {
		if p.said(saysID) || !p.said(saysName) {
			continue
		}
		var fits []uint32
		for other := range ps.named(ps.string(p.name)) {
			if ps.at(other).said(saysID) {
				fits = append(fits, other)
			}
		}
		if len(fits) == 0 {
			continue
		}
		p.alias, p.id = true, int64(fits[0])
		if len(fits) == 1 {
			ps.merge(fits[0], ps.entryOf(p), problems)
		} else {
			problems.add(int(p.line), "%s matches %d %s of the file: choose one with %s", ps.title(p), len(fits),
				ps.rows(), ps.id)
		}
	}
}

// entryOf returns an entity as an entry.
func (ps *entities) entryOf(p *entity) Entry {
	m := Entry{Line: int(p.line), Name: Just(ps.string(p.name)), AgeSaid: p.said(saysAge), Age: p.years()}
	if p.said(saysText) {
		m.Text, m.IsNull = Just(ps.string(p.text)), p.said(saysNull)
	}
	if p.said(saysMore) {
		m.Fields = ps.given(p)
	}
	return m
}

// root returns the entity that the one at this index has become.
func (ps *entities) root(at uint32) uint32 {
	if p := ps.at(at); p.alias {
		return uint32(p.id)
	}
	return at
}
