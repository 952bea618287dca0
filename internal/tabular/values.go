package tabular

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"roster/internal/fold"
)

// clean returns a cell without spaces around it, no-break ones and invisible ones
// included, in NFC.
func clean(cell string) string {
	cell = trim(cell)
	if norm.NFC.IsNormalString(cell) {
		return cell
	}
	return norm.NFC.String(cell)
}

// trim returns a cell without spaces around it.
func trim(cell string) string {
	return strings.TrimFunc(cell, func(r rune) bool {
		return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' || r == '\u2060' || r == '\u200e' || r == '\u200f'
	})
}

// isNothing reports whether a cleaned cell means no value.
func isNothing(cell string) bool {
	switch len(cell) {
	case 0:
		return true
	case 1:
		return cell == "-"
	case 2:
		return cell == "--" || strings.EqualFold(cell, "na")
	case 3:
		return cell == "–" || cell == "—" || strings.EqualFold(cell, "n/a") || strings.EqualFold(cell, "nan")
	case 4:
		return strings.EqualFold(cell, "null") || strings.EqualFold(cell, "none") ||
			strings.EqualFold(cell, "#n/a") || strings.EqualFold(cell, "<na>")
	}
	return false
}

// Value returns a cell without spaces around it, in NFC; "" for one that means no value, such
// as N/A.
func Value(cell string) string {
	if cell = clean(cell); isNothing(cell) {
		return ""
	}
	return cell
}

var (
	yesWords = []string{
		"true", "t", "yes", "y", "1", "wahr", "ja", "j", "oui", "vrai", "si", "on", "✓", "✔", "☑", "✅",
	}
	noWords     = []string{"false", "f", "no", "n", "0", "falsch", "nein", "non", "faux", "off"}
	activeWords = []string{
		"a", "active", "aktiv", "actif", "active member", "qualified", "fully qualified", "trained",
		"fully trained", "certified", "full member", "ausgebildet",
	}
	trainingWords = []string{
		"t", "training", "trainee", "in training", "in ausbildung", "ausbildung", "azubi", "en formation",
		"learner", "apprentice", "probation", "probationary", "on probation", "probationer",
	}
)

// signKey returns a sign without regard to case, accents, and spacing, and 1 for 1.0.
func signKey(sign string) string {
	if n, ok := parseWhole(sign); ok {
		return n
	}
	return fold.Name(sign)
}

// cellSign is what a sign means.
type cellSign struct {
	text     string // as it was first in the table
	standing CellStanding
}

// standingOf returns the standing that a sign means in a column, and whether it is known. In a
// matrix the column is "".
func (u *Analysis) standingOf(cell string, column Field) (CellStanding, bool) {
	if cell == "" {
		return Unknown, true
	}
	if s, ok := u.cells[cell]; ok {
		return s, true
	}
	key := signKey(cell)
	s, known := u.o.standing(key)
	if !known {
		s, known = meaning(key, column)
	}
	if !known {
		s, known = u.answered(key)
	}
	if known && len(u.cells) < 1000 {
		u.cells[cell] = s
		if _, ok := u.signs[key]; !ok {
			u.signs[key] = cellSign{cell, s}
		}
	}
	return s, known
}

// standing returns the standing that the roster calls by this word, and whether it is one.
func (o Options) standing(key string) (CellStanding, bool) {
	for field, s := range map[Field]CellStanding{IsTraining: Training, IsActive: Active} {
		if slices.ContainsFunc(o.Words[field], func(word string) bool { return key != "" && signKey(word) == key }) {
			return s, true
		}
	}
	return Unknown, false
}

// answered returns what the user said that a sign means.
func (u *Analysis) answered(key string) (CellStanding, bool) {
	switch u.o.Answers["sign:"+key] {
	case "training":
		return Training, true
	case "active":
		return Active, true
	case "none":
		return None, true
	}
	return Unknown, false
}

// meaning returns what a sign means by itself.
func meaning(key string, column Field) (CellStanding, bool) {
	isYes, isNo := slices.Contains(yesWords, key), slices.Contains(noWords, key)
	switch {
	case column == IsTraining && isYes:
		return Training, true
	case column == IsTraining && isNo:
		return Active, true
	case column == IsActive && isYes && key != "t":
		return Active, true
	case column == IsActive && key == "t":
		return Unknown, false // true, or training
	case slices.Contains(trainingWords, key):
		return Training, true
	case slices.Contains(activeWords, key):
		return Active, true
	case column == "" && isNo && key != "f":
		return None, true
	}
	return Unknown, false
}

// looksLikeSign reports whether a cell can be a sign of a matrix.
func looksLikeSign(o Options, cell string) bool {
	key := signKey(cell)
	if _, ok := o.standing(key); ok {
		return true
	}
	if key == "" {
		return len(cell) < 4
	}
	if slices.Contains(yesWords, key) || slices.Contains(noWords, key) ||
		slices.Contains(activeWords, key) || slices.Contains(trainingWords, key) {
		return true
	}
	_, err := strconv.Atoi(key)
	return err != nil && len([]rune(key)) <= 2
}

// parseWhole returns a whole number, 48 for 48.0, and whether it is one.
func parseWhole(cell string) (string, bool) {
	digits, fraction, _ := strings.Cut(cell, ".")
	if strings.Trim(fraction, "0") != "" {
		return "", false
	}
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil {
		return "", false
	}
	return strconv.FormatInt(n, 10), true
}

// parseFlag returns true or false, and whether a cell is one of them.
func parseFlag(cell string) (string, bool) {
	switch key := signKey(cell); {
	case slices.Contains(yesWords, key):
		return "true", true
	case slices.Contains(noWords, key):
		return "false", true
	}
	return "", false
}

// layouts are the usual layouts of dates with the name of the month, or the year first.
var layouts = []string{
	time.DateOnly, time.DateTime, "2006-01-02T15:04:05", "2006/1/2", "2 January 2006", "2 Jan 2006",
	"January 2, 2006", "Jan 2, 2006", "2. January 2006", "20060102",
}

// dateOrder determines what comes first in a date, the day or the month.
type dateOrder int

const (
	eitherOrder dateOrder = iota // it could be the day or the month
	dayOrder
	monthOrder
	noOrder // with the name of the month, or with the year first, or both are the same
)

// parseDate returns a date as ISO, its order, and whether it is one. If day and month could be
// each other, monthFirst decides.
func parseDate(cell string, monthFirst bool) (iso string, is dateOrder, ok bool) {
	for _, layout := range layouts {
		if at, err := time.Parse(layout, cell); err == nil {
			return at.Format(time.DateOnly), noOrder, true
		}
	}
	separator := strings.IndexAny(cell, "./-")
	if separator < 0 {
		return "", noOrder, false
	}
	parts := strings.Split(cell, cell[separator:separator+1])
	if len(parts) != 3 {
		return "", noOrder, false
	}
	var n [3]int
	for i, part := range parts {
		var err error
		if n[i], err = strconv.Atoi(strings.TrimSpace(part)); err != nil {
			return "", noOrder, false
		}
	}
	d, m, y := n[0], n[1], n[2]
	switch {
	case m > 12:
		is = monthOrder
	case d > 12 || cell[separator] == '.':
		is = dayOrder
	case d == m:
		is = noOrder
	}
	if is == monthOrder || is == eitherOrder && monthFirst {
		d, m = m, d
	}
	if len(parts[2]) == 2 {
		y += 2000
		if y > 2050 {
			y -= 100
		}
	}
	at := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if at.Day() != d || int(at.Month()) != m || y < 1000 || y > 9999 {
		return "", noOrder, false
	}
	return at.Format(time.DateOnly), is, true
}
