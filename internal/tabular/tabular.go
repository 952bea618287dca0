// Package tabular reads a table as a roster: it infers what the columns and the cells mean, and
// whether teams are in a column or across the top. It asks about what it can't infer.
package tabular

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// Field is what a column can mean. Custom fields are called as they are in the database,
// with their table: hero.phone.
type Field string

// The fields.
const (
	LeftOut      Field = "-"
	Hero         Field = "hero"
	FirstName    Field = "first_name"
	LastName     Field = "last_name"
	SecretName   Field = "secret_name"
	Age          Field = "age"
	HeroID       Field = "hero_id"
	Team         Field = "team"
	Headquarters Field = "headquarters"
	TeamID       Field = "team_id"
	Standing     Field = "status"      // words: active, training
	IsTraining   Field = "is_training" // yes means in training
	IsActive     Field = "is_active"   // yes means active
	NewField     Field = "+"           // becomes a custom field: left out until there is one
)

// Fields returns the fields that a column can be mapped to, besides custom ones.
func Fields() []Field {
	return []Field{
		Hero, FirstName, LastName, SecretName, Age, HeroID, Team, Headquarters, TeamID,
		Standing, IsTraining, IsActive, LeftOut,
	}
}

// Layout is where the people and teams of a table are.
type Layout string

// The layouts.
const (
	List         Layout = "list"          // a row is a hero, a team, or a membership
	TeamsAcross  Layout = "teams-across"  // people down, teams across, a sign in each cell
	PeopleAcross Layout = "people-across" // teams down, people across
	Groups       Layout = "groups"        // a column is a team, with its people below
	Names        Layout = "names"         // one name a line
)

// CellStanding is the standing of a membership in a table.
type CellStanding int

// The standings.
const (
	Unknown  CellStanding = iota // the table does not say
	Training                     // in training
	Active                       // active
	None                         // not a member
)

// Kind is what a custom field holds.
type Kind int

// The kinds of custom fields.
const (
	Text Kind = iota
	Number
	Flag
	Date
)

// Custom is a custom field of the database.
type Custom struct {
	Name Field // with its table: hero.phone
	Kind Kind
}

// Options are what is known of a table besides what it contains.
type Options struct {
	Custom  []Custom          // the custom fields of the database
	Map     map[string]Field  // what columns mean, by their headers
	Default map[Field]string  // what fields are if the table does not say
	Answers map[string]string // the answers to questions, by their ids

	// Recall returns what the user said the last time of a table with these headers, see
	// [Analysis.Headers]; nil if nothing is kept.
	Recall func(headers []string) Mapping

	// Words are what the roster calls a person, a team, and their standings: headers and cells that
	// say these are known.
	Words map[Field][]string
	// Say returns a sentence in the words of the roster; nil to leave it as it is.
	Say func(string) string

	TextIDs       bool // ids may be texts
	NewInTraining bool // new members are in training if the table does not say; only for the notes
}

// Question is what has to be asked about a table, or can be.
type Question struct {
	ID       string // the same for the same question: key of [Options.Answers]
	Text     string
	Choices  []Choice
	Required bool // without an answer nothing can be read; else the first choice is taken
}

// Choice is an answer to a question.
type Choice struct {
	Answer, Text string
}

// Column is a column of a table, with its meaning.
type Column struct {
	Header string
	Field  Field  // LeftOut if it is not read
	Why    string // it is left out
	at     int
	kind   Kind
}

// Problem is what can't be read in a table.
type Problem struct {
	Line int
	Text string
}

// maxListed is how many problems, values, and lines are named; the others are counted.
const maxListed = 20

// Analysis is what a table means.
type Analysis struct {
	Layout    Layout
	Header    int // the line of the header, 0 if there is none
	Columns   []Column
	Questions []Question
	Notes     []string  // what a plan should say, the most important first
	Problems  []Problem // the first ones
	Wrong     int       // how many problems there are
	Headers   []string  // by which the table is known again: without regard to case and order
	Recalled  bool      // something is known of it from the last time

	People, Teams, Memberships, OnNoTeam int // different names, unless there are too many to tell apart

	o           Options
	skip        int      // rows up to the header
	headerCells []string // the cells of the header
	teams       []Column // the columns of a matrix, or of groups
	signs       map[string]cellSign
	cells       map[string]CellStanding // what cells mean that were seen

	monthFirst bool // in ambiguous dates
}

// IsUnknown reports whether a column is left out because it means nothing to roster. Such
// a column can become a custom field.
func (u *Analysis) IsUnknown(c Column) bool {
	return c.Field == LeftOut && c.Why == notKnown && u.Layout == List
}

// IsOfPeople reports whether the rows are of people, or else of teams.
func (u *Analysis) IsOfPeople() bool { return u.hasPerson() }

// Why a column is left out: roster does not know it, or the user chose that.
const (
	notKnown = "unknown"
	asMapped = "as you said"
)

// Ready reports whether the entries can be taken: no required question is open, and
// nothing is wrong.
func (u *Analysis) Ready() bool {
	for _, q := range u.Questions {
		if q.Required {
			return false
		}
	}
	return u.Wrong == 0
}

// Custom returns the custom fields that columns are read into, in the order of
// [Entry.Custom].
func (u *Analysis) Custom() []Field {
	var fields []Field
	for _, c := range u.Columns {
		if isCustom(c.Field) {
			fields = append(fields, c.Field)
		}
	}
	return fields
}

func isCustom(f Field) bool { return strings.Contains(string(f), ".") }

// Entry is an entry of a table: a person, a team, or both and their membership.
type Entry struct {
	Line               int
	Team, Headquarters string
	Hero, SecretName   string
	TeamID, HeroID     string // whole numbers, or ""
	Age                string // a whole number, or ""
	Standing           CellStanding
	Custom             []string // until the next entry; see [Analysis.Custom]
}

// column returns the column of a field.
func (u *Analysis) column(f Field) (Column, bool) {
	for _, c := range u.Columns {
		if c.Field == f {
			return c, true
		}
	}
	return Column{}, false
}

// mayHaveSeveral reports whether a cell of people may have several: its header says so.
func (u *Analysis) mayHaveSeveral() bool {
	c, ok := u.column(Hero)
	return ok && slices.Contains(pluralHeaders, headerKey(c.Header))
}

// teamColumns returns the columns that name teams.
func (u *Analysis) teamColumns() []Column {
	var columns []Column
	for _, c := range u.Columns {
		if c.Field == Team {
			columns = append(columns, c)
		}
	}
	if len(columns) == 0 { // the default may name one
		columns = []Column{{Field: Team, at: math.MaxInt}}
	}
	return columns
}

func (u *Analysis) has(f Field) bool {
	_, ok := u.column(f)
	return ok
}

// hasPerson reports whether a column has the names of people.
func (u *Analysis) hasPerson() bool {
	return u.has(Hero) || u.has(FirstName) || u.has(LastName) || u.has(HeroID)
}

func (u *Analysis) hasTeam() bool {
	return u.has(Team) || u.has(TeamID) || u.o.Default[Team] != ""
}

// say returns a sentence in the words of the roster.
func (u *Analysis) say(text string) string {
	if u.o.Say == nil {
		return text
	}
	return u.o.Say(text)
}

func (u *Analysis) note(format string, args ...any) {
	u.Notes = append(u.Notes, fmt.Sprintf(format, args...))
}

// ask asks a question that has no answer yet, and returns the answer, if there is one.
func (u *Analysis) ask(q Question) string {
	answer := u.o.Answers[q.ID]
	if answer == "" {
		u.Questions = append(u.Questions, q)
	}
	return answer
}

// plural returns a number with its noun: 1 person, 41 people.
func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	digits := fmt.Sprint(n)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits + " " + many
}
