package exchange

import (
	"database/sql"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"roster/data"
	"roster/data/field"
	"roster/internal/pysqlmodel"
)

// For a plain roster the classes are those of the tutorial.
func TestModelsOfThePlainRoster(t *testing.T) {
	want := `from sqlmodel import Field, Relationship, SQLModel


class HeroTeamLink(SQLModel, table=True):
    team_id: int | None = Field(default=None, foreign_key="team.id", primary_key=True)
    hero_id: int | None = Field(default=None, foreign_key="hero.id", primary_key=True)
    is_training: bool = False

    team: "Team" = Relationship(back_populates="hero_links")
    hero: "Hero" = Relationship(back_populates="team_links")


class Team(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(index=True)
    headquarters: str

    hero_links: list[HeroTeamLink] = Relationship(back_populates="team")


class Hero(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(index=True)
    secret_name: str
    age: int | None = Field(default=None, index=True)

    team_links: list[HeroTeamLink] = Relationship(back_populates="hero")
`
	if got := Models(rosterOf(t).Declared, noSince); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

const fieldsModels = `from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from sqlalchemy import Column
from sqlalchemy import JSON
from sqlmodel import Field, Relationship, SQLModel


class Role(str, Enum):
    scout = "scout"
    medic = "medic"
    leader = "leader"


class HeroTeamLink(SQLModel, table=True):
    team_id: int | None = Field(default=None, foreign_key="team.id", primary_key=True)
    hero_id: int | None = Field(default=None, foreign_key="hero.id", primary_key=True)
    is_training: bool = False
    role: Role | None = None
    joined: date | None = None
    rating: Decimal = Field(default=Decimal("3.5"), max_digits=4, decimal_places=2)
    seen: datetime | None = None
    remote: bool | None = None
    missions: int | None = None
    # senior is computed by the database
    extra: Any | None = Field(default=None, sa_column=Column("extra", JSON))

    team: "Team" = Relationship(back_populates="hero_links")
    hero: "Hero" = Relationship(back_populates="team_links")


class Team(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(index=True)
    headquarters: str
    note: str | None = None

    hero_links: list[HeroTeamLink] = Relationship(back_populates="team")


class Hero(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(index=True)
    secret_name: str
    age: int | None = Field(default=None, index=True)
    email: str = Field(unique=True, max_length=40)

    team_links: list[HeroTeamLink] = Relationship(back_populates="hero")
`

// The classes are the same whichever engine has the tables.
func TestModels(t *testing.T) {
	for _, engine := range []string{"sqlite", "postgres"} {
		if got := Models(fieldsOn(t, engine, false).Declared, noSince); got != fieldsModels {
			t.Errorf("%s: got\n%s\nwant\n%s", engine, got, fieldsModels)
		}
	}
}

// No name of a column breaks the classes.
func TestModelsOfHostileNames(t *testing.T) {
	var lines []string
	used := map[string]bool{"team": true}
	m := newModels(noSince)
	for _, f := range []field.Field{
		{Name: `say "hi"`, Kind: field.Text, Nullable: true},
		{Name: "class", Kind: field.Text, Nullable: true},
		{Name: "team", Kind: field.Whole, Default: "7"},
		{Name: "größe", Kind: field.Decimal, Type: "FLOAT", Nullable: true, Default: "1.5"},
		{Name: "2nd", Kind: field.YesNo, Default: "0"},
		{Name: "model_x", Kind: field.Time, Default: "CURRENT_TIMESTAMP"},
		{Name: "a\nb", Kind: field.Unknown, Type: "MONEY\n"},
		{Name: "sort", Kind: field.Word, Words: []string{"a b", "c"}, Nullable: true},
		{Name: "level", Kind: field.Word, WordsType: "hero_level", Words: []string{"low", "high"}, Default: "'low'::hero_level"},
		{Name: "_", Kind: field.Date, Default: "'2024-02-29'"},
	} {
		lines = append(lines, m.attribute(data.DeclaredColumn{Field: f}, used))
	}
	want := []string{
		`say__hi_: str | None = Field(default=None, sa_column_kwargs={"name": "say \"hi\""})`,
		`field_class: str | None = Field(default=None, sa_column_kwargs={"name": "class"})`,
		`field_team: int = Field(default=7, sa_column_kwargs={"name": "team"})`,
		`gr__e: float | None = Field(default=1.5, sa_column_kwargs={"name": "größe"})`,
		`field_2nd: bool = Field(default=False, sa_column_kwargs={"name": "2nd"})`,
		`field_model_x: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"name": "model_x", "server_default": text("CURRENT_TIMESTAMP")})`,
		`# a\u000ab has the type MONEY\u000a, for which there is no class here`,
		`sort: str | None = None`,
		`level: HeroLevel = Field(default=HeroLevel.low, sa_column=Column("level", Words(HeroLevel, name="hero_level"), nullable=False))`,
		`field_: date = Field(default=date.fromisoformat("2024-02-29"), sa_column_kwargs={"name": "_"})`,
	}
	for i, line := range lines {
		if line != want[i] {
			t.Errorf("got  %s\nwant %s", line, want[i])
		}
	}
}

// The classes read the very file that they are printed of, where Python has
// SQLModel.
func TestModelsInPython(t *testing.T) {
	interpreter := pysqlmodel.Python(t)
	path := filepath.Join(t.TempDir(), "fields.db")
	content, err := os.ReadFile("../../testdata/fields.db")
	if err == nil {
		err = os.WriteFile(path, content, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	program := fieldsModels + `
import sys
from sqlmodel import Session, create_engine, select

with Session(create_engine("sqlite:///" + sys.argv[1])) as session:
    link = session.exec(select(HeroTeamLink).where(HeroTeamLink.hero_id == 2)).one()
    print(link.hero.email, link.role.value, link.joined, link.rating, link.seen, link.remote)
    link.role = Role.medic
    session.commit()
`
	out, err := exec.CommandContext(t.Context(), interpreter, "-c", program, path).CombinedOutput()
	if want := "spider@boy.example scout 2025-12-31 3.00 2026-11-21 08:15:30.250000 True\n"; err != nil || string(out) != want {
		t.Errorf("%v: %s\nwant %s", err, out, want)
	}
}

// relatedTables are what real projects have: names of Python's own, keys that cascade, pairs
// that are unique, values that only the database works out, and every kind of value.
const relatedTables = `CREATE TABLE team (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR NOT NULL UNIQUE, headquarters VARCHAR);
CREATE TABLE hero (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR NOT NULL, secret_name VARCHAR, age INTEGER, home_id INTEGER REFERENCES team (id) ON DELETE SET NULL,
	date DATE, datetime DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP, "Field" VARCHAR(40), born TIME, uid CHAR(32), meta JSON, photo BLOB);
CREATE TABLE heroteamlink (team_id INTEGER NOT NULL REFERENCES team (id) ON DELETE CASCADE, hero_id INTEGER NOT NULL REFERENCES hero (id), is_training BOOLEAN,
	number INTEGER, "text" VARCHAR, PRIMARY KEY (team_id, hero_id), UNIQUE (team_id, number));
INSERT INTO team VALUES (1, 'Zed', NULL);
INSERT INTO hero VALUES (1, 'Ada', NULL, NULL, 1, '2024-02-29', '2024-05-01 09:00:00.000000', 'physics', '07:05:00.000000', '0123abcd456789abcdef0123456789ab', '{"a": 1}', X'00FF');
INSERT INTO heroteamlink VALUES (1, 1, NULL, 7, 'x');`

// The classes run on SQLModel 0.0.8 and later, read what is there, and write the same: what
// they add is what roster and the database would.
func TestModelsOfRelatedTablesInPython(t *testing.T) {
	interpreter := pysqlmodel.Python(t)
	path := filepath.Join(t.TempDir(), "related.db")
	classes := modelsOf(t, path, relatedTables)
	for _, want := range []string{
		`name: str = Field(index=True, unique=True)`, `headquarters: str | None = None`, `is_training: bool | None = None`,
		`home_id: int | None = Field(default=None, sa_column=Column("home_id", Integer, ForeignKey("team.id", ondelete="SET NULL")))`,
		`field_date: date | None = Field(default=None, sa_column_kwargs={"name": "date"})`, `UniqueConstraint("team_id", "number")`, `born: time | None = None`, `uid: UUID | None = None`,
		`team_id: int | None = Field(default=None, sa_column=Column("team_id", Integer, ForeignKey("team.id", ondelete="CASCADE"), primary_key=True))`,
	} {
		if !strings.Contains(classes, want) {
			t.Errorf("there is no %s in\n%s", want, classes)
		}
	}
	runModels(t, interpreter, path, classes+`
import sys
from datetime import datetime as moment, timezone
from sqlmodel import Session, create_engine, select

with Session(create_engine("sqlite:///" + sys.argv[1])) as session:
    ada = session.exec(select(Hero)).one()
    print(ada.field_date, ada.field_datetime, ada.field_Field, ada.born, ada.uid, ada.meta, ada.photo, ada.home_id, ada.team_links[0].is_training, ada.team_links[0].field_text)
    bob = Hero(name="Bob", born=time(9, 30), uid=ada.uid, meta={"b": [2]}, photo=b"\x01")
    session.add(bob)
    session.commit()
    off = moment.now(timezone.utc).replace(tzinfo=None) - bob.field_datetime
    print(abs(off.total_seconds()) < 60)
    session.add(HeroTeamLink(team_id=1, hero_id=bob.id, is_training=True, number=8))
    session.commit()
`, "2024-02-29 2024-05-01 09:00:00 physics 07:05:00 0123abcd-4567-89ab-cdef-0123456789ab {'a': 1} b'\\x00\\xff' 1 None x\nTrue\n")
	s := opened(t, path)
	values, err := s.Reader().RowFields(t.Context(), "hero", []int64{2})
	if err != nil {
		t.Fatal(err)
	}
	got := values[2]["born"].Text + " " + values[2]["uid"].Text + " " + values[2]["meta"].Text + " " + values[2]["photo"].Text
	if want := `09:30:00 0123abcd-4567-89ab-cdef-0123456789ab {"b": [2]} X'01'`; got != want {
		t.Errorf("SQLModel wrote %s, want %s", got, want)
	}
}

// opened opens a database, and closes it when the test ends.
func opened(t *testing.T, path string) *data.Store {
	t.Helper()
	schema, err := os.ReadFile("../../schema.sql")
	if err != nil {
		t.Fatal(err)
	}
	s, err := data.Open(t.Context(), path, data.Options{Schema: string(schema)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// modelsOf makes a database of these statements, and returns its classes.
func modelsOf(t *testing.T, path, statements string) string {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err == nil {
		_, err = db.Exec(statements)
		err = errors.Join(err, db.Close())
	}
	if err != nil {
		t.Fatal(err)
	}
	return Models(opened(t, path).Declared, noSince)
}

// runModels runs a program on a database.
func runModels(t *testing.T, interpreter, path, program, want string) {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), interpreter, "-c", program, path).CombinedOutput()
	if err != nil || string(out) != want {
		t.Errorf("%v: %s\nwant %s", err, out, want)
	}
}
