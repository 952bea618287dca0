package fold

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

func TestName(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"":                            "",
		"José":                        "jose",
		norm.NFD.String("José"):       "jose",
		"Łukasz Wójcik":               "lukasz wojcik",
		"Weiß":                        "weiss",
		"WEIẞ":                        "weiss",
		"O'Brien":                     "obrien",
		"O’Brien":                     "obrien",
		"O´Brien":                     "obrien",
		"Søren Kjær":                  "soren kjaer",
		"Đorđe":                       "dorde",
		"Œuvre":                       "oeuvre",
		"Björn\u00a0 Åkesson ":        "bjorn akesson",
		"Rusty-Man":                   "rusty man",
		"rusty_man":                   "rusty man",
		"İstanbul ısı":                "istanbul isi",
		"Σίσυφος":                     "σισυφοσ",
		"Ёлка":                        "елка",
		"ﬁｎｅ ①":                       "fine 1",
		"किरण":                        "किरण",
		"が":                           norm.NFD.String("が"),
		"한국":                          "한국",
		norm.NFD.String("한국"):         "한국",
		"J. R. R. Tolkien":            "j r r tolkien",
		"zero\u200bwidth":             "zerowidth",
		"★":                           "★",
		" - ":                         "",
		"\xff":                        "\ufffd",
		"A\u0301\u0302\u0303\u0304bc": "abc",
	} {
		if got := Name(name); got != want {
			t.Errorf("Name(%q) is %q, not %q", name, got, want)
		}
	}
}

// What the generated table says is what the collation of golang.org/x/text says.
func TestLettersAreThoseOfTheCollation(t *testing.T) {
	t.Parallel()
	loose := collate.New(language.Und, collate.Loose)
	count := 0
	for r := rune(0x80); r < 0x2C80; r++ {
		ascii := letter(r)
		if ascii == "" {
			continue
		}
		count++
		if loose.CompareString(string(r), ascii) != 0 {
			t.Errorf("%c is not sorted as %s", r, ascii)
		}
	}
	if count < 15 {
		t.Errorf("the table has %d letters only", count)
	}
}

var searches = []struct {
	name, search string
	want         bool
}{
	{"José Álvarez", "alvarez jose", true},
	{"José Álvarez", "JOSÉ", true},
	{norm.NFD.String("José Álvarez"), "José", true},
	{"José Álvarez", norm.NFD.String("josé"), true},
	{"José Álvarez", "lvar", true},
	{"José Álvarez", "jose b", false},
	{"José Álvarez", "", true},
	{"Łukasz", "lukasz", true},
	{"Weiß", "weiss", true},
	{"Weiß", "weis", true},
	{"Weiß", "s", true},
	{"Weiß", "ß", true},
	{"Weißer", "sser", true},
	{"Weißer", "ser", true},
	{"Weißer", "isse", true},
	{"Weiss", "ß", true},
	{"Weißer", "eser", false},
	{"Kjær", "kjaer", true},
	{"Kjær", "ja", true},
	{"O'Brien", "obrien", true},
	{"O’Brien", "o'brien", true},
	{"OBrien", "O’Brien", true},
	{"O'Brien", "'", true},
	{"OBrien", "'", false},
	{"a_b", "_", true},
	{"a b", "_", false},
	{"J.R. Ewing", "jr", true},
	{"Rusty-Man", "rusty-man", true},
	{"Rusty–Man", "man-rusty", true},
	{"100%", "%", true},
	{"a]b\\c^d[e*f(", "]b\\c^d[e*f(", true},
	{"ŽDAN", "ždan", true},
	{"Ждан", "ЖДАН", true},
	{"Ελένη", "ελενη", true},
	{"김민준", "민준", true},
	{"がんば", "が", true},
	{"かんば", "が", false},
	{"Ｊｏｓｅ", "jose", true},
	{"ǅungla", "dzungla", true},
	{"İstanbul ısı", "istanbul isi", true},
	{"zero\u200bwidth", "zerowidth", true},
}

func TestFinds(t *testing.T) {
	t.Parallel()
	for _, c := range searches {
		words := Words(c.search)
		if got := Finds(c.name, words); got != c.want {
			t.Errorf("%q in %q: %v", c.search, c.name, got)
		}
		if got := FindsJoined(c.name, strings.Join(words, " ")); len(words) > 0 && got != c.want {
			t.Errorf("%q in %q, joined: %v", c.search, c.name, got)
		}
	}
}

// Go's expressions read what is written for PostgreSQL, in whose tests they are run.
func TestPattern(t *testing.T) {
	t.Parallel()
	for _, c := range searches {
		got := true
		for _, word := range Words(c.search) {
			got = got && (strings.Contains(c.name, word) || Name(word) != "" && regexp.MustCompile(Pattern(word)).MatchString(lowerASCII(c.name)))
		}
		if got != c.want {
			t.Errorf("%q in %q: %v", c.search, c.name, got)
		}
	}
	for prefix, names := range map[string][]string{
		"jose":    {"José", "Jose B", norm.NFD.String("José"), " jose", "'Jose"},
		"jose al": {"José Álvarez", "José -  'Álvarez", "jose_al"},
		"łu":      {"Łukasz", "lukas"},
		"o'b":     {"O'Brien", "obrien"},
		"kjae":    {"Kjær"},
		"weiss":   {"Weiß", "Weißer"},
		"ss":      {"ßa"},
	} {
		folded := Name(prefix)
		for _, name := range names {
			if !Begins(name, folded) || !regexp.MustCompile(PrefixPattern(folded)).MatchString(lowerASCII(name)) {
				t.Errorf("%q does not begin with %q", name, prefix)
			}
		}
		for _, name := range []string{"x" + names[0], "J", "", "Karl"} {
			if Begins(name, folded) || regexp.MustCompile(PrefixPattern(folded)).MatchString(lowerASCII(name)) {
				t.Errorf("%q begins with %q", name, prefix)
			}
		}
	}
}

func lowerASCII(s string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, s)
}

func TestInitials(t *testing.T) {
	t.Parallel()
	for prefix, want := range map[string]string{"jose": "jĴĵJj", "łu": "lŁł", "ss": "sßŚ", "ä": "aÄÅæ", "大": "大"} {
		initials := Initials(Name(prefix))
		for _, r := range want {
			if !slices.Contains(initials, r) && r != 'J' {
				t.Errorf("%q may begin with %c", prefix, r)
			}
		}
	}
}

func TestCompare(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		a, b string
		want Similarity
	}{
		{"José Álvarez", "José Álvarez", Same},
		{"José Álvarez", "jose  alvarez", Similar},
		{"Rusty-Man", "Rusty Man", Similar},
		{"Spider-Boy", "Spiderboy", Similar},
		{"Anna Müller", "Muller, Anna", OtherOrder},
		{"Anna Müller", "Müller Anna", OtherOrder},
		{"Anna Müller", "Ana Müller", OneLetterOff},
		{"Anna Müller", "Anna Mülller", OneLetterOff},
		{"Anna Müller", "Anna Möller", OneLetterOff},
		{"Anna Müller", "Anan Müller", OneLetterOff},
		{"Anna Müller", "Anna Miller-Smith", Different},
		{"Team 1", "Team 2", Different},
		{"Team 1", "Team 10", Different},
		{"Team A", "Team B", Different},
		{"Team II", "Team III", Different},
		{"Medics", "Medcis", OneLetterOff},
		{"Ann", "Ana", Different},
		{"Ann", "Anna", Different},
		{"★", "☆", Different},
		{"-", "_", Different},
	} {
		if got := Compare(c.a, c.b); got != c.want {
			t.Errorf("%q and %q are %v, not %v", c.a, c.b, got, c.want)
		}
		if got := Compare(c.b, c.a); got != c.want {
			t.Errorf("%q and %q are %v, not %v", c.b, c.a, got, c.want)
		}
	}
}

// An index finds what comparing with every name would find.
func TestIndex(t *testing.T) {
	t.Parallel()
	names := []string{"José Álvarez", "jose  alvarez", "Alvarez, José", "Jose Alvares", "JoseAlvarez", "Josse Álvarez", "Jose Álvraez", "Jsoe Alvarez", "Team 1", "Team 2", "Team A", "Team B", "Weiß", "Weis", "★", "", "Łukasz", "Lukas"}
	for _, typos := range []bool{false, true} {
		x := NewIndex(func(at uint32) string { return names[at] }, typos)
		for at := range names {
			x.Add(uint32(at))
		}
		for _, name := range names {
			var want []uint32
			for at, other := range names {
				how := Compare(name, other)
				if name != "" && (typos && how != Different || !typos && Name(name) == Name(other)) {
					want = append(want, uint32(at))
				}
			}
			if got := x.Find(name); !slices.Equal(got, want) {
				t.Errorf("typos %v: close to %q are %v, not %v", typos, name, got, want)
			}
			if len(want) > 1 && !x.Shared(len(names))[want[0]] {
				t.Errorf("typos %v: %q is not among those that may be close to others", typos, name)
			}
		}
	}
}

// Folding is idempotent, blind to the normal form, and yields valid text.
func FuzzName(f *testing.F) {
	for _, s := range []string{"José", "Weiß ẞ", "O'Brien", "が", "한", "ǆ Ǆ", "½", "a\u0345b", "\xff", "İ", "ΐ", "\u1100\u1161", "...-", "´ ", "ŉ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		folded := Name(s)
		if again := Name(folded); again != folded {
			t.Errorf("%q folds to %q, and that to %q", s, folded, again)
		}
		if !utf8.ValidString(folded) || strings.TrimSpace(folded) != folded {
			t.Errorf("%q folds to %q", s, folded)
		}
		if utf8.ValidString(s) && Name(norm.NFD.String(s)) != folded {
			t.Errorf("%q folds to %q, its NFD to %q", s, folded, Name(norm.NFD.String(s)))
		}
		Compare(s, folded)
	})
}

func BenchmarkName(b *testing.B) {
	for _, name := range []string{"rusty man", "Rusty-Man", "José Álvarez", "Łukasz Wójcik"} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Name(name)
			}
		})
		b.Run("Append/"+name, func(b *testing.B) {
			b.ReportAllocs()
			var dst []byte
			for b.Loop() {
				dst = Append(dst[:0], name)
			}
		})
	}
}

func TestSortKey(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"": "", "O'Brien": "o'brien", "Émile": "emile", norm.NFD.String("Émile"): "emile", "ŁUKASZ": "lukasz", "Weiß": "weiss", "WEIẞ": "weiss",
		"Kjær": "kjaer", "Œuvre": "oeuvre", "Ødegård": "odegard", "Đorđe": "dorde", "Ёлка": "Елка", "李": "李", "\xff\x00É": "\xff\x00e", "\ufffd": "\ufffd", "ǅ": "ǅ",
		"Team 2": "team 000000002", "Team 010": "team 000000010", "0": "000000000", "É1-1": "e000000001-000000001", "a12345678901b0000000000x": "a12345678901b000000000x", "٣": "٣",
	} {
		if got := SortKey(name); got != want {
			t.Errorf("%q sorts as %q, want %q", name, got, want)
		}
	}
}
