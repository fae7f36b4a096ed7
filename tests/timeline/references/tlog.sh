#!/bin/sh
# Runs tlog.go with Debian's golang.org/x/mod (tools/setup --with=references); ends with 77 where that is missing.
sources=/usr/share/gocode
command -v go >/dev/null && [ -d "$sources/src/golang.org/x/mod/sumdb" ] || exit 77
export GO111MODULE=off GOPATH="$sources" GOFLAGS= GOCACHE="$TEST_TMPDIR/go" HOME="$TEST_TMPDIR"
exec go run tests/timeline/references/tlog.go
