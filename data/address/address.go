package address

import (
	"cmp"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"

	"roster/data/sqllog"
)

// IsURL reports whether a database is named by the URL of its server, and not by
// its file.
func IsURL(name string) bool {
	return strings.HasPrefix(name, "postgres://") || strings.HasPrefix(name, "postgresql://")
}

// Shown returns the name of a database as it may be shown to anyone: [sqllog.Masked]
// stands in it for a password, whatever the scheme. Rather too much of a broken URL is
// masked than too little.
func Shown(name string) string {
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

// CutSettings cuts the settings off a URL. A question mark before an at sign may be
// of a password that should have been escaped.
func CutSettings(rest string) (place, settings string, has bool) {
	place, settings, has = strings.Cut(rest, "?")
	hosts := place[strings.LastIndexByte(place, '@')+1:]
	if !has || hasPlainPorts(hosts) && !strings.Contains(settings, "@") {
		return place, settings, has
	}
	if hasPlainPorts(place) && !strings.Contains(place, "@") && strings.Contains(settings, "=") {
		return place, settings, true // no one has told a password: ?user=me@example.org
	}
	return rest, "", false
}

// CutUser cuts the user and the password off the rest, which begins with the at
// sign then. Where there is none, what is no port must be a password.
func CutUser(place string) (user, hosts string) {
	at := strings.LastIndexByte(place, '@')
	if at < 0 && !hasPlainPorts(place) {
		return place, ""
	}
	return place[:max(at, 0)], place[max(at, 0):]
}

// hasPlainPorts reports whether hosts, with a database or without, have numbers for ports or
// none.
func hasPlainPorts(hosts string) bool {
	hosts, _, _ = strings.Cut(hosts, "/")
	for host := range strings.SplitSeq(hosts, ",") {
		if strings.HasPrefix(host, "[") { // an address of IPv6, which is full of colons
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
		if readable, err := url.QueryUnescape(key); err != nil || strings.Contains(strings.ToLower(readable), "password") {
			pairs[i] = key + "=" + sqllog.Masked
		}
	}
	return strings.Join(pairs, "&")
}

// MaskIn returns a text with each URL in it as [Shown] shows it.
func MaskIn(text string) string {
	if !strings.Contains(text, "://") {
		return text
	}
	return regexp.MustCompile("[A-Za-z][A-Za-z0-9+.-]*://[^\\s\"'`]*").ReplaceAllStringFunc(text, Shown)
}

// Title returns the shortest that tells a database from others: the name of its
// file, or its own and those of its hosts, heroes@example.org.
func Title(name string) string {
	if !IsURL(name) {
		return filepath.Base(Shown(name))
	}
	_, rest, _ := strings.Cut(Shown(name), "://")
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
