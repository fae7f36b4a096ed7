#!/bin/bash
# Runs server/main.go, built once for each server/go.sum into the cache of vexlens; ends with 77, and says why, where it
# cannot be built: it needs Go 1.24 or later, and the modules that go.sum names.
set -euo pipefail

sources=$(cd "$(dirname "$0")/server" && pwd)
export HOME=${HOME:-$(getent passwd "$EUID" | cut -d: -f6)}
export PATH=$PATH:/usr/local/go/bin GOTOOLCHAIN=local GOFLAGS=-buildvcs=false
key=$(cat "$sources"/{go.mod,go.sum,main.go} | sha256sum)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/vexlens/mongo
server=$cache/server-${key:0:16}

missing() {
  echo "no server for the tests of //drivers/mongo: $1" >&2
  exit 77
}

# Runs with the cache locked. The name appears when the file is whole.
build() {
  local work version
  [[ ! -x $server ]] || return 0
  version=$(go env GOVERSION 2>/dev/null) || missing 'go is not installed'
  printf 'go1.24\n%s\n' "$version" | sort --version-sort --check=quiet || missing "$version is older than Go 1.24"
  work=$(mktemp -d)
  # Bazel's links are no files to Go.
  cp --dereference "$sources"/{go.mod,go.sum,main.go} "$work"
  (cd "$work" && go build -o "$server.new" .) >&2 || missing 'FerretDB cannot be built, as shown above'
  rm -rf "$work"
  mv "$server.new" "$server"
}

mkdir -p "$cache"
exec 9>"$cache/.lock"
flock 9
build
exec 9>&-
exec "$server" "$@"
