// Package write is the queue of the writes, and the jobs in it. A job runs in a command,
// one after the other; the message [Done] carries its ticket and its result.
package write
