// A server that speaks as MongoDB does: FerretDB over SQLite files in a folder.
//
// Usage: server FOLDER ADDRESS
// It prints one line when it can be reached, the host and the port, and ends when its standard input does.
package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/url"
	"os"

	"github.com/FerretDB/FerretDB/ferretdb"
)

func run(folder, address string) error {
	server, err := ferretdb.New(&ferretdb.Config{
		Logger:    slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError})),
		Listener:  ferretdb.ListenerConfig{TCP: address},
		Handler:   "sqlite",
		SQLiteURL: "file:" + folder + "/",
	})
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- server.Run(ctx) }()
	// It waits for Run.
	uri, err := url.Parse(server.MongoDBURI())
	if err != nil {
		return err
	}
	fmt.Println(uri.Host)
	go func() {
		io.Copy(io.Discard, os.Stdin)
		stop()
	}()
	return <-done
}

func main() {
	if err := run(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
