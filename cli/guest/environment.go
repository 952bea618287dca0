package guest

import (
	"regexp"
	"slices"
	"strings"
)

// variables are the variables of the environment that a guest's roster has, each with
// what its values look like. The client chooses the values of some of them: SetEnv in
// ssh_config(5), AcceptEnv in sshd_config(5). Everything else would let it choose files
// and settings of the machine: XDG_STATE_HOME, PGSERVICEFILE, ROSTER_DB, GODEBUG.
func variables() map[string]*regexp.Regexp {
	locale := regexp.MustCompile(`^[A-Za-z0-9_.@-]{0,64}$`)
	account := regexp.MustCompile(`^[^\n]*$`)
	return map[string]*regexp.Regexp{
		"HOME": account, "USER": account, "LOGNAME": account, "PATH": account, "SHELL": account,
		"TERM":                 regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_.+-]{0,63}$`),
		"COLORTERM":            regexp.MustCompile(`^(truecolor|24bit)$`),
		"NO_COLOR":             regexp.MustCompile(`^[ -~]{0,16}$`),
		"NO_MOTION":            regexp.MustCompile(`^[ -~]{0,16}$`),
		"LANG":                 locale,
		"LC_ALL":               locale,
		"LC_CTYPE":             locale,
		"TZ":                   regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+){0,2}$`), // no path
		"SSH_ORIGINAL_COMMAND": regexp.MustCompile(`(?s)`),
	}
}

// environment returns what of an environment a guest's roster has.
func environment(environ []string) []string {
	kept := []string{"GOTRACEBACK=none"} // a trace has paths of the machine
	known := variables()
	for _, variable := range environ {
		name, value, _ := strings.Cut(variable, "=")
		if looks, ok := known[name]; ok && looks.MatchString(value) {
			kept = append(kept, variable)
		}
	}
	slices.Sort(kept)
	return kept
}
