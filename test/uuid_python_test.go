//go:build unix

package test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"roster/internal/pysqlmodel"
)

// uuidProgram is a program of SQLModel whose ids are UUIDs. Every run adds a user, and prints who
// is on which project.
const uuidProgram = `
import sys, uuid
from typing import Optional
from sqlmodel import Field, SQLModel, Session, create_engine, select

class User(SQLModel, table=True):
    __tablename__ = "users"
    id: uuid.UUID = Field(default_factory=uuid.uuid4, primary_key=True)
    name: str

class Project(SQLModel, table=True):
    __tablename__ = "projects"
    id: uuid.UUID = Field(default_factory=uuid.uuid4, primary_key=True)
    title: str

class ProjectMember(SQLModel, table=True):
    __tablename__ = "project_members"
    user_id: uuid.UUID = Field(foreign_key="users.id", primary_key=True)
    project_id: uuid.UUID = Field(foreign_key="projects.id", primary_key=True)
    role: Optional[str] = None
    is_admin: bool = False

engine = create_engine("sqlite:///" + sys.argv[1])
SQLModel.metadata.create_all(engine)
with engine.begin() as connection:
    connection.exec_driver_sql("CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
with Session(engine) as session:
    project = session.exec(select(Project)).first() or Project(title="Moon")
    user = User(name="User %d" % len(session.exec(select(User)).all()))
    session.add_all([project, user])
    session.flush()
    session.add(ProjectMember(user_id=user.id, project_id=project.id, role="lead", is_admin=True))
    session.commit()
    for m in session.exec(select(ProjectMember)).all():
        print(session.get(User, m.user_id).name, session.get(Project, m.project_id).title, m.role, m.is_admin)
`

// TestUUIDsOfAnotherProgram has a program of SQLModel and roster take turns on a file.
func TestUUIDsOfAnotherProgram(t *testing.T) {
	t.Parallel()
	python := pysqlmodel.Python(t)
	folder := t.TempDir()
	path, program := filepath.Join(folder, "projects.db"), filepath.Join(folder, "program.py")
	if err := os.WriteFile(program, []byte(uuidProgram), 0o600); err != nil {
		t.Fatal(err)
	}
	run := func(want string) {
		t.Helper()
		out, err := exec.CommandContext(t.Context(), python, "-W", "ignore", program, path).CombinedOutput()
		lines := strings.Split(strings.TrimSpace(string(out)), "\n")
		if err != nil || strings.Join(lines, "; ") != want {
			t.Fatalf("%v, printed %s, not %s", err, out, want)
		}
	}
	env := "XDG_CONFIG_HOME=" + t.TempDir()
	roster := func(args ...string) {
		t.Helper()
		cmd := command(t, folder, append(args, "--db", path)...)
		cmd.Env = append(cmd.Env, env)
		finish(t, cmd).wantDone(t)
	}
	run("User 0 Moon lead True")
	roster("adopt", "--yes")
	roster("graduate", "User 0", "Moon")
	run("User 0 Moon lead False; User 1 Moon lead True")
	roster("add", "hero", "New")
	roster("assign", "New", "Moon")
	run("User 0 Moon lead False; User 1 Moon lead True; New Moon None True; User 3 Moon lead True")
	roster("undo")
	run("User 0 Moon lead False; User 1 Moon lead True; User 3 Moon lead True; User 4 Moon lead True")
}
