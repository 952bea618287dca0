package cli

import (
	"os"
	"os/user"

	"github.com/adrg/xdg"
)

// findHome sets HOME to the home of the account if it is not set, as in a cron job or a
// container: the folders of settings and data are below it, and would be below "/".
func findHome() {
	if _, err := os.UserHomeDir(); err == nil {
		return
	}
	if account, err := user.Current(); err == nil && account.HomeDir != "" {
		_ = os.Setenv("HOME", account.HomeDir) // fails for names that can't be
		xdg.Reload()
	}
}
