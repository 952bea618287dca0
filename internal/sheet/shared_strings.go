package sheet

import (
	"context"
	"encoding/xml"
)

// maxSharedStrings is how much text the cells of a workbook may have together: it is in memory
// while a sheet is read.
const maxSharedStrings = 128 << 20

// sharedStrings are the texts that cells of a workbook share.
type sharedStrings struct {
	all  string
	ends []uint32
}

func (t *sharedStrings) len() int { return len(t.ends) }

func (t *sharedStrings) at(n int) string {
	start := uint32(0)
	if n > 0 {
		start = t.ends[n-1]
	}
	return t.all[start:t.ends[n]]
}

// sharedStrings reads the texts that the cells share.
func (w *workbook) sharedStrings(ctx context.Context) (*sharedStrings, error) {
	t := &sharedStrings{}
	if w.stringsPart == "" || w.find(w.stringsPart) == nil {
		return t, nil
	}
	x, err := w.open(ctx, w.stringsPart)
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
		if len(all) > maxSharedStrings || len(t.ends) > maxSharedStrings/8 {
			return nil, errorf(0, "the spreadsheet has more than %d MB of text: save the sheet as CSV", maxSharedStrings>>20)
		}
	}
}
