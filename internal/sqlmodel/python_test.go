package sqlmodel

import (
	"database/sql"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"roster/data"
	"roster/data/adopt"
	"roster/data/model"
	"roster/internal/pgtest"
	"roster/internal/pysqlmodel"
)

// The classes read and write the very file that they are printed for.
func TestModelsInPython(t *testing.T) {
	interpreter := pysqlmodel.Python(t)
	runModels(t, interpreter, fieldsDatabase(t), fieldsModels+`
import sys
from sqlmodel import Session, create_engine, select

with Session(create_engine("sqlite:///" + sys.argv[1])) as session:
    link = session.exec(select(HeroTeamLink).where(HeroTeamLink.hero_id == 2)).one()
    print(link.hero.email, link.role.value, link.joined, link.rating, link.seen, link.remote)
    link.role = Role.medic
    session.commit()
    session.refresh(link)
    print(link.role.value, link.extra)
`, "spider@boy.example scout 2025-12-31 3.00 2026-11-21 08:15:30.250000 True\nmedic None\n")
}

// relatedTables are what real projects have: names that Python imports, keys that cascade,
// pairs that are unique, values that only the database works out, and every kind of value.
const relatedTables = `CREATE TABLE team (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR NOT NULL UNIQUE, headquarters VARCHAR);
CREATE TABLE hero (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR NOT NULL, secret_name VARCHAR, age INTEGER, home_id INTEGER REFERENCES team (id) ON DELETE SET NULL,
	date DATE, datetime DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP, "Field" VARCHAR(40), born TIME, uid CHAR(32), code UUID, meta JSON, photo BLOB);
CREATE TABLE heroteamlink (team_id INTEGER NOT NULL REFERENCES team (id) ON DELETE CASCADE, hero_id INTEGER NOT NULL REFERENCES hero (id), is_training BOOLEAN,
	number INTEGER, "text" VARCHAR, by_id INTEGER REFERENCES hero (id), PRIMARY KEY (team_id, hero_id), UNIQUE (team_id, number));
INSERT INTO team VALUES (1, 'Zed', NULL);
INSERT INTO hero VALUES (1, 'Ada', NULL, NULL, 1, '2024-02-29', '2024-05-01 09:00:00.000000', 'physics', '07:05:00.000000', '0123abcd456789abcdef0123456789ab', '0123abcd-4567-89ab-cdef-0123456789ab', '{"a": 1}', X'00FF');
INSERT INTO heroteamlink VALUES (1, 1, NULL, 7, 'x', 1);`

// The classes read every kind of value, and write it as roster and the database would.
func TestModelsOfRelatedTablesInPython(t *testing.T) {
	interpreter := pysqlmodel.Python(t)
	path := filepath.Join(t.TempDir(), "related.db")
	execute(t, path, relatedTables)
	classes := Classes(opened(t, path, data.Options{}).Declared, noSince)
	for _, want := range []string{
		`name: str = Field(index=True, unique=True)`, `headquarters: str | None = None`, `is_training: bool | None = None`,
		`home_id: int | None = Field(default=None, sa_column=Column(ForeignKey("team.id", ondelete="SET NULL")))`,
		`field_date: date | None = Field(default=None, sa_column_kwargs={"name": "date"})`, `UniqueConstraint("team_id", "number")`, `born: time | None = None`, `uid: UUID | None = None`,
		`team_id: int | None = Field(default=None, sa_column=Column(ForeignKey("team.id", ondelete="CASCADE"), primary_key=True))`,
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
    print(ada.field_date, ada.field_datetime, ada.field_Field, ada.born, ada.uid, ada.code, ada.meta, ada.photo, ada.home_id, ada.team_links[0].is_training, ada.team_links[0].field_text)
    bob = Hero(name="Bob", born=time(9, 30), uid=ada.uid, code=ada.code, meta={"b": [2]}, photo=b"\x01")
    session.add(bob)
    session.add(Hero(name="Cid"))
    session.commit()
    off = moment.now(timezone.utc).replace(tzinfo=None) - bob.field_datetime
    print(abs(off.total_seconds()) < 60)
    session.add(HeroTeamLink(team_id=1, hero_id=bob.id, is_training=True, number=8, by_id=1))
    session.commit()
    print(bob.team_links[0].hero.name, len(ada.team_links))
`, "2024-02-29 2024-05-01 09:00:00 physics 07:05:00 0123abcd-4567-89ab-cdef-0123456789ab 0123abcd-4567-89ab-cdef-0123456789ab {'a': 1} b'\\x00\\xff' 1 None x\nTrue\nBob 1\n")
	values, err := opened(t, path, data.Options{}).Reader().RowFields(t.Context(), "hero", []model.ID{model.NumberID(2), model.NumberID(3)})
	if err != nil {
		t.Fatal(err)
	}
	for field, want := range map[string]string{"born": "09:30:00", "uid": "0123abcd-4567-89ab-cdef-0123456789ab", "code": "0123abcd-4567-89ab-cdef-0123456789ab", "meta": `{"b": [2]}`, "photo": "X'01'"} {
		if got := values[model.NumberID(2)][field].Text; got != want {
			t.Errorf("SQLModel wrote %s as %s, want %s", field, got, want)
		}
		if got := values[model.NumberID(3)][field]; got.Set {
			t.Errorf("SQLModel wrote %s as %s where nothing was given", field, got.Text)
		}
	}
}

// The classes of an adopted database have its own names, and its memberships their own id.
func TestModelsOfAnAdoptedDatabaseInPython(t *testing.T) {
	interpreter := pysqlmodel.Python(t)
	path := filepath.Join(t.TempDir(), "projects.db")
	execute(t, path, `CREATE TABLE users (id INTEGER PRIMARY KEY, full_name VARCHAR NOT NULL, name VARCHAR, email VARCHAR UNIQUE);
CREATE TABLE projects (pid INTEGER PRIMARY KEY, title VARCHAR NOT NULL, lead_id INTEGER REFERENCES users (id) ON DELETE SET NULL);
CREATE TABLE project_members (id INTEGER PRIMARY KEY, user INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE, project INTEGER NOT NULL REFERENCES projects (pid), invited_by INTEGER REFERENCES users (id),
	role VARCHAR, is_admin BOOLEAN NOT NULL DEFAULT FALSE, UNIQUE (user, project));
INSERT INTO users VALUES (1, 'Ana', 'ana', 'a@x'), (2, 'Ben', NULL, NULL);
INSERT INTO projects VALUES (1, 'Moon', 1);
INSERT INTO project_members VALUES (5, 1, 1, NULL, 'lead', TRUE);`)
	proposal, err := data.ProposeAdoption(t.Context(), path, data.Options{}, adopt.Choices{Link: "project_members", Team: "projects", Hero: "users", Flag: "is_admin", HeroName: "full_name"})
	if err != nil {
		t.Fatal(err)
	}
	s := opened(t, path, data.Options{Names: proposal.Names})
	got := Classes(s.Declared, noSince)
	const want = `from sqlalchemy import Column, ForeignKey, UniqueConstraint
from sqlmodel import Field, Relationship, SQLModel


class ProjectMembers(SQLModel, table=True):
    __tablename__ = "project_members"
    __table_args__ = (
        UniqueConstraint("user", "project"),
    )

    id: int | None = Field(default=None, primary_key=True)
    user: int = Field(sa_column=Column(ForeignKey("users.id", ondelete="CASCADE"), nullable=False))
    project: int = Field(foreign_key="projects.pid")
    invited_by: int | None = Field(default=None, foreign_key="users.id")
    role: str | None = None
    is_admin: bool = False

    team: "Projects" = Relationship(back_populates="hero_links")
    hero: "Users" = Relationship(back_populates="team_links", sa_relationship_kwargs={"foreign_keys": "[ProjectMembers.user]"})


class Projects(SQLModel, table=True):
    pid: int | None = Field(default=None, primary_key=True)
    title: str = Field(index=True)
    lead_id: int | None = Field(default=None, sa_column=Column(ForeignKey("users.id", ondelete="SET NULL")))

    hero_links: list[ProjectMembers] = Relationship(back_populates="team")


class Users(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    full_name: str = Field(index=True)
    name: str | None = None
    email: str | None = Field(default=None, unique=True)

    team_links: list[ProjectMembers] = Relationship(back_populates="hero", sa_relationship_kwargs={"foreign_keys": "[ProjectMembers.user]"})
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	runModels(t, interpreter, path, got+`
import sys
from sqlmodel import Session, create_engine, select

with Session(create_engine("sqlite:///" + sys.argv[1])) as session:
    moon = session.exec(select(Projects)).one()
    print(moon.title, moon.hero_links[0].hero.full_name, moon.hero_links[0].is_admin)
    session.add(ProjectMembers(user=2, project=1, invited_by=1))
    session.commit()
`, "Moon Ana True\n")
	if values, err := s.Reader().RowFields(t.Context(), "hero", []model.ID{model.NumberID(2)}); err != nil || values[model.NumberID(2)]["name_"].Set {
		t.Errorf("the user is %v, %v", values, err)
	}
}

// serverTables are what SQLAlchemy makes of the classes, after the name of a hero.
const serverTables = `Ada
CREATE TABLE hero (
meta JSONB DEFAULT '{}'::jsonb NOT NULL,
tags VARCHAR[],
mood mood,
id SERIAL NOT NULL,
name VARCHAR NOT NULL,
secret_name VARCHAR NOT NULL,
age INTEGER,
uid UUID,
PRIMARY KEY (id)
)
CREATE TABLE team (
id BIGSERIAL NOT NULL,
founded TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
name VARCHAR NOT NULL,
headquarters VARCHAR NOT NULL,
opens TIME WITHOUT TIME ZONE,
PRIMARY KEY (id),
UNIQUE (name, opens)
)
CREATE TABLE heroteamlink (
team_id BIGINT NOT NULL,
hero_id INTEGER NOT NULL,
is_training BOOLEAN NOT NULL,
PRIMARY KEY (team_id, hero_id),
FOREIGN KEY(team_id) REFERENCES team (id) ON DELETE CASCADE,
FOREIGN KEY(hero_id) REFERENCES hero (id) ON DELETE CASCADE
)
`

// The classes of tables on a server make tables like them.
func TestModelsOfServerTablesInPython(t *testing.T) {
	interpreter := pysqlmodel.Python(t)
	url := pgtest.Database(t, pgtest.ICU)
	if err := pgtest.Exec(url, `CREATE TYPE mood AS ENUM ('so so', 'fine');
CREATE TABLE team (id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name VARCHAR NOT NULL, headquarters VARCHAR NOT NULL, founded TIMESTAMPTZ NOT NULL DEFAULT now(), opens TIME, UNIQUE (name, opens));
CREATE TABLE hero (id SERIAL PRIMARY KEY, name VARCHAR NOT NULL, secret_name VARCHAR NOT NULL, age INTEGER, uid UUID, meta JSONB NOT NULL DEFAULT '{}', tags TEXT[], mood mood);
CREATE TABLE heroteamlink (team_id BIGINT REFERENCES team ON DELETE CASCADE, hero_id INTEGER REFERENCES hero ON DELETE CASCADE, is_training BOOLEAN NOT NULL, PRIMARY KEY (team_id, hero_id))`); err != nil {
		t.Fatal(err)
	}
	classes := Classes(opened(t, url, data.Options{}).Declared, noSince)
	for _, want := range []string{
		`id: int | None = Field(default=None, sa_column=Column(BigInteger, primary_key=True))`, `UniqueConstraint("name", "opens")`,
		`founded: datetime | None = Field(default=None, sa_column=Column(DateTime(timezone=True), nullable=False, server_default=text("now()")))`,
	} {
		if !strings.Contains(classes, want) {
			t.Errorf("there is no %s in\n%s", want, classes)
		}
	}
	runModels(t, interpreter, url, classes+`
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

hero = Hero(name="Ada", secret_name="A", tags=["x"], mood="so so", team_links=[HeroTeamLink()])
print(hero.team_links[0].hero.name)
for table in SQLModel.metadata.sorted_tables:
    lines = str(CreateTable(table).compile(dialect=postgresql.dialect())).strip().split("\n")
    print(*[line.strip() for line in lines], sep="\n")
`, serverTables)
}

// fieldsDatabase returns the path of a copy of the roster with custom fields.
func fieldsDatabase(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "fields.db")
	content, err := os.ReadFile("../../testdata/fields.db")
	if err == nil {
		err = os.WriteFile(path, content, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// opened opens a database, and closes it when the test ends.
func opened(t *testing.T, path string, opts data.Options) *data.Store {
	t.Helper()
	schema, err := os.ReadFile("../../schema.sql")
	if err != nil {
		t.Fatal(err)
	}
	opts.Schema = string(schema)
	s, err := data.Open(t.Context(), path, opts)
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

// execute makes a database of these statements.
func execute(t *testing.T, path, statements string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err == nil {
		_, err = db.Exec(statements)
		err = errors.Join(err, db.Close())
	}
	if err != nil {
		t.Fatal(err)
	}
}

// runModels runs a program on a database, and compares what it prints. Warnings, of numbers
// that SQLite does not keep exactly, go elsewhere.
func runModels(t *testing.T, interpreter, path, program, want string) {
	t.Helper()
	var warnings strings.Builder
	cmd := exec.CommandContext(t.Context(), interpreter, "-c", program, path)
	cmd.Stderr = &warnings
	out, err := cmd.Output()
	if err != nil || string(out) != want {
		t.Errorf("%v: %s%s\nwant %s", err, warnings.String(), out, want)
	}
}
