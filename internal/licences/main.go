// Command licences prints the licences of everything that is linked into roster, for the
// systems that it is built for:
//
//	go run ./internal/licences SYSTEM/PROCESSOR...
//
// They come from the module cache and from the Go toolchain, so that the output is
// reproducible. A module without a licence is an error.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

func main() {
	if err := run(os.Stdout, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "licences:", err)
		os.Exit(1)
	}
}

// run prints the licences of everything that is linked into the programs for these systems.
func run(out io.Writer, systems []string) error {
	if len(systems) == 0 {
		return errors.New("name a system, such as linux/amd64")
	}
	folders := map[string]map[string]bool{} // for each module, the folders that may have licences
	for _, system := range systems {
		if err := link(folders, system); err != nil {
			return fmt.Errorf("%s: %w", system, err)
		}
	}
	for _, module := range slices.Sorted(maps.Keys(folders)) {
		if err := write(out, module, folders[module]); err != nil {
			return err
		}
	}
	return nil
}

// linked is a package as reported by go list.
type linked struct {
	Dir      string
	Standard bool
	Root     string // GOROOT, for a package of Go
	Module   *struct {
		Path, Version, Dir string
		Main               bool
	}
}

// link adds the modules that are linked into a program, and the folders of their packages up
// to the module's own.
func link(folders map[string]map[string]bool, system string) error {
	name, processor, ok := strings.Cut(system, "/")
	if !ok {
		return errors.New("a system is SYSTEM/PROCESSOR")
	}
	list := exec.Command("go", "list", "-deps", "-json=Dir,Standard,Root,Module", ".")
	list.Env = append(os.Environ(), "GOOS="+name, "GOARCH="+processor, "CGO_ENABLED=0")
	list.Stderr = os.Stderr
	text, err := list.Output()
	if err != nil {
		return fmt.Errorf("go list: %w", err)
	}
	for packages := json.NewDecoder(bytes.NewReader(text)); ; {
		var p linked
		switch err := packages.Decode(&p); {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
		module, root := "Go's standard library", p.Root
		if !p.Standard {
			module, root = strings.TrimSpace(p.Module.Path+" "+p.Module.Version), p.Module.Dir
		}
		if folders[module] == nil {
			folders[module] = map[string]bool{}
		}
		for folder := p.Dir; ; folder = filepath.Dir(folder) {
			folders[module][folder] = true
			if folder == root || len(folder) <= len(root) {
				break
			}
		}
	}
}

// isLicence matches the names of license files.
var isLicence = regexp.MustCompile(`(?i)^(.+-)?(licen[cs]e|copying|copyright|notice|patents)([-.].*)?$`)

// write writes the licences of a module, each text once.
func write(out io.Writer, module string, folders map[string]bool) error {
	printed := map[string]bool{}
	for _, folder := range slices.Sorted(maps.Keys(folders)) {
		entries, err := os.ReadDir(folder)
		if err != nil {
			return err
		}
		for _, entry := range entries {
			if entry.IsDir() || !isLicence.MatchString(entry.Name()) || filepath.Ext(entry.Name()) == ".go" {
				continue
			}
			text, err := os.ReadFile(filepath.Join(folder, entry.Name()))
			if err != nil {
				return err
			}
			if printed[string(text)] {
				continue
			}
			printed[string(text)] = true
			_, err = fmt.Fprintf(out, "%s\n%s: %s\n\n%s\n\n",
				strings.Repeat("=", 80), module, entry.Name(), bytes.TrimSpace(text))
			if err != nil {
				return err
			}
		}
	}
	if len(printed) == 0 {
		return fmt.Errorf("%s has no licence", module)
	}
	return nil
}
