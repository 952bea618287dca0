package sheet

import (
	"bytes"
	"context"
	"strings"
)

// signatures are how files begin that are no tables, and what to say about them.
var signatures = []struct{ begin, text string }{
	{"SQLite format 3\x00", "this is a SQLite database, not a file to import: open it with roster, or export its table as CSV"},
	{"%PDF-", "this is a PDF, from which no table can be read: save the table as CSV or XLSX in the program that made it"},
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "this is a file of an old Excel or Word (.xls, .doc), or one with a password: save it as XLSX without a password, or as CSV"},
	{"{\\rtf", "this is a text document (RTF): save its table as CSV, or copy the table and paste it"},
	{"\x89PNG", "this is a picture (PNG): roster can't read pictures"},
	{"\xff\xd8\xff", "this is a picture (JPEG): roster can't read pictures"},
	{"GIF8", "this is a picture (GIF): roster can't read pictures"},
	{"\x1f\x8b", "this is a compressed file (gzip): unpack it first"},
	{"BZh", "this is a compressed file (bzip2): unpack it first"},
	{"\xfd7zXZ\x00", "this is a compressed file (xz): unpack it first"},
	{"\x28\xb5\x2f\xfd", "this is a compressed file (zstd): unpack it first"},
	{"7z\xbc\xaf\x27\x1c", "this is a 7-Zip archive: unpack it first"},
	{"Rar!", "this is a RAR archive: unpack it first"},
	{"PGDMP", "this is a PostgreSQL dump: restore it, and open the database with roster"},
	{"PAR1", "this is a Parquet file: save it as CSV"},
	{"\x7fELF", "this is a program"},
	{"MZ\x90", "this is a program"},
}

// textSignatures are how texts begin that are no tables, in lower case.
var textSignatures = []struct{ begin, text string }{
	{"<!doctype html", htmlText}, {"<html", htmlText}, {"<table", htmlText},
	{"<?xml", "this is XML: save the table as CSV or XLSX"},
	{"begin:vcard", "these are contacts (vCard): export them as CSV"},
	{"begin:vcalendar", "this is a calendar: export a table as CSV"},
	{"-- postgresql database dump", sqlText}, {"create table", sqlText}, {"insert into", sqlText},
	{"begin transaction;", sqlText}, {"pragma foreign_keys", sqlText},
}

const (
	htmlText = "this is a web page (HTML): save the table as CSV, or copy the table and paste it"
	sqlText  = "these are SQL statements: run them in a database, and open that with roster"
)

// rejectFile returns why a file with this beginning is not a table, or nil.
func rejectFile(head []byte) error {
	if len(head) == 0 {
		return errorf(0, "the file is empty")
	}
	for _, s := range signatures {
		if bytes.HasPrefix(head, []byte(s.begin)) {
			return errorf(0, "%s", s.text)
		}
	}
	return nil
}

// rejectText returns why a text with this beginning is not a table, or nil.
func rejectText(head string) error {
	head = strings.ToLower(strings.TrimLeft(head, " \t\r\n"))
	if head == "" {
		return errorf(0, "the file is empty")
	}
	for _, m := range textSignatures {
		if strings.HasPrefix(head, m.begin) {
			return errorf(0, "%s", m.text)
		}
	}
	return nil
}

func isZip(head []byte) bool {
	return bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("PK\x05\x06"))
}

// book recognizes what a text is.
func (t *decodedText) book(ctx context.Context) (*Book, error) {
	var rows Rows
	begin := strings.TrimLeft(t.sample, " \t\r\n")
	separator := separatorOf(t.sample)
	switch {
	case begin[0] == '{' || begin[0] == '[':
		objects := &jsonObjects{decodedText: t}
		if err := objects.scan(ctx); err != nil {
			return nil, err
		}
		rows = objects.rows
	case separator != 0:
		rows = t.delimitedRows(separator, 1)
	case isTextTable(t.sample):
		rows = t.textTableRows()
	default:
		rows = t.delimitedRows(guessDelimiter(t.sample, t.whole), 0)
	}
	return &Book{Tables: []Table{{Rows: rows}}, Notes: t.notes}, nil
}
