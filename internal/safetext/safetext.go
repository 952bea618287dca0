// Package safetext is the one sanitiser: text from a database, a file name or
// an error becomes text that is safe for a terminal and has the same width on
// every terminal.
//
// Line makes text safe. Width, Cut, Fit and FitRight take text that came from
// Line and measure it or bring it to a number of cells.
//
// # One width
//
// A terminal in mode 2027 advances by grapheme clusters, any other terminal
// rune by rune (wcwidth). Measured over every rune, alone and beside a letter,
// the two agree on one base with nonspacing marks: Latin, Greek, Cyrillic,
// Arabic, Hebrew, Ethiopic, CJK, Hangul syllables, Indic and Thai consonants,
// plain emoji; and on pairs of regional indicators. They disagree on these,
// which Line therefore reduces:
//
//   - joiners, variation selectors, skin tones, keycaps, tags: removed, so that
//     a family becomes its members and a keycap its digit;
//   - spacing vowel signs: the independent letter of the same vowel in the
//     Indian scripts and Sinhala, U+FFFD elsewhere (Khmer, Burmese, Javanese);
//   - Indic conjuncts: the virama that joins two consonants is removed;
//   - Thai and Lao sara am: its two halves;
//   - conjoining Hangul jamo: the composed syllable, U+FFFD for what has none;
//   - halfwidth voiced marks: the full-width ones, which stand alone;
//   - a regional indicator without a partner: its ASCII letter;
//   - signs that attach to what follows (Arabic number sign, Malayalam dot
//     reph): U+FFFD.
//
// This holds for the usual width tables. RUNEWIDTH_EASTASIAN=1 in the
// environment makes package ansi count the ambiguous characters, "…" and the
// lines of borders among them, as two cells; nothing here is made for that.
package safetext
