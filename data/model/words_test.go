package model

import (
	"strings"
	"testing"
)

// TestWordsOf checks which words the names of tables give, and that those of the settings win.
func TestWordsOf(t *testing.T) {
	for _, c := range []struct {
		set  Words
		team string
		hero string
		flag string
		want string
	}{
		{Words{}, "team", "hero", "is_training", "team teams hero heroes training active"},
		{Words{}, "teams", "heroes", "is_training", "team teams hero heroes training active"},
		{Words{}, "projects", "users", "is_admin", "project projects user users admin active"},
		{Words{}, "companies", "people", "is_training", "company companies person people training active"},
		{Words{}, "Class", "AppUser", "in_training", "class classes app user app users training active"},
		{Words{}, "boxes", "person", "pending", "box boxes person persons pending active"},
		{Words{}, "bus", "staff", "is_active", "bus buses staff staffs training active"},
		{Words{}, "t%s", strings.Repeat("x", MaxWord+1), "%", "team teams hero heroes training active"},
		{Words{Hero: "person", Heroes: "people", Training: "trainee"}, "projects", "users", "is_admin", "project projects person people trainee active"},
		{Words{Team: "city", Heroes: "wives"}, "team", "hero", "is_training", "city cities wive wives training active"},
		{Words{Active: "admin"}, "team", "hero", "is_admin", "team teams hero heroes training admin"},
	} {
		w := WordsOf(c.set, Names{Team: c.team, Hero: c.hero, Flag: c.flag})
		if got := strings.Join([]string{w.Team, w.Teams, w.Hero, w.Heroes, w.Training, w.Active}, " "); got != c.want {
			t.Errorf("the words of %s, %s, %s with %v are %q, want %q", c.team, c.hero, c.flag, c.set, got, c.want)
		}
	}
}

// TestWordsInSentences checks sentences: articles, capitals, plurals, clauses, and what is not a word of the roster.
func TestWordsInSentences(t *testing.T) {
	words := WordsOf(Words{Hero: "person", Heroes: "people", Team: "organization", Training: "trainee", Active: "member"}, StandardNames())
	for text, want := range map[string]string{
		"No team matches.":                                "No organization matches.",
		"create a team or a hero":                         "create an organization or a person",
		"A team: 5 heroes":                                "An organization: 5 people",
		"No one in training matches.":                     "No one who is trainee matches.",
		"Everyone in training":                            "Everyone who is trainee",
		"No one is in training.":                          "No one is trainee.",
		"In training":                                     "Trainee",
		"1 active · 2 training":                           "1 member · 2 trainee",
		"assign trainees":                                 "assign people",
		"roster add --team or --hero; team_id, teammates": "roster add --team or --hero; team_id, teammates",
		"heroteamlink TEAM":                               "heroteamlink TEAM",
		"":                                                "",
	} {
		if got := words.Say(text); got != want {
			t.Errorf("%q is said as %q, want %q", text, got, want)
		}
		if got := (Words{}).Say(text); got != text {
			t.Errorf("without words, %q is said as %q", text, got)
		}
		if got := WordsOf(Words{}, StandardNames()).Say(text); got != text {
			t.Errorf("with the words of the tutorial, %q is said as %q", text, got)
		}
	}
	for word, want := range map[string]string{
		"user": "a user", "umpire": "an umpire", "unit": "a unit", "undergraduate": "an undergraduate", "event": "an event", "european": "a european", "one-off": "a one-off", "Übung": "a Übung",
	} {
		if got := WordsOf(Words{Team: word}, StandardNames()).Say("a team"); got != want {
			t.Errorf("a team called %s is %q, want %q", word, got, want)
		}
	}
}
