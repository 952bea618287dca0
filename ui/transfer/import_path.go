package transfer

import (
	"net/url"
	"path/filepath"
	"runtime"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// droppedPath returns the path of a file that was dropped on the terminal, which pastes it as
// a shell or a browser would take it; "" for any other text.
func droppedPath(pasted string) string {
	text := strings.TrimSpace(pasted)
	switch {
	case strings.HasPrefix(text, "file://"):
		return pathOfURL(text)
	case len(text) > 2 && strings.ContainsRune(`'"`, rune(text[0])) && text[len(text)-1] == text[0]:
		quote := text[:1]
		text = text[1 : len(text)-1]
		if quote == "'" {
			return strings.ReplaceAll(text, `'\''`, "'")
		}
		return text
	case runtime.GOOS != "windows" && strings.HasPrefix(text, "/") && strings.Contains(text, `\`):
		return unescaped(text)
	}
	return ""
}

// pathOfURL returns the path of a file URL, "" if it has a host or is not a URL.
func pathOfURL(text string) string {
	at, err := url.Parse(text)
	if err != nil || at.Host != "" && at.Host != "localhost" {
		return ""
	}
	if runtime.GOOS == "windows" {
		return filepath.FromSlash(strings.TrimPrefix(at.Path, "/"))
	}
	return at.Path
}

// unescaped takes away the backslashes of a shell.
func unescaped(text string) string {
	var path strings.Builder
	escaped := false
	for _, r := range text {
		if escaped = r == '\\' && !escaped; !escaped {
			path.WriteRune(r)
		}
	}
	return path.String()
}

// complete completes the path of the file, in a command.
func (i *importDialog) complete() tea.Cmd {
	if i.pasted != "" {
		return nil
	}
	i.asked++
	i.completing = true
	answer, typed := completed{to: i, asked: i.asked}, i.path.Value()
	return func() tea.Msg {
		answer.name, answer.found, answer.err = completePath(typed)
		return answer
	}
}

// takeCompleted handles a completed path.
func (i *importDialog) takeCompleted(c completed) {
	i.completing = false
	switch {
	case c.err != nil:
		i.wrong = i.style.Clean(c.err.Error())
	case c.found == 0:
		i.wrong = "No file or folder starts with this."
	default:
		i.path.SetValue(c.name)
		i.path.CursorEnd()
	}
}
