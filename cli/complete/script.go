package complete

import (
	"io"

	"github.com/spf13/cobra"
)

// Shells are those that completion knows.
func Shells() []string { return []string{"bash", "zsh", "fish", "powershell"} }

// Script writes what a shell needs.
func Script(root *cobra.Command, shell string, out io.Writer) error {
	switch shell {
	case "bash":
		if err := root.GenBashCompletionV2(out, true); err != nil {
			return err
		}
		_, err := io.WriteString(out, bashQuoting)
		return err
	case "zsh":
		return root.GenZshCompletion(out)
	case "fish":
		return root.GenFishCompletion(out, true)
	}
	return root.GenPowerShellCompletionWithDesc(out)
}

// bashQuoting fixes two problems of cobra's script, by the names that it gives to its
// functions. It inserts the common prefix of several completions unquoted, which splits a name
// with a space. And it needs the package bash-completion, only to join the words that bash
// splits at ":" and "=".
const bashQuoting = `
eval "__bare$(declare -f __roster_format_comp_descriptions)"
__roster_format_comp_descriptions()
{
    local tab=$'\t' i comp longest=0
    for i in "${!COMPREPLY[@]}"; do
        printf -v comp %q "${COMPREPLY[i]%%"$tab"*}"
        ((${#comp} > longest)) && longest=${#comp}
        COMPREPLY[i]=$comp$tab${COMPREPLY[i]#*"$tab"}
    done
    __bare__roster_format_comp_descriptions "$longest"
}

__roster_init_completion()
{
    local line=${COMP_LINE:0:COMP_POINT} i word
    COMPREPLY=() words=() cword=-1
    for ((i = 0; i <= COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        if ((i == 0)) || [[ $line == [[:space:]]* ]]; then
            line=${line#"${line%%[![:space:]]*}"}
            words[++cword]=""
        fi
        word=${line:0:${#word}}
        words[cword]+=$word
        line=${line:${#word}}
    done
    cur=${words[cword]} prev=${words[cword > 0 ? cword - 1 : 0]}
}
`
