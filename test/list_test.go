//go:build unix

package test

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

func TestList(t *testing.T) {
	t.Parallel()
	d := newWorkspace(t)
	check := untouched(t, filepath.Dir(d.db))
	teams := `ID  Team        Headquarters           Active  Training  Lacking
 2  Preventers  Sharp Tower                 2         1        0
 1  Z-Force     Sister Margaret's Bar       1         1        0
`
	d.does(teams, "list")
	d.does(teams, "list", "teams", "--format", "table")
	d.does(`ID  Hero        Age  Active  Training
 1  Deadpond      -       1         1
 3  Rusty-Man    48       1         0
 2  Spider-Boy    -       1         1
`, "list", "heroes")
	d.does(`Team ID  Team        ID  Hero        Age
      2  Preventers   1  Deadpond      -
      1  Z-Force      2  Spider-Boy    -
`, "list", "training")
	d.does(`[
  {"id": 2, "name": "Preventers", "headquarters": "Sharp Tower", "active": 2, "training": 1, "lacking": 0},
  {"id": 1, "name": "Z-Force", "headquarters": "Sister Margaret's Bar", "active": 1, "training": 1, "lacking": 0}
]
`, "list", "--format", "json")
	d.does("id,name,secret_name,age,active,training\n1,Deadpond,Dive Wilson,,1,1\n3,Rusty-Man,Tommy Sharp,48,1,0\n2,Spider-Boy,Pedro Parqueador,,1,1\n",
		"list", "heroes", "--format", "csv", "--reveal")
	check()
}

// A list is limited to what a filter or a team leaves of it, in the order that is wanted.
func TestListChoices(t *testing.T) {
	t.Parallel()
	d := newWorkspace(t)
	mustExec(t, open(t, d.db), "INSERT INTO heroteamlink VALUES (1, 3, 1)", "UPDATE hero SET age = 20 WHERE id = 2", "UPDATE hero SET name = 'Rusty|Man' WHERE id = 3")
	for line, want := range map[string]string{
		"list --sort id --reverse":                  "2 Preventers, 1 Z-Force",
		"list teams --filter FORCE":                 "1 Z-Force",
		"list team --team Preventers":               "2 Preventers",
		"list --sort training":                      "2 Preventers, 1 Z-Force",
		"list --sort active --reverse":              "2 Preventers, 1 Z-Force",
		"list --sort headquarters":                  "2 Preventers, 1 Z-Force",
		"list heroes --sort training --reverse":     "1 Deadpond, 3 Rusty|Man, 2 Spider-Boy",
		"list hero --sort age":                      "2 Spider-Boy, 3 Rusty|Man, 1 Deadpond",
		"list teams --team Preventers":              "2 Preventers",
		"list heroes --sort age":                    "2 Spider-Boy, 3 Rusty|Man, 1 Deadpond",
		"list heroes --sort age --reverse":          "3 Rusty|Man, 2 Spider-Boy, 1 Deadpond",
		"list heroes --sort id --filter ma":         "3 Rusty|Man",
		"list heroes --team Preventers --sort id":   "1 Deadpond, 2 Spider-Boy, 3 Rusty|Man",
		"list trainees":                             "2 Preventers 1 Deadpond, 1 Z-Force 3 Rusty|Man, 1 Z-Force 2 Spider-Boy",
		"list training --sort name --reverse":       "1 Z-Force 2 Spider-Boy, 1 Z-Force 3 Rusty|Man, 2 Preventers 1 Deadpond",
		"list training --sort age":                  "1 Z-Force 2 Spider-Boy, 1 Z-Force 3 Rusty|Man, 2 Preventers 1 Deadpond",
		"list training --team Z-Force --filter boy": "1 Z-Force 2 Spider-Boy",
		"show Z-Force --sort status --reverse":      "1 Deadpond, 3 Rusty|Man, 2 Spider-Boy",
		"show Deadpond --sort id":                   "1 Z-Force, 2 Preventers",
		"show Deadpond --filter force":              "1 Z-Force",
	} {
		text, said, code := d.run(append(strings.Fields(line), "--format", "csv")...)
		rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
		if err != nil || code != 0 {
			t.Fatalf("%s: exit code %d, %v, said %q", line, code, err, said)
		}
		var got []string
		for _, row := range rows[1:] {
			switch {
			case strings.HasPrefix(line, "show Z"), strings.HasPrefix(line, "show D"):
				row = row[3:5]
			case strings.HasPrefix(line, "list tra"):
				row = row[:4]
			default:
				row = row[:2]
			}
			got = append(got, strings.Join(row, " "))
		}
		if got := strings.Join(got, ", "); got != want {
			t.Errorf("%s: %s, want %s", line, got, want)
		}
	}
	d.does("| ID | Hero | Age | Active | Training |\n|---:|:---|---:|---:|---:|\n| 1 | Deadpond |  | 1 | 1 |\n| 3 | Rusty\\|Man | 48 | 1 | 1 |\n| 2 | Spider-Boy | 20 | 1 | 1 |\n",
		"list", "heroes", "--format", "markdown")
	d.does("- ID: 1\n- Hero: Deadpond\n- Age:\n- Active: 1\n- Training: 1\n\n| ID | Team | Headquarters | Status |\n|---:|:---|:---|:---|\n| 2 | Preventers | Sharp Tower | training |\n",
		"show", "Deadpond", "--filter", "prev", "--format", "markdown")
}

// Custom fields are printed on request by list, and unless they are not wanted by show.
func TestListFields(t *testing.T) {
	t.Parallel()
	d := withFields(t)
	for line, want := range map[string][2]string{
		"list --fields":                    {"team.", ""},
		"list heroes --fields":             {"hero.", ""},
		"list heroes --team id:2 --fields": {"hero.", ""},
		"list training --fields":           {"link.role", ""},
		"list training":                    {"", "link."},
		"show id:2 --team":                 {"link.role", ""},
		"show id:2 --team --fields=false":  {"", "link."},
		"show id:2 --hero --fields=false":  {"", "hero."},
	} {
		head, _, _ := d.run(append(strings.Fields(line), "--format", "csv")...)
		if head, _, _ = strings.Cut(head, "\n"); !strings.Contains(head, want[0]) || want[1] != "" && strings.Contains(head, want[1]) {
			t.Errorf("%s has the columns %s", line, head)
		}
	}
}

func TestShow(t *testing.T) {
	t.Parallel()
	d := newWorkspace(t)
	check := untouched(t, filepath.Dir(d.db))
	d.does(`ID            2
Team          Preventers
Headquarters  Sharp Tower
Active        2
Training      1

ID  Hero        Age  Status
 1  Deadpond      -  training
 3  Rusty-Man    48  active
 2  Spider-Boy    -  active
`, "show", "Preventers")
	d.does(`ID           1
Hero         Deadpond
Secret name  Dive Wilson
Age          -
Active       1
Training     1

ID  Team        Headquarters           Status
 2  Preventers  Sharp Tower            training
 1  Z-Force     Sister Margaret's Bar  active
`, "show", "Deadpond", "--ascii", "--reveal")
	d.does(`{"id": 2, "name": "Spider-Boy", "age": null, "active": 1, "training": 1, "teams": [
  {"team_id": 2, "team": "Preventers", "headquarters": "Sharp Tower", "is_training": false},
  {"team_id": 1, "team": "Z-Force", "headquarters": "Sister Margaret's Bar", "is_training": true}
]}
`, "show", "Spider-Boy", "--format", "json")
	d.does("team_id,team,headquarters,hero_id,hero,age,is_training\n1,Z-Force,Sister Margaret's Bar,1,Deadpond,,false\n1,Z-Force,Sister Margaret's Bar,2,Spider-Boy,,true\n",
		"show", "Z-Force", "--format", "csv")
	check()
}

// Secret names come out where they are asked for, and only there.
func TestSecretNames(t *testing.T) {
	t.Parallel()
	d := newWorkspace(t)
	d.run("add", "hero", "Deadpond", "--secret-name", "Dive Wilson II")
	for _, line := range [][]string{
		{"list"}, {"list", "heroes"}, {"list", "training"}, {"show", "id:1", "--hero"}, {"show", "Preventers"}, {"show", "Deadpond"},
		{"__complete", "show", ""}, {"__complete", "assign", "id:"}, {"edit", "hero", "id:1", "--secret-name", "Wilson III"},
		{"add", "hero", "Deadpond", "--secret-name", "Wilson III"}, {"undo"}, {"undo"}, {"delete", "hero", "id:1", "--yes"},
	} {
		for _, format := range []string{"", "json", "csv"} {
			if format != "" && line[0] != "list" && line[0] != "show" {
				continue
			}
			args := line
			if format != "" {
				args = append(append([]string{}, line...), "--format", format)
			}
			if out, said, _ := d.run(args...); strings.Contains(out+said, "Wilson") {
				t.Errorf("roster %q tells a secret name: %q %q", args, out, said)
			}
		}
	}
}

// An empty roster has titles and no rows, whatever the format.
func TestListNothing(t *testing.T) {
	t.Parallel()
	d := newWorkspace(t)
	mustExec(t, open(t, d.db), "DELETE FROM heroteamlink", "DELETE FROM team", "DELETE FROM hero WHERE id > 1")
	d.does("ID  Team  Headquarters  Active  Training  Lacking\n", "list")
	d.does("[]\n", "list", "--format", "json")
	d.does("team_id,team,hero_id,hero,age\n", "list", "training", "--format", "csv")
	d.does("{\"id\": 1, \"name\": \"Deadpond\", \"age\": null, \"active\": 0, \"training\": 0, \"teams\": []}\n", "show", "Deadpond", "--format", "json")
	d.does("hero_id,hero,age,team_id,team,headquarters,is_training\n1,Deadpond,,,,,\n", "show", "Deadpond", "--format", "csv")
}

// More rows than decide on the widths: a later one that is wider moves the rest
// of its line, and none is lost.
func TestListMany(t *testing.T) {
	t.Parallel()
	d := newWorkspace(t)
	mustExec(t, open(t, d.db), `WITH RECURSIVE n(i) AS (SELECT 10000 UNION ALL SELECT i + 1 FROM n WHERE i < 12499)
		INSERT INTO hero (id, name, secret_name) SELECT i, CASE i WHEN 12499 THEN 'h' || i || ' ' || replace(hex(zeroblob(40)), '0', 'x') ELSE 'h' || i END, 's' FROM n`)
	out, _, _ := d.run("list", "heroes")
	lines := strings.Split(strings.TrimSuffix(out, "\n"), "\n")
	if len(lines) != 1+3+2500 {
		t.Fatalf("%d lines", len(lines))
	}
	if got, want := lines[2], "10000  h10000      -       0         0"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if want := "12499  h12499 " + strings.Repeat("x", 32) + "…    -       0         0"; !strings.Contains(out, want) {
		t.Errorf("no line %q", want)
	}
	var heroes []map[string]any
	text, _, _ := d.run("list", "heroes", "--format", "json")
	if err := json.Unmarshal([]byte(text), &heroes); err != nil || len(heroes) != 2503 {
		t.Errorf("%d heroes, %v", len(heroes), err)
	}
}

// Text from the database reaches a terminal as text. JSON and CSV carry it as it
// is, and are read back the same.
func TestHostileRows(t *testing.T) {
	t.Parallel()
	d := newWorkspace(t)
	mustExec(t, open(t, d.db), "UPDATE team SET headquarters = '=cmd()' WHERE id = 1")
	d.does("ID  Team        Headquarters  Active  Training  Lacking\n 2  Preventers  Sharp Tower        2         1        0\n 1  Z-Force     =cmd()             1         1        0\n", "list")
	d.does("id,name,headquarters,active,training,lacking\n2,Preventers,Sharp Tower,2,1,0\n1,Z-Force,'=cmd(),1,1,0\n", "list", "--format", "csv")
	const name, headquarters = "a\x1b[31mb\x1b]0;c\x07d\r\n\"e\",<f>\u009b\u202e", "\x1b[2J\tg"
	db := open(t, d.db)
	if _, err := db.Exec("UPDATE team SET name = ?, headquarters = ? WHERE id = 2", name, headquarters); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("UPDATE hero SET name = ?", name); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"list"}, {"list", "heroes"}, {"list", "training"}, {"show", "id:2", "--team"}, {"show", "id:2", "--hero"}, {"show", name}, {"show", "b"},
		{"show", "id:2"}, {"train", name, "x"}, {"assign", "id:1", "id:2"}, {"train", "id:3", "id:2"}, {"graduate", "id:3", "id:1"}, {"unassign", "id:3", "id:2"},
		{"add", "hero", "x" + name, "--secret-name", "s"}, {"edit", "hero", "id:1", "--age", "7"}, {"undo"}, {"delete", "hero", "\x1b[31m", "--yes"},
		{"delete", "team", "id:2", "--yes"}, {"undo"}, {"__complete", "show", ""}, {"__complete", "show", "a"}, {"__complete", "train", "id:"}, {name}, {"list", name}, {"list", "--format", name},
	} {
		out, said, _ := d.run(args...)
		if out+said == "" {
			t.Errorf("roster %q said nothing", args)
		}
		wantNoEscapes(t, strings.ReplaceAll(out, "\t", " ")+said) // completions have a tab before what they mean
	}
	text, _, _ := d.run("show", "id:2", "--team", "--format", "json")
	var team struct {
		Name, Headquarters string
		Members            []struct{ Hero string }
	}
	if err := json.Unmarshal([]byte(text), &team); err != nil || team.Name != name || team.Headquarters != headquarters || team.Members[0].Hero != name {
		t.Errorf("JSON has %+v, %v", team, err)
	}
	text, _, _ = d.run("list", "--format", "csv")
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	// A quoted line break is one character for encoding/csv.
	if want := []string{"2", strings.ReplaceAll(name, "\r\n", "\n"), headquarters}; err != nil || !reflect.DeepEqual(rows[1][:3], want) {
		t.Errorf("CSV has %q, %v, want %q", rows, err, want)
	}
}

// What other programs wrote is listed, whatever it is.
func TestListDirty(t *testing.T) {
	t.Parallel()
	d := newWorkspace(t)
	write(t, d.db, read(t, filepath.Join("testdata", "dirty.db")))
	for _, args := range [][]string{{"list"}, {"list", "heroes"}, {"list", "training"}} {
		flag := map[string]string{"list": "--team", "heroes": "--hero"}[args[len(args)-1]]
		table, said, code := d.run(args...)
		if code != 0 || said != "" {
			t.Errorf("%q: exit %d, %q", args, code, said)
		}
		wantNoEscapes(t, table)
		var rows []map[string]any
		text, _, _ := d.run(append(args, "--format", "json")...)
		if err := json.Unmarshal([]byte(text), &rows); err != nil || len(rows) != strings.Count(table, "\n")-1 {
			t.Errorf("%q: %d rows in JSON, %v, and the table\n%s", args, len(rows), err, table)
		}
		for _, row := range rows {
			id := row["id"]
			if id == nil {
				continue
			}
			if out, said, code := d.run("show", fmt.Sprintf("id:%.0f", id), flag); code > 1 || code == 0 && out == "" {
				t.Errorf("show id:%v %s: exit %d, %q", id, flag, code, said)
			}
		}
	}
}
