// Package manpage writes the manual page.
package manpage

import (
	"cmp"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"roster/ui/keymap"
)

// Text returns the manual page of a command and all below it, and of the keys, in the macros of
// man(7). The page that comes with fang has neither their descriptions nor their
// examples.
func Text(root *cobra.Command, keys keymap.Map) string {
	var p page
	p.add(`.TH ROSTER 1 "" "` + manText(root.Name()+" "+root.Version) + `" "User Commands"`)
	p.section("NAME", root.Name()+" - "+root.Short)
	p.section("SYNOPSIS")
	p.add(".B "+manText(root.UseLine()), ".br", ".B "+manText(root.Name())+" command [flags]")
	p.section("DESCRIPTION", root.Long)
	for _, group := range root.Groups() {
		p.section(strings.ToUpper(group.Title))
		for _, c := range root.Commands() {
			if c.GroupID == group.ID && c.IsAvailableCommand() {
				p.command(c)
			}
		}
	}
	p.section("KEYS")
	for _, b := range keys.Bindings() {
		p.tagged(strings.Join(b.Keys, " "), b.Help)
	}
	p.section("OPTIONS")
	p.flags(root.Flags())
	p.section("EXIT STATUS")
	for _, t := range exitStatus() {
		p.tagged(t[0], t[1])
	}
	p.section("ENVIRONMENT")
	for _, t := range environment() {
		p.tagged(t[0], t[1])
	}
	p.section("FILES")
	for _, t := range files() {
		p.tagged(t[0], t[1])
	}
	p.section("EXAMPLES")
	p.example(root.Example)
	return p.String()
}

func exitStatus() [][2]string {
	return [][2]string{
		{"0", "Done, or nothing needed to change. If the result could not be printed or logged, standard error says so."},
		{"1", "Something failed, or check found errors."},
		{"2", "The command line is wrong."},
	}
}

func environment() [][2]string {
	return [][2]string{
		{"ROSTER_DB", "The database, if the command line names none."},
		{"PGPASSFILE, PGSSLMODE, PGSERVICE and others", "What the URL of a server leaves out, as in psql."},
		{"XDG_DATA_HOME, XDG_CONFIG_HOME, XDG_STATE_HOME", "The folders of the files below, if they are not the usual ones."},
		{"LC_ALL, LC_CTYPE, LANG", "Whether characters beyond ASCII can be shown."},
		{"NO_COLOR", "Draw without colors."},
		{"NO_MOTION", "Stop flashing and blinking."},
	}
}

func files() [][2]string {
	return [][2]string{
		{"~/.local/share/roster/roster.db", "The database, if none is named."},
		{"~/.config/roster/config.toml", "The settings; roster config prints them."},
		{"~/.local/state/roster/", "Your place in each database, as ids without names, your answers about imported columns, and unsaved text."},
	}
}

// page is a manual page in the making.
type page struct{ strings.Builder }

// add appends lines as they are.
func (p *page) add(lines ...string) {
	for _, line := range lines {
		p.WriteString(line + "\n")
	}
}

func (p *page) section(title string, text ...string) {
	p.add(`.SH "` + title + `"`)
	p.text(strings.Join(text, "\n"))
}

// text appends paragraphs.
func (p *page) text(text string) {
	for i, paragraph := range strings.Split(text, "\n\n") {
		if paragraph == "" {
			continue
		}
		if i > 0 {
			p.add(".PP")
		}
		p.add(manText(paragraph))
	}
}

// tagged appends a word and what it means.
func (p *page) tagged(word, meaning string) {
	p.add(".TP", ".B "+manText(word), manText(meaning))
}

// command appends a command, its flags and its examples, or those below it.
func (p *page) command(c *cobra.Command) {
	if c.HasAvailableSubCommands() {
		p.add(".PP")
		p.text(c.Long)
		for _, child := range c.Commands() {
			p.command(child)
		}
		return
	}
	p.add(".TP", ".B "+manText(c.UseLine()))
	p.text(cmp.Or(c.Long, c.Short+"."))
	if c.HasAvailableLocalFlags() {
		p.add(".RS")
		p.flags(c.NonInheritedFlags())
		p.add(".RE")
	}
	p.add(".RS")
	p.example(c.Example)
	p.add(".RE")
}

// flags appends what each flag does.
func (p *page) flags(flags *pflag.FlagSet) {
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Name == "help" {
			return
		}
		value, meaning := pflag.UnquoteUsage(f)
		word := "--" + f.Name
		if value != "" {
			word += "=" + strings.ToUpper(value)
		}
		p.tagged(word, meaning)
	})
}

// example appends lines exactly as the user types them.
func (p *page) example(text string) {
	if text == "" {
		return
	}
	p.add(".PP", ".nf")
	for line := range strings.SplitSeq(text, "\n") {
		p.add(manText(strings.TrimPrefix(line, "  ")))
	}
	p.add(".fi")
}

// manText escapes what the macros would take for themselves.
func manText(text string) string {
	text = strings.NewReplacer(`\`, `\e`, "-", `\-`).Replace(text)
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, ".") || strings.HasPrefix(line, "'") {
			lines[i] = `\&` + line
		}
	}
	return escapeRunes(strings.Join(lines, "\n"))
}

// escapeRunes writes what is not ASCII so that troff takes it in any locale.
func escapeRunes(text string) string {
	var escaped strings.Builder
	for _, r := range text {
		if r < utf8.RuneSelf {
			escaped.WriteRune(r)
		} else {
			fmt.Fprintf(&escaped, `\[u%04X]`, r)
		}
	}
	return escaped.String()
}
