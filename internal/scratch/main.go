package main

import (
	"database/sql"
	"fmt"
	"os"
	"time"

	_ "modernc.org/sqlite"
)

func main() {
	db, err := sql.Open("sqlite", "file:"+os.Args[1]+"?_pragma=cache_size(-"+os.Args[2]+")&_pragma=synchronous(FULL)")
	if err != nil {
		panic(err)
	}
	db.SetMaxOpenConns(1)
	for _, q := range os.Args[3:] {
		var best time.Duration
		n := 0
		for i := 0; i < 3; i++ {
			t := time.Now()
			rows, err := db.Query(q)
			if err != nil {
				fmt.Println(err, q)
				break
			}
			n = 0
			for rows.Next() {
				n++
			}
			if err := rows.Err(); err != nil {
				fmt.Println(err)
			}
			rows.Close()
			d := time.Since(t)
			if i == 0 {
				fmt.Printf("first %8.2fms ", d.Seconds()*1e3)
			}
			if best == 0 || d < best {
				best = d
			}
			if q[0] == 'C' || q[0] == 'D' {
				break
			}
		}
		st, _ := os.Stat(os.Args[1])
		fmt.Printf("best %8.2fms rows %d size %d  %s\n", best.Seconds()*1e3, n, st.Size()>>20, q)
	}
}
