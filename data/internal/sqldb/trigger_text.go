package sqldb

import (
	"slices"
	"strings"
)

// ReadBody determines from the statements of a trigger what it writes. If that is unclear, it
// may be anything. isIndex reports whether a table is an index of texts, whose rows follow
// from those of others.
func (t *Trigger) ReadBody(body string, n *Naming, isIndex func(table string) bool) {
	t.IsDerived = true
	words := sqlWords(body)
	at := func(i int) string {
		if i < 0 || i >= len(words) {
			return ""
		}
		return words[i]
	}
	for i, word := range words {
		switch {
		case word == "update" && at(i-1) != "for":
			t.readUpdate(words[i+1:], n)
		case word == "delete" && at(i+1) == "from", word == "replace" && at(i+1) == "into":
			table, _ := tableNamed(words[i+2:])
			t.IsDerived = t.IsDerived && isIndex(table)
		case word == "insert" && at(i+1) == "into":
			table, _ := tableNamed(words[i+2:])
			t.IsDerived = t.IsDerived && n.RosterTable(table, true) == ""
		case word == "raise":
			t.Refuses = true
		case word == "execute", word == "perform", word == "call":
			t.IsDerived = false
		case word == "new" && at(i+1) == "." && slices.Contains([]string{"=", ":"}, at(i+3)) &&
			slices.Contains([]string{"", ";", "begin", "then", "else", "loop"}, at(i-1)):
			t.sets(n, t.Table, at(i+2))
		}
	}
}

// readUpdate reads what comes after UPDATE: the table, and the columns that it sets.
func (t *Trigger) readUpdate(words []string, n *Naming) {
	if len(words) > 2 && words[0] == "or" {
		words = words[2:]
	}
	if len(words) > 0 && words[0] == "only" {
		words = words[1:]
	}
	stored, words := tableNamed(words)
	table := n.RosterTable(stored, true)
	if len(words) == 0 || words[0] != "set" || table == "" {
		t.IsDerived = false
		return
	}
	depth, isTarget := 0, true
	for i, word := range words[1:] {
		switch {
		case isTarget && i+2 < len(words) && words[i+2] == "=":
			t.IsDerived = t.IsDerived && n.RosterColumn(table, word) == ""
			t.sets(n, table, word)
			isTarget = false
		case isTarget: // a list of columns, or something unknown
			t.IsDerived = false
			return
		case word == "(":
			depth++
		case word == ")":
			depth--
		case depth == 0 && word == ",":
			isTarget = true
		case depth == 0 && slices.Contains([]string{"where", "from", ";", "returning"}, word):
			return
		}
	}
}

// sets notes that the trigger fills in a column. That of a roster itself is the user's.
func (t *Trigger) sets(n *Naming, table, column string) {
	if n.RosterColumn(table, column) == "" {
		t.Sets = append(t.Sets, Column{table, column})
	}
}

// tableNamed returns the table that comes first, without its schema, and what comes
// after it.
func tableNamed(words []string) (name string, rest []string) {
	if len(words) > 2 && words[1] == "." {
		words = words[2:]
	}
	if len(words) == 0 {
		return "", nil
	}
	return words[0], words[1:]
}

// sqlWords splits SQL into tokens: names and words in lower case, without quotes, and signs.
// Comments and string literals are left out.
func sqlWords(sql string) []string {
	var words []string
	for len(sql) > 0 {
		word, rest := CutWord(sql)
		if word != "" {
			words = append(words, strings.ToLower(word))
		}
		sql = rest
	}
	return words
}

// CutWord cuts the first word off; it is "" for space, comments and texts.
func CutWord(sql string) (word, rest string) {
	ends := map[byte]string{'"': "\"", '`': "`", '[': "]", '\'': "'"}
	switch c := sql[0]; {
	case strings.HasPrefix(sql, "--"):
		_, rest, _ = strings.Cut(sql, "\n")
		return "", rest
	case strings.HasPrefix(sql, "/*"):
		_, rest, _ = strings.Cut(sql, "*/")
		return "", rest
	case ends[c] != "":
		word, rest, _ = strings.Cut(sql[1:], ends[c])
		if c == '\'' {
			word = ""
		}
		return word, rest
	case isWordByte(c):
		n := 0
		for n < len(sql) && isWordByte(sql[n]) {
			n++
		}
		return sql[:n], sql[n:]
	case strings.IndexByte(" \t\r\n", c) >= 0:
		return "", sql[1:]
	}
	return sql[:1], sql[1:]
}

func isWordByte(c byte) bool {
	return c == '_' || c == '$' || c >= 0x80 || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}
