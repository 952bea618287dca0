package sheet

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"roster/internal/infile"
)

// workbookOf returns a workbook that excelize wrote.
func workbookOf(t *testing.T, fill func(f *excelize.File) error) string {
	t.Helper()
	f := excelize.NewFile()
	err := fill(f)
	var b bytes.Buffer
	if err == nil {
		_, err = f.WriteTo(&b)
	}
	if err := errors.Join(err, f.Close()); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestXLSXOfExcelize(t *testing.T) {
	t.Parallel()
	text := workbookOf(t, func(f *excelize.File) error {
		custom := "dd\"th of\" mmmm yyyy"
		money := "#,##0.00 [$DKK-406]"
		day, err1 := f.NewStyle(&excelize.Style{NumFmt: 14})
		own, err2 := f.NewStyle(&excelize.Style{CustomNumFmt: &custom})
		price, err3 := f.NewStyle(&excelize.Style{CustomNumFmt: &money})
		joined := time.Date(2024, 3, 1, 0, 0, 0, 0, time.UTC)
		_, err4 := f.NewSheet("Hidden")
		return errors.Join(err1, err2, err3, err4,
			f.SetSheetVisible("Hidden", false), f.SetCellValue("Hidden", "A1", "secret"),
			f.SetSheetRow("Sheet1", "A1", &[]any{"Name", "Age", "Training", "Joined", "Left", "Fee", "At"}),
			f.SetSheetRow("Sheet1", "A2", &[]any{"José", 48.0, true, joined, joined, 12.5, 0.75}),
			f.SetCellStyle("Sheet1", "D2", "D2", day), f.SetCellStyle("Sheet1", "E2", "E2", own), f.SetCellStyle("Sheet1", "F2", "F2", price),
			f.SetCellRichText("Sheet1", "A5", []excelize.RichTextRun{{Text: "Łukasz "}, {Text: "Wójcik", Font: &excelize.Font{Bold: true}}}),
			f.SetCellValue("Sheet1", "C5", false), f.SetCellValue("Sheet1", "G5", 1.0/3),
		)
	})
	book, err := open(t, text)
	if err != nil {
		t.Fatal(err)
	}
	if len(book.Tables) != 2 || book.Tables[0].Name != "Sheet1" || book.Tables[1].Name != "Hidden" {
		t.Errorf("sheets %+v", book.Tables)
	}
	const want = "1: Name|Age|Training|Joined|Left|Fee|At\n2: José|48|TRUE|2024-03-01|2024-03-01|12.5|0.75\n5: Łukasz Wójcik||FALSE||||0.333333333333333\n"
	if rows, err := read(t.Context(), book.Tables[0].Rows); err != nil || rows != want {
		t.Errorf("%v\n%s", err, rows)
	}
}

// A workbook that was cut off, or has a text that is not there, is refused: fewer rows
// would look like the whole of it.
func TestDamagedWorkbooks(t *testing.T) {
	t.Parallel()
	parts := unzip(t, fromFile(t, "values.xlsx"))
	const sheet = "xl/worksheets/sheet1.xml"
	whole := string(parts[sheet])
	for name, text := range map[string]string{
		"cut":     whole[:len(whole)/2],
		"nothing": "",
		"texts":   strings.ReplaceAll(whole, `t="s"><v>0<`, `t="s"><v>4000<`),
	} {
		parts[sheet] = []byte(text)
		mustFail(t, name, string(zipOf(t, parts)), "damaged")
	}
	ods := unzip(t, fromFile(t, "values.ods"))
	content := string(ods["content.xml"])
	ods["content.xml"] = []byte(content[:len(content)-30])
	mustFail(t, "ODS, cut", string(zipOf(t, ods)), "damaged")
}

// mustFail opens a file and reads its first sheet, which fails.
func mustFail(t *testing.T, name, text, says string) {
	t.Helper()
	book, err := open(t, text)
	if err == nil {
		for _, err = range book.Tables[0].Rows(t.Context()) {
			if err != nil {
				break
			}
		}
	}
	var refused *Error
	if !errors.As(err, &refused) || !strings.Contains(err.Error(), says) {
		t.Errorf("%s: %v", name, err)
	}
}

// What unpacks, or repeats, to more than a spreadsheet can be is refused in little memory.
func TestBombs(t *testing.T) {
	t.Parallel()
	ods := unzip(t, fromFile(t, "values.ods"))
	odsOf := func(rows string) string {
		ods["content.xml"] = []byte(`<office:document-content><office:spreadsheet><table:table table:name="A">` + rows + `</table:table></office:spreadsheet></office:document-content>`)
		return string(zipOf(t, ods))
	}
	mustFail(t, "rows", odsOf(`<table:table-row table:number-rows-repeated="999999999"><table:table-cell table:number-columns-repeated="100"><text:p>x</text:p></table:table-cell></table:table-row>`), "too many cells")
	mustFail(t, "columns", odsOf(`<table:table-row><table:table-cell table:number-columns-repeated="999999999"><text:p>x</text:p></table:table-cell></table:table-row>`), "more than 16384 cells")
	book, err := open(t, odsOf(`<table:table-row table:number-rows-repeated="999999999"><table:table-cell table:number-columns-repeated="999999999"/></table:table-row>`))
	if err != nil {
		t.Fatal(err)
	}
	if rows, err := read(t.Context(), book.Tables[0].Rows); err != nil || rows != "" {
		t.Errorf("empty rows: %q, %v", rows, err)
	}
	parts := unzip(t, fromFile(t, "values.xlsx"))
	parts["xl/sharedStrings.xml"] = []byte("<sst><si><t>" + strings.Repeat("x", infile.MaxRow+1<<20) + "</t></si></sst>")
	mustFail(t, "a text", string(zipOf(t, parts)), "is this the right file?")
	parts["xl/sharedStrings.xml"] = []byte("<sst>" + strings.Repeat("<si><t>"+strings.Repeat("x", 1<<20)+"</t></si>", 129) + "</sst>")
	mustFail(t, "texts", string(zipOf(t, parts)), "of text: save the sheet as CSV")
}

func TestOtherZips(t *testing.T) {
	t.Parallel()
	for part, says := range map[string]string{"word/document.xml": "Word", "ppt/presentation.xml": "PowerPoint", "Index/Document.iwa": "Numbers", "xl/workbook.bin": "xlsb", "notes.txt": "ZIP archive"} {
		_, err := open(t, string(zipOf(t, map[string][]byte{"[Content_Types].xml": nil, part: nil})))
		if err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", part, err)
		}
	}
	_, err := open(t, string(zipOf(t, map[string][]byte{"mimetype": []byte("application/vnd.oasis.opendocument.text")})))
	if err == nil || !strings.Contains(err.Error(), "not a spreadsheet") {
		t.Errorf("%v", err)
	}
	ods := unzip(t, fromFile(t, "values.ods"))
	ods["META-INF/manifest.xml"] = []byte(`<manifest:manifest><manifest:encryption-data/></manifest:manifest>`)
	if _, err := open(t, string(zipOf(t, ods))); err == nil || !strings.Contains(err.Error(), "password") {
		t.Errorf("%v", err)
	}
}

func TestNumbersAndDates(t *testing.T) {
	t.Parallel()
	for from, want := range map[string]string{"48": "48", "48.0": "48", "4.8E1": "48", "-0.5": "-0.5", "0.30000000000000004": "0.3", "12345678901234567890": "12345678901234567890", "x": "x", "1e400": "1e400", "00123": "00123"} {
		if got := formatNumber(from); got != want {
			t.Errorf("number(%s) is %s", from, got)
		}
	}
	for from, want := range map[string]string{"1": "1900-01-01", "59": "1900-02-28", "61": "1900-03-01", "45352": "2024-03-01", "45352.5": "2024-03-01 12:00:00", "0.75": "18:00:00", "-1": "-1", "3000000": "3000000"} {
		if got := formatDate(from, false); got != want {
			t.Errorf("date(%s) is %s", from, got)
		}
	}
	if got := formatDate("43890", true); got != "2024-03-01" {
		t.Errorf("since 1904: %s", got)
	}
	for code, want := range map[string]bool{"General": false, "yyyy-mm-dd": true, `0 "days"`: false, "#,##0.00 [$DKK-406]": false, "[h]:mm": true, `0\d`: false, "@": false, "[$-409]d/m/yy;@": true} {
		if isDateFormat(code) != want {
			t.Errorf("%s is a date: %v", code, !want)
		}
	}
	for column, want := range map[int]string{0: "A7", 25: "Z7", 26: "AA7", 16383: "XFD7"} {
		if got := cellName(column, 7); got != want || columnOf(got) != column {
			t.Errorf("%d is %s, and back %d", column, got, columnOf(got))
		}
	}
}
