package model

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// MaxWord is how many characters a word of [Words] has at most.
const MaxWord = 24

// Words are what a roster calls its teams, its heroes and their standings. Those that are ""
// are the words of the tutorial.
type Words struct {
	Team, Teams      string
	Hero, Heroes     string
	Training, Active string
}

// tutorialWords are the words that messages are written with.
func tutorialWords() Words {
	return Words{Team: "team", Teams: "teams", Hero: "hero", Heroes: "heroes", Training: "training", Active: "active"}
}

// WordNames returns the names that the settings have for the words.
func WordNames() []string { return []string{"hero", "heroes", "team", "teams", "training", "active"} }

// Named returns the word of this name, nil if there is none.
func (w *Words) Named(name string) *string {
	return map[string]*string{
		"team": &w.Team, "teams": &w.Teams, "hero": &w.Hero, "heroes": &w.Heroes, "training": &w.Training,
		"active": &w.Active,
	}[name]
}

// IsWord reports whether a text can be one of the words: up to [MaxWord] letters, digits, spaces, hyphens and
// apostrophes, with a letter first.
func IsWord(text string) bool {
	first, _ := utf8.DecodeRuneInString(text)
	return utf8.ValidString(text) && utf8.RuneCountInString(text) <= MaxWord && unicode.IsLetter(first) &&
		strings.TrimSpace(text) == text &&
		!strings.ContainsFunc(text, func(r rune) bool {
			return !unicode.In(r, unicode.Letter, unicode.Mark, unicode.Nd) && !strings.ContainsRune(" -'’", r)
		})
}

// WordsOf returns the words for a database with these names of its tables: those that are set, else those
// that the names give.
func WordsOf(set Words, n Names) Words {
	words, tutorial := set, tutorialWords()
	fill := func(one, many *string, table string, usual, usuals string) {
		switch row, rows := wordsOfTable(table); {
		case *one != "":
			*many = cmp.Or(*many, plural(*one))
		case *many != "":
			*one = singular(*many)
		case IsWord(row) && IsWord(rows):
			*one, *many = row, rows
		default:
			*one, *many = usual, usuals
		}
	}
	fill(&words.Team, &words.Teams, n.Team, tutorial.Team, tutorial.Teams)
	fill(&words.Hero, &words.Heroes, n.Hero, tutorial.Hero, tutorial.Heroes)
	if flag := wordOfFlag(n.Flag); words.Training == "" && IsWord(flag) &&
		flag != cmp.Or(words.Active, tutorial.Active) {
		words.Training = flag
	}
	words.Training, words.Active = cmp.Or(words.Training, tutorial.Training), cmp.Or(words.Active, tutorial.Active)
	return words
}

// vocabulary are the words of the tutorial in a text, and those for them, with the article before them.
var vocabulary = regexp.MustCompile(`\b(?:([Aa]) )?([Ii]n training|[Tt]eams?|[Hh]ero(?:es)?|[Pp]erson|[Pp]eople|[Tt]raining|[Tt]rainees|[Aa]ctive)\b`)

// Say returns a text that is written with the words of the tutorial in the words of w. The text must
// be roster's own: what comes from a database is added afterwards.
func (w Words) Say(text string) string {
	if w == (Words{}) || w == tutorialWords() {
		return text
	}
	var said strings.Builder
	end := 0
	for _, at := range vocabulary.FindAllStringSubmatchIndex(text, -1) {
		before, word := text[end:at[0]], text[at[4]:at[5]]
		if strings.HasSuffix(text[:at[0]], "-") { // a flag of a command
			continue
		}
		said.WriteString(before)
		mine := w.word(word, strings.HasSuffix(text[:at[0]], "one "))
		if at[2] >= 0 {
			said.WriteString(text[at[2]:at[3]])
			if beginsWithVowel(mine) {
				said.WriteByte('n')
			}
			said.WriteByte(' ')
		}
		said.WriteString(mine)
		end = at[1]
	}
	return said.String() + text[end:]
}

// word returns the word for one of the tutorial, with a capital if that has one. What is said of "one"
// is a clause: no one in training.
func (w Words) word(tutorial string, ofOne bool) string {
	lower := strings.ToLower(tutorial)
	word := lower
	switch {
	case lower == "in training" && ofOne && w.renames("training"):
		word = "who is " + w.Training
	case lower == "in training" && w.renames("training"):
		word = w.Training
	case lower == "person" && w.renames("hero"):
		word = w.Hero
	case (lower == "people" || lower == "trainees") && w.renames("hero"):
		word = w.Heroes
	case lower == "trainees" && w.renames("training"):
		word = "people"
	default:
		if named := w.Named(lower); named != nil {
			word = cmp.Or(*named, lower)
		}
	}
	if lower != tutorial {
		return Capital(word)
	}
	return word
}

// renames reports whether a word is another than that of the tutorial.
func (w Words) renames(name string) bool { word := *w.Named(name); return word != "" && word != name }

// RenamesStandings reports whether training or active has another word than in the tutorial.
func (w Words) RenamesStandings() bool { return w.renames("training") || w.renames("active") }

// Capital returns a text with its first letter as a capital.
func Capital(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}

// RowsOf returns the word for the rows of a table.
func (w Words) RowsOf(table string) string {
	return w.Say(RowsOf(table))
}

// Standing returns the word of a standing.
func (w Words) Standing(s Standing) string {
	switch s {
	case Training:
		return cmp.Or(w.Training, s.String())
	case Active:
		return cmp.Or(w.Active, s.String())
	}
	return s.String()
}

// As returns how a member joins: in training, or as what.
func (w Words) As(s Standing) string {
	if s == Training && !w.renames("training") {
		return "in training"
	}
	return "as " + w.Standing(s)
}

// beginsWithVowel reports whether a word takes "an" as its article.
func beginsWithVowel(word string) bool {
	const vowels = "aeiou"
	lower := strings.ToLower(word)
	switch {
	case lower == "", strings.HasPrefix(lower, "eu"), strings.HasPrefix(lower, "one"):
		return false
	case lower[0] == 'u' && len(lower) > 2: // a user, an umpire
		return !strings.ContainsRune(vowels, rune(lower[2])) ||
			strings.HasPrefix(lower, "un") && !strings.HasPrefix(lower, "uni")
	}
	return strings.ContainsRune(vowels, rune(lower[0]))
}

// wordsOfTable returns the words for one row and for several, by the name of their table.
func wordsOfTable(table string) (one, many string) {
	name := spaced(table)
	if one = singular(name); one != name {
		return one, name
	}
	return name, plural(name)
}

// wordOfFlag returns the word for who has a flag: admin for is_admin.
func wordOfFlag(column string) string {
	name := spaced(column)
	for _, verb := range []string{"is ", "in "} {
		name = strings.TrimPrefix(name, verb)
	}
	return name
}

var camelCase = regexp.MustCompile(`([a-z])([A-Z])`)

// spaced returns the words of a name of a table or a column.
func spaced(name string) string {
	return strings.ToLower(strings.Join(strings.FieldsFunc(camelCase.ReplaceAllString(name, "$1 $2"),
		func(r rune) bool { return r == '_' || r == ' ' }), " "))
}

// plural returns the plural of a regular noun.
func plural(word string) string {
	switch {
	case hasEnding(word, "s", "x", "z", "ch", "sh", "hero"):
		return word + "es"
	case hasEnding(word, "y") && !hasEnding(word, "ay", "ey", "oy", "uy"):
		return word[:len(word)-1] + "ies"
	}
	return word + "s"
}

// singular returns the singular of a plural, and any other word as it is. People is irregular, and
// what many databases call the table.
func singular(word string) string {
	switch {
	case hasEnding(word, "people"):
		return strings.TrimSuffix(word, "people") + "person"
	case hasEnding(word, "ies") && len(word) > len("ties"):
		return strings.TrimSuffix(word, "ies") + "y"
	case hasEnding(word, "sses", "xes", "zes", "ches", "shes", "heroes"):
		return strings.TrimSuffix(word, "es")
	case hasEnding(word, "s") && !hasEnding(word, "ss", "us", "is"):
		return strings.TrimSuffix(word, "s")
	}
	return word
}

func hasEnding(word string, endings ...string) bool {
	return slices.ContainsFunc(endings, func(ending string) bool {
		return strings.HasSuffix(word, ending) && len(word) > len(ending) || word == ending && len(ending) > 2
	})
}
