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
		entry := fmt.Sprintf("line %d: %s “%s”", d.Line, p.Words.Say(d.Kind), infile.Short(d.Name))
		if len(d.Others) == 1 {
			other := d.Others[0]
			q.Text = fmt.Sprintf("%s may be the same as %s: %s", entry, other, describeSimilarity(other))
			q.Choices = append(q.Choices, tabular.Choice{Answer: importer.AnswerSame, Text: "the same"})
		} else {
			q.Text = entry + " may be one of several"
			for _, other := range d.Others {
				text := fmt.Sprintf("%s: %s", other, describeSimilarity(other))
				q.Choices = append(q.Choices, tabular.Choice{Answer: other.Answer(), Text: text})
			}
		}
		q.Choices = append(q.Choices, tabular.Choice{Answer: importer.AnswerNew, Text: "another one"})
		questions = append(questions, q)
	}
	return questions
}

// describeSimilarity returns how a name is similar to that of a file.
func describeSimilarity(other importer.Namesake) string {
	if other.How == fold.Similar {
		return "the same but for case, accents, and spacing"
	}
	return other.How.String()
}
