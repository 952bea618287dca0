package sqlmodel

import (
	"path/filepath"
	"testing"

	"roster/data"
	"roster/data/field"
	"roster/internal/pgtest"
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
	path := filepath.Join(t.TempDir(), "roster.db")
	if got := Classes(opened(t, path, data.Options{Create: true}).Declared, noSince); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

const fieldsModels = `from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from sqlalchemy import Column, JSON, Numeric
from sqlmodel import Field, Relationship, SQLModel


class Role(Enum):
    scout = "scout"
    medic = "medic"
    leader = "leader"


class HeroTeamLink(SQLModel, table=True):
    team_id: int | None = Field(default=None, foreign_key="team.id", primary_key=True)
    hero_id: int | None = Field(default=None, foreign_key="hero.id", primary_key=True)
    is_training: bool = False
    role: Role | None = None
    joined: date | None = None
    rating: Decimal = Field(default=Decimal("3.5"), sa_column=Column(Numeric(4, 2), nullable=False))
    seen: datetime | None = None
    remote: bool | None = None
    missions: int | None = None
    # senior is computed by the database
    extra: Any | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))

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
	server := pgtest.Filled(t, pgtest.ICU, "../../testdata/fields_postgres.sql")
	for _, database := range []string{fieldsDatabase(t), server} {
		if got := Classes(opened(t, database, data.Options{}).Declared, noSince); got != fieldsModels {
			t.Errorf("%s: got\n%s\nwant\n%s", database, got, fieldsModels)
		}
	}
}

// No name of a column breaks the classes.
func TestModelsOfHostileNames(t *testing.T) {
	var lines []string
	used := map[string]bool{"team": true}
	g := newGenerator(noSince)
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
		{Name: "datetime", Kind: field.Time, Type: "timestamp with time zone", Nullable: true, Default: "now()"},
		{Name: "mood", Kind: field.Word, WordsType: "crm.mood", Words: []string{"so so", "fine"}},
		{Name: "HeroLevel", Kind: field.UUID, Type: "uuid", Default: "'0123abcd-4567-89ab-cdef-0123456789ab'::uuid"},
		{Name: "tags", Kind: field.Array, Type: "text[]", Default: "'{}'::text[]"},
		{Name: "meta", Kind: field.JSON, Type: "jsonb", Default: "'{}'::jsonb", Nullable: true},
	} {
		lines = append(lines, g.attribute(data.DeclaredColumn{Field: f}, used))
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
		`level: HeroLevel = Field(default=HeroLevel.low, sa_column=Column(Words(HeroLevel, name="hero_level"), nullable=False))`,
		`field_: date = Field(default=date.fromisoformat("2024-02-29"), sa_column_kwargs={"name": "_"})`,
		`field_datetime: datetime | None = Field(default=None, sa_column=Column("datetime", DateTime(timezone=True), server_default=text("now()")))`,
		`mood: str = Field(sa_column=Column(Words("so so", "fine", name="mood", schema="crm"), nullable=False))`,
		`field_HeroLevel: UUID = Field(default=UUID("0123abcd-4567-89ab-cdef-0123456789ab"), sa_column_kwargs={"name": "HeroLevel"})`,
		`tags: list[str] | None = Field(default=None, sa_column=Column(ARRAY(String), nullable=False, server_default=text("'{}'::text[]")))`,
		`meta: Any | None = Field(default=None, sa_column=Column(JSONB(none_as_null=True), server_default=text("'{}'::jsonb")))`,
	}
	for i, line := range lines {
		if line != want[i] {
			t.Errorf("got  %s\nwant %s", line, want[i])
		}
	}
}
