package address

import (
	"fmt"
	"regexp"
	"strings"
)

// schemeOf returns the part of a URL before the ://, "" for the name of a file.
func schemeOf(name string) string {
	scheme, _, _ := strings.Cut(name, "://")
	if scheme == name || !regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]*$`).MatchString(scheme) {
		return ""
	}
	return scheme
}

// Plain returns the name of a database as [IsURL] and the system know it: of a URL as
// SQLAlchemy writes it, sqlite:///FILE or postgresql+DRIVER://…, the file or the URL of the
// server. The error is about a URL that names no database that roster opens.
func Plain(name string) (string, error) {
	scheme := schemeOf(name)
	dialect, _, _ := strings.Cut(strings.ToLower(scheme), "+")
	rest := strings.TrimPrefix(name, scheme+"://")
	switch dialect {
	case "":
		return name, nil
	case "postgres", "postgresql":
		return dialect + "://" + rest, nil
	case "sqlite":
		file, _, _ := strings.Cut(strings.TrimPrefix(rest, "/"), "?")
		switch {
		case !strings.HasPrefix(rest, "/") && rest != "":
			return "", fmt.Errorf("%q has no file: write sqlite:///FILE, or the name of the file alone", Redacted(name))
		case file == "" || file == ":memory:":
			return "", fmt.Errorf("%q is an in-memory database: use a file, or --demo", Redacted(name))
		}
		return file, nil
	}
	return "", fmt.Errorf("%q is not a database that roster can open: use a SQLite file, or a URL such as postgres://user@host/database", Redacted(name))
}
