package postgres

import (
	"errors"
	"net/url"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"

	"roster/data/address"
)

// parseProblem describes the error in an invalid URL, without quoting the URL, which may
// contain a password.
func parseProblem(err *pgconn.ParseConfigError) string {
	_, rest, _ := strings.Cut(err.ConnString, "://")
	place, _, _ := address.CutSettings(rest)
	_, hosts := address.CutUser(place)
	_, what, _ := strings.Cut(err.Error(), "`: ")
	_, isOfURL := errors.AsType[*url.Error](err)
	switch {
	case strings.Contains(what, "port") || hosts == "" && place != "":
		return "a port is not a number from 1 to 65535, or the host is missing after the password"
	case isOfURL:
		return "it is not a valid URL: in a password, write characters such as / and @ as %2F and %40"
	}
	return what
}
