package importer

import (
	"context"
	"slices"
	"strings"

	"roster/data/field"
	"roster/data/model"
)

// noteNewWords records words that no row has yet in a field that looks like an enum, once each.
// The fields that the file does not give are not looked up.
func (m *matcher) noteNewWords(ctx context.Context) error {
	for _, table := range []string{model.TeamTable, model.HeroTable, model.LinkTable} {
		for i, f := range m.draft.fields[table] {
			if !m.draft.given[fieldKey{table, f.Name}] {
				continue
			}
			inUse, err := m.db.EnumValues(ctx, f)
			if err != nil {
				return err
			}
			if len(inUse) > 0 {
				m.noteWordsOf(f, i+1, inUse)
			}
		}
	}
	return nil
}

// noteWordsOf notes the new words in the field at this place.
func (m *matcher) noteWordsOf(f field.Field, place int, inUse []string) {
	known := slices.Clone(inUse)
	note := func(line int, packed []byte) {
		for _, g := range unpack(packed) {
			word, isText := g.raw.(string)
			if g.at != place || !isText || slices.Contains(known, word) || len(known) > len(inUse)+model.MaxNamedRows {
				continue
			}
			known = append(known, word)
			m.noted("line %d: no row has “%s” in %s; in use: %s", line, model.Brief(word), model.Brief(f.Name),
				strings.Join(inUse, ", "))
		}
	}
	switch f.Table {
	case model.LinkTable:
		for _, l := range m.draft.links.all() {
			note(m.draft.links.given(l))
		}
	case model.HeroTable:
		for _, p := range m.draft.heroes.all() {
			note(int(p.line), m.draft.heroes.bytes(p.more))
		}
	default:
		for _, p := range m.draft.teams.all() {
			note(int(p.line), m.draft.teams.bytes(p.more))
		}
	}
}
