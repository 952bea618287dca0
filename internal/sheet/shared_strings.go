package sheet

import (
	"context"
	"encoding/xml"
)

// maxTexts is how much text the cells of a workbook may have together: it is in memory
// while a sheet is read.
const maxTexts = 128 << 20

// sharedTexts are the texts that cells of a workbook share.
type sharedTexts struct {
	all  string
	ends []uint32
}

func (t *sharedTexts) len() int { return len(t.ends) }

func (t *sharedTexts) at(n int) string {
	start := uint32(0)
	if n > 0 {
		start = t.ends[n-1]
	}
	return t.all[start:t.ends[n]]
}

// texts reads the texts that the cells share.
func (w *workbook) texts(ctx context.Context) (*sharedTexts, error) {
	t := &sharedTexts{}
	if w.strings == "" || w.find(w.strings) == nil {
		return t, nil
	}
	x, err := w.open(ctx, w.strings)
	if err != nil {
		return nil, err
	}
	defer x.part.Close()
	var all []byte
	taken := false
	for {
		token, err := x.next()
		if err != nil {
			return nil, damaged(err)
		}
		switch e := token.(type) {
		case xml.CharData:
			if taken {
				all = append(all, e...)
			}
		case xml.StartElement:
			taken = e.Name.Local == "t"
			if e.Name.Local == "rPh" {
				if err := x.skip("rPh"); err != nil {
					return nil, damaged(err)
				}
			}
		case xml.EndElement:
			taken = false
			switch e.Name.Local {
			case "si":
				t.ends = append(t.ends, uint32(len(all)))
			case "sst":
				t.all = string(all)
				return t, nil
			}
		}
		if len(all) > maxTexts || len(t.ends) > maxTexts/8 {
			return nil, failf(0, "the spreadsheet has more than %d MB of text: save the sheet as CSV", maxTexts>>20)
		}
	}
}
