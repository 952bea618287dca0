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

// TestModelsOfAdopted writes to an adopted database with the classes that roster prints, and
// goes on with what they wrote.
func TestModelsOfAdopted(t *testing.T) {
	t.Parallel()
	interpreter := pysqlmodel.Python(t)
	path, env := projects(t)
	roster := func(args ...string) string {
		t.Helper()
		cmd := command(t, filepath.Dir(path), append(args, "--db", path)...)
		cmd.Env = append(cmd.Env, env)
		return finish(t, cmd).wantDone(t)
	}
	roster("adopt", "--yes")
	program := filepath.Join(t.TempDir(), "program.py")
	write(t, program, roster("models")+`
import sys
from sqlmodel import Session, create_engine, select

with Session(create_engine("sqlite:///" + sys.argv[1])) as session:
    moon = session.exec(select(Projects)).one()
    print(*[f"{link.hero.full_name} {link.is_admin} {link.role}" for link in moon.hero_links], sep=", ")
    moon.hero_links.append(ProjectMembers(hero=Users(full_name="Cem"), role="cook"))
    session.commit()
`)
	cmd := exec.Command(interpreter, program, path)
	cmd.Stderr = os.Stderr
	if out, err := cmd.Output(); err != nil || string(out) != "Ana True lead, Ben False None\n" {
		t.Errorf("the program prints %q, %v", out, err)
	}
	if got := roster("show", "Moon"); !strings.Contains(got, " 3  Cem   active  cook\n") {
		t.Errorf("Moon is shown as\n%s", got)
	}
}
