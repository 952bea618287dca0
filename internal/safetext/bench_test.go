package safetext_test

import (
	"strings"
	"testing"

	"roster/internal/safetext"
)

func BenchmarkLine(b *testing.B) {
	for _, c := range []struct{ name, text string }{
		{"ascii", "Spider-Boy of Sharp Tower"},
		{"latin", "Đặng Müller-Núñez"},
		{"cyrillic", "Илья Муромец"},
		{"arabic", "عنترة بن شدّاد"},
		{"chinese", "孫悟空齊天大聖"},
		{"emoji", "👩🏽\u200D🚀 1\uFE0F\u20E3 🇫🇷"},
		{"devanagari", "हिन्दी क्षत्रिय"},
		{"controls", "\x1b[31mred\x1b[0m\n"},
		{"10 MB", strings.Repeat("Deadpond ", 10<<20/9)},
		{"4 kB of devanagari", strings.Repeat("हिन्दी", 300)},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				safetext.Line(c.text)
			}
		})
	}
}

func BenchmarkFit(b *testing.B) {
	for _, c := range []struct{ name, text string }{
		{"ascii exact", "Spider-Boy of Sharp Towers!!"},
		{"ascii short", "Spider-Boy"},
		{"ascii long", "Spider-Boy of Sharp Tower and everything around it"},
		{"chinese short", "孫悟空齊天大聖"},
		{"chinese long", "孫悟空齊天大聖孫悟空齊天大聖孫悟空"},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				safetext.Fit(c.text, 28)
			}
		})
	}
}

// BenchmarkFrame makes the text of 40 rows with five cells each.
func BenchmarkFrame(b *testing.B) {
	for _, c := range []struct{ name, text string }{
		{"ascii", "Spider-Boy of Sharp Tower"}, {"chinese", "孫悟空齊天大聖"},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				for range 200 {
					safetext.Fit(safetext.Line(c.text), 20)
				}
			}
		})
	}
}
