//go:build unix

package test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// peopleOf adopts the database of projects, with words for it in the settings.
func peopleOf(t *testing.T) (roster func(args ...string) result, folder string) {
	path, env := projects(t)
	file := filepath.Join(strings.TrimPrefix(env, "XDG_CONFIG_HOME="), "roster", "config.toml")
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		t.Fatal(err)
	}
	write(t, file, "[words]\nhero = \"person\"\nheroes = \"people\"\ntraining = \"apprentice\"\nactive = \"expert\"\n")
	roster = func(args ...string) result {
		t.Helper()
		cmd := command(t, filepath.Dir(path), append(args, "--db", path)...)
		cmd.Env = append(cmd.Env, env)
		return finish(t, cmd)
	}
	roster("adopt", "--yes").wantDone(t)
	return roster, filepath.Dir(path)
}

// tutorialWord matches the words that a roster of people and projects does not use. A flag of a command keeps its name.
var tutorialWord = regexp.MustCompile(`(?i)(^|[^-\w.])(teams?|hero(es)?|training|trainees|active)\b`)

// TestWordsOfCommands checks what commands say of a roster of people and projects.
func TestWordsOfCommands(t *testing.T) {
	t.Parallel()
	roster, folder := peopleOf(t)
	write(t, filepath.Join(folder, "new.csv"), "Person,Project,Apprentice\nCyd,Moon,yes\nDan,Mars,no\n")
	write(t, filepath.Join(folder, "matrix.csv"), "Person,Moon,Mars\nEve,apprentice,expert\nFay,,apprentice\n")
	write(t, filepath.Join(folder, "doubt.csv"), "Person,Project\nCyd,Moon;Mars\nAna,Moon\n")
	for _, c := range []struct {
		args, want string
		code       int
	}{
		{"config", "\n[words]\nhero = \"person\"      # ", 0},
		{"list heroes", "ID  Person  Expert  Apprentice\n", 0},
		{"list teams", "ID  Project  Expert  Apprentice  Lacking\n", 0},
		{"list training", "Project ID  Project  ID  Person", 0},
		{"show Ana", "Person      Ana\n", 0},
		{"show Moon", "  apprentice  lead\n", 0},
		{"show Nobody", "there is no project or person “Nobody”", 1},
		{"graduate Ana Moon", "Ana: apprentice → expert in Moon", 0},
		{"graduate Ana Moon", "Ana is already expert in Moon", 0},
		{"assign Ben Moon", "Ben is already expert in Moon: to change that, use roster train", 0},
		{"add hero Ana", "Ana exists already, id:1", 0},
		{"add hero Zoe", "New person Zoe", 0},
		{"add team Mars", "New project Mars", 0},
		{"add team Sun --headquarters Sky", "This database has no column for headquarters: leave it empty.", 2},
		{"assign Zoe Mars", "Zoe joins Mars as apprentice", 0},
		{"unassign Zoe Mars", "Zoe leaves Mars", 0},
		{"delete hero Nobody --yes", "there is no person “Nobody”: nothing to delete", 0},
		{"import new.csv --dry-run", "people               2         0         0\n", 0},
		{"import new.csv", "Import new.csv: 2 people, 2 memberships added", 0},
		{"import matrix.csv", "Import matrix.csv: 2 people, 3 memberships added", 0},
		{"import doubt.csv", "is this one project, or several?", 1},
		{"list training", "Eve", 0},
		{"check", "people on no project: 1\n", 0},
		{"export --format markdown", "| Person |", 0},
		{"export --format markdown", "expert · ", 0},
		{"export --format csv", "team_id,team,hero_id,hero,is_training,", 0},
		{"export --format matrix --output m.csv", "", 0},
		{"history", "Import matrix.csv: 2 people", 0},
	} {
		r := roster(strings.Fields(c.args)...)
		all := r.out + r.said
		if r.code != c.code || !strings.Contains(all, c.want) {
			t.Errorf("roster %s: exit %d, want %d and %q:\n%s", c.args, r.code, c.code, c.want, all)
		}
		if c.args == "config" || strings.Contains(c.args, "export --format csv") {
			continue
		}
		for line := range strings.SplitSeq(all, "\n") {
			if found := tutorialWord.FindString(line); found != "" && !strings.Contains(line, "roster ") {
				t.Errorf("roster %s says %q: %s", c.args, found, line)
			}
		}
	}
}

// TestWordsOfPage looks for words of the tutorial in the texts of the HTML page.
func TestWordsOfPage(t *testing.T) {
	t.Parallel()
	roster, _ := peopleOf(t)
	for _, args := range [][]string{{"export", "--format", "html"}, {"export", "--format", "html", "--training"}} {
		page := roster(args...).wantDone(t)
		_, body, _ := strings.Cut(page, "<body>")
		text := regexp.MustCompile(`<[^>]*>`).ReplaceAllString(body, " ")
		if found := tutorialWord.FindString(text); found != "" {
			t.Errorf("%v has %q:\n%s", args, found, text)
		}
		for _, want := range []string{"people", "apprentice"} {
			if !strings.Contains(strings.ToLower(text), want) {
				t.Errorf("%v lacks %q:\n%s", args, want, text)
			}
		}
	}
}
