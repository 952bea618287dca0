package address

import (
	"cmp"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"

	"roster/data/sqllog"
)

// IsURL reports whether a database is given as the URL of a server and not as a file.
func IsURL(name string) bool {
	return strings.HasPrefix(name, "postgres://") || strings.HasPrefix(name, "postgresql://")
}

// Redacted returns the name of a database for display, with passwords replaced by
// [sqllog.Masked], whatever the scheme. For malformed URLs it errs on the side of masking.
func Redacted(name string) string {
	if schemeOf(name) == "" {
		return name
	}
	scheme, rest, _ := strings.Cut(name, "://")
	place, settings, has := CutSettings(rest)
	user, hosts := CutUser(place)
	if login, _, guarded := strings.Cut(user, ":"); guarded {
		user = login + ":" + sqllog.Masked
	}
	shown := scheme + "://" + user + hosts
	if has {
		shown += "?" + maskSettings(settings)
	}
	return shown
}

// CutSettings cuts the settings off a URL. A question mark before an at sign may be part of a
// password that should have been escaped.
func CutSettings(rest string) (place, settings string, has bool) {
	place, settings, has = strings.Cut(rest, "?")
	hosts := place[strings.LastIndexByte(place, '@')+1:]
	if !has || hasPlainPorts(hosts) && !strings.Contains(settings, "@") {
		return place, settings, has
	}
	if hasPlainPorts(place) && !strings.Contains(place, "@") && strings.Contains(settings, "=") {
		return place, settings, true // there is no password: ?user=me@example.org
	}
	return rest, "", false
}

// CutUser cuts the user and the password off the rest, which then begins with the at sign.
// Without an at sign, a port that is not a number is taken to be a password.
func CutUser(place string) (user, hosts string) {
	at := strings.LastIndexByte(place, '@')
	if at < 0 && !hasPlainPorts(place) {
		return place, ""
	}
	return place[:max(at, 0)], place[max(at, 0):]
}

// hasPlainPorts reports whether the ports of hosts, which a database may follow, are numbers
// or missing.
func hasPlainPorts(hosts string) bool {
	hosts, _, _ = strings.Cut(hosts, "/")
	for host := range strings.SplitSeq(hosts, ",") {
		if strings.HasPrefix(host, "[") { // an IPv6 address, which is full of colons
			host = host[strings.IndexByte(host, ']')+1:]
		}
		_, port, _ := strings.Cut(host, ":")
		if strings.Trim(port, "0123456789") != "" {
			return false
		}
	}
	return true
}

// maskSettings masks the passwords among the settings of a URL.
func maskSettings(settings string) string {
	pairs := strings.Split(settings, "&")
	for i, pair := range pairs {
		key, _, _ := strings.Cut(pair, "=")
		if readable, err := url.QueryUnescape(key); err != nil ||
			strings.Contains(strings.ToLower(readable), "password") {
			pairs[i] = key + "=" + sqllog.Masked
		}
	}
	return strings.Join(pairs, "&")
}

// MaskIn returns a text with each URL in it as [Redacted] writes it.
func MaskIn(text string) string {
	if !strings.Contains(text, "://") {
		return text
	}
	return regexp.MustCompile("[A-Za-z][A-Za-z0-9+.-]*://[^\\s\"'`]*").ReplaceAllStringFunc(text, Redacted)
}

// Title returns a short name that distinguishes a database from others: the name of its file,
// or of the database and its hosts, heroes@example.org.
func Title(name string) string {
	if !IsURL(name) {
		return filepath.Base(Redacted(name))
	}
	_, rest, _ := strings.Cut(Redacted(name), "://")
	place, settings, _ := CutSettings(rest)
	_, hosts := CutUser(place)
	hosts, database, _ := strings.Cut(strings.TrimPrefix(hosts, "@"), "/")
	if query, err := url.ParseQuery(settings); err == nil {
		hosts, database = cmp.Or(hosts, query.Get("host")), cmp.Or(database, query.Get("dbname"), query.Get("database"))
	}
	if readable, err := url.PathUnescape(database); err == nil {
		database = readable
	}
	return strings.Trim(database+"@"+hosts, "@")
}
