package exchange

import (
	"fmt"

	"roster/data/importer"
	"roster/internal/fold"
	"roster/internal/infile"
	"roster/internal/tabular"
)

// Questions returns what has to be asked about whom the names of a file mean. The answers
// are those of [importer.Import].
func Questions(p importer.Plan) []tabular.Question {
	var questions []tabular.Question
	for _, d := range p.Doubts {
		q := tabular.Question{ID: d.ID(), Required: true}
		if len(d.Others) == 1 {
			other := d.Others[0]
			q.Text = fmt.Sprintf("line %d: %s “%s” may be the same as %s: %s", d.Line, p.Words.Say(d.Kind), infile.Short(d.Name), other, how(other))
			q.Choices = append(q.Choices, tabular.Choice{Answer: importer.AnswerSame, Text: "the same"})
		} else {
			q.Text = fmt.Sprintf("line %d: %s “%s” may be one of several", d.Line, p.Words.Say(d.Kind), infile.Short(d.Name))
			for _, other := range d.Others {
				q.Choices = append(q.Choices, tabular.Choice{Answer: other.Answer(), Text: fmt.Sprintf("%s: %s", other, how(other))})
			}
		}
		q.Choices = append(q.Choices, tabular.Choice{Answer: importer.AnswerNew, Text: "another one"})
		questions = append(questions, q)
	}
	return questions
}

// how returns how a name is similar to that of a file.
func how(other importer.Namesake) string {
	if other.How == fold.Similar {
		return "the same but for case, accents, and spacing"
	}
	return other.How.String()
}
