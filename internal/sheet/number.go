package sheet

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// formatNumber returns a number in its usual form: 48 for 48.0 and for 4.8e1.
func formatNumber(s string) string {
	if strings.IndexFunc(s, func(r rune) bool { return (r < '0' || r > '9') && r != '-' }) < 0 {
		return s
	}
	f, err := strconv.ParseFloat(s, 64)
	switch {
	case err != nil || math.IsInf(f, 0) || math.IsNaN(f):
		return s
	case f == math.Trunc(f) && math.Abs(f) < 1e15:
		return strconv.FormatInt(int64(f), 10)
	}
	f, _ = strconv.ParseFloat(strconv.FormatFloat(f, 'g', 15, 64), 64) // as spreadsheets show it
	return strconv.FormatFloat(f, 'f', -1, 64)
}

// formatDate returns the day, or the time, or both, that a spreadsheet keeps as a number of days:
// since the end of 1899, with a 29 February 1900 that there was not, or since 1904.
func formatDate(serial string, since1904 bool) string {
	days, err := strconv.ParseFloat(serial, 64)
	if err != nil || days < 0 || days > 2958466 { // the year 10000
		return formatNumber(serial)
	}
	seconds := int64(math.Round(days * 86400))
	day, second := seconds/86400, seconds%86400
	start := time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case since1904:
		start = time.Date(1904, time.January, 1, 0, 0, 0, 0, time.UTC)
	case day < 60:
		start = start.AddDate(0, 0, 1)
	}
	at := start.AddDate(0, 0, int(day)).Add(time.Duration(second) * time.Second)
	layout := time.DateOnly
	switch {
	case day == 0 && !since1904:
		layout = time.TimeOnly
	case second != 0:
		layout = time.DateTime
	}
	return at.Format(layout)
}

// isDateFormat reports whether a format of numbers shows a day or a time.
func isDateFormat(code string) bool {
	code, _, _ = strings.Cut(code, ";")
	quoted, bracket := false, false
	for i := 0; i < len(code); i++ {
		switch c := code[i] | 0x20; {
		case code[i] == '"':
			quoted = !quoted
		case quoted:
		case code[i] == '\\' || code[i] == '_' || code[i] == '*':
			i++
		case code[i] == '[':
			bracket = true
		case code[i] == ']':
			bracket = false
		case !bracket && (c == 'y' || c == 'm' || c == 'd' || c == 'h' || c == 's'):
			return true
		}
	}
	return false
}

// isBuiltinDateFormat reports whether a format that Excel knows by its number shows a day or a
// time.
func isBuiltinDateFormat(id int) bool {
	return 14 <= id && id <= 22 || 27 <= id && id <= 36 || 45 <= id && id <= 47 || 50 <= id && id <= 58
}
