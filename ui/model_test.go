package ui_test

import (
	"fmt"
	"maps"
	"roster/internal/fold"
	"slices"
	"strings"
)

// plainRoster is a roster as plain as can be: maps, and no SQL. What it says, the
// database and the screen have to say too.
type plainRoster struct {
	teams, heroes map[int64]entry
	links         map[pair]bool // in training
}

// entry is a team or a hero.
type entry struct{ name, text, age string }

// pair is a membership, by ids.
type pair struct{ team, hero int64 }

// seedModel is what the tutorial's program left in its database.
func seedModel() plainRoster {
	return plainRoster{
		teams:  map[int64]entry{1: {"Z-Force", "Sister Margaret's Bar", ""}, 2: {"Preventers", "Sharp Tower", ""}},
		heroes: map[int64]entry{1: {"Deadpond", "Dive Wilson", ""}, 2: {"Spider-Boy", "Pedro Parqueador", ""}, 3: {"Rusty-Man", "Tommy Sharp", "48"}},
		links:  map[pair]bool{{1, 1}: false, {1, 2}: true, {2, 1}: true, {2, 2}: false, {2, 3}: false},
	}
}

func (b plainRoster) clone() plainRoster {
	return plainRoster{maps.Clone(b.teams), maps.Clone(b.heroes), maps.Clone(b.links)}
}

// called returns the id of the one with this name; every name is but once here,
// and where the screen cut one, "…" stands for its end.
func called(entries map[int64]entry, name string) (id int64, found bool) {
	begins, isCut := strings.CutSuffix(name, "…")
	for i, e := range entries {
		if e.name == name || isCut && strings.HasPrefix(e.name, begins) {
			if found {
				return 0, false // no one can tell
			}
			id, found = i, true
		}
	}
	return id, found
}

// next returns the id that the database gives to a new one.
func next(entries map[int64]entry) int64 {
	var last int64
	for id := range entries {
		last = max(last, id)
	}
	return last + 1
}

// sorted returns the ids in the order of the names.
func sorted(entries map[int64]entry) []int64 {
	return slices.SortedFunc(maps.Keys(entries), func(a, b int64) int {
		return strings.Compare(fold.SortKey(entries[a].name), fold.SortKey(entries[b].name))
	})
}

// members returns the memberships of a team, or of a hero, in the order of the
// names on the other side.
func (b plainRoster) members(ofTeam bool, id int64) []pair {
	var all []pair
	for _, other := range sorted(map[bool]map[int64]entry{true: b.heroes, false: b.teams}[ofTeam]) {
		p := pair{id, other}
		if !ofTeam {
			p = pair{other, id}
		}
		if _, ok := b.links[p]; ok {
			all = append(all, p)
		}
	}
	return all
}

// tally returns "2● 1◐".
func (b plainRoster) tally(members []pair) string {
	trainees := 0
	for _, p := range members {
		if b.links[p] {
			trainees++
		}
	}
	return fmt.Sprintf("%d● %d◐", len(members)-trainees, trainees)
}

// flagged returns the tally of a team: "!0● 1◐" if no one is active.
func (b plainRoster) flagged(members []pair) string {
	return strings.Replace(" "+b.tally(members), " 0●", " !0●", 1)[1:]
}

// trainees returns those of all teams, by team.
func (b plainRoster) trainees() []pair {
	var all []pair
	for _, team := range sorted(b.teams) {
		for _, p := range b.members(true, team) {
			if b.links[p] {
				all = append(all, p)
			}
		}
	}
	return all
}

// badge returns what a membership looks like.
func badge(isTraining bool) string {
	if isTraining {
		return "◐ training"
	}
	return "● active"
}

// delete takes out a team or a hero, with all memberships.
func (b plainRoster) delete(ofTeam bool, id int64) {
	for _, p := range b.members(ofTeam, id) {
		delete(b.links, p)
	}
	delete(map[bool]map[int64]entry{true: b.teams, false: b.heroes}[ofTeam], id)
}

// rows returns the three tables, a row a line, by their keys.
func (b plainRoster) rows() []string {
	var rows []string
	for _, id := range slices.Sorted(maps.Keys(b.teams)) {
		rows = append(rows, fmt.Sprintf("team %d %s|%s", id, b.teams[id].name, b.teams[id].text))
	}
	for _, id := range slices.Sorted(maps.Keys(b.heroes)) {
		h := b.heroes[id]
		rows = append(rows, fmt.Sprintf("hero %d %s|%s|%s", id, h.name, h.text, h.age))
	}
	for _, team := range slices.Sorted(maps.Keys(b.teams)) {
		for _, hero := range slices.Sorted(maps.Keys(b.heroes)) {
			if isTraining, ok := b.links[pair{team, hero}]; ok {
				rows = append(rows, fmt.Sprintf("link %d %d %v", team, hero, isTraining))
			}
		}
	}
	return rows
}
