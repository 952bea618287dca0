// Package guestkeys reads and writes the lines of an authorized_keys file that let guests
// into a roster. OpenSSH obeys them: see AUTHORIZED_KEYS FILE FORMAT in sshd(8).
package guestkeys
