package exchange

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

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
	if got := Models(rosterOf(t).Reader().Fields, noSince); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

const fieldsModels = `from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

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
    extra: Any | None = Field(default=None, sa_type=JSON)

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
    email: str = Field(max_length=40)

    team_links: list[HeroTeamLink] = Relationship(back_populates="hero")
`

// The classes are the same whichever engine has the tables.
func TestModels(t *testing.T) {
	for _, engine := range []string{"sqlite", "postgres"} {
		if got := Models(fieldsOn(t, engine, false).Reader().Fields, noSince); got != fieldsModels {
			t.Errorf("%s: got\n%s\nwant\n%s", engine, got, fieldsModels)
		}
	}
}

// No name of a column breaks the classes.
func TestModelsOfHostileNames(t *testing.T) {
	var lines []string
	used := map[string]bool{"team": true}
	m := models{isSince: noSince, imports: map[string]bool{}, taken: map[string]bool{}}
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
		lines = append(lines, m.attribute(f, used))
	}
	want := []string{
		`say__hi_: str | None = Field(default=None, sa_column_kwargs={"name": "say \"hi\""})`,
		`field_class: str | None = Field(default=None, sa_column_kwargs={"name": "class"})`,
		`field_team: int = Field(default=7, sa_column_kwargs={"name": "team"})`,
		`gr__e: float | None = Field(default=1.5, sa_column_kwargs={"name": "größe"})`,
		`field_2nd: bool = Field(default=False, sa_column_kwargs={"name": "2nd"})`,
		`field_model_x: datetime = Field(default_factory=datetime.now, sa_column_kwargs={"name": "model_x"})`,
		`# a\u000ab has the type MONEY\u000a, for which there is no class here`,
		`sort: str | None = None`,
		`level: HeroLevel = Field(default=HeroLevel.low, sa_type=Words(HeroLevel, name="hero_level"))`,
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
	if exec.CommandContext(t.Context(), interpreter, "-c", "from sqlmodel import Field; Field(max_digits=1, sa_type=int)").Run() != nil {
		t.Skip("the SQLModel here is older than Field(max_digits=…, sa_type=…), which the classes use")
	}
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
