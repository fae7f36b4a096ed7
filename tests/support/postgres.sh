#!/bin/sh
# A PostgreSQL server of Debian's package in FOLDER, with a socket in FOLDER/socket and no port.
#
#   postgres.sh start FOLDER   makes it if there is none, and returns when it answers
#   postgres.sh stop FOLDER    as a clean shutdown
#   postgres.sh kill FOLDER    as a crash: none of its processes cleans up
set -eu

programs=/usr/lib/postgresql/15/bin
folder=$2

# PostgreSQL refuses to run as root, and root may call itself otherwise.
as_user=
[ "$(id -u)" != 0 ] || as_user='unshare --user --map-user=65534 --map-group=65534'

# Waits until a process that is no child has ended.
await_end() { tail --pid="$1" -f /dev/null; }

pid() { head -1 "$folder/data/postmaster.pid"; }

start() {
  mkdir -p "$folder/socket"
  if [ ! -d "$folder/data" ]; then
    $as_user $programs/initdb -D "$folder/data" -U admin -A trust -E UTF8 --locale=C.UTF-8 --no-sync \
      --no-instructions >"$folder/initdb.log"
  fi
  setsid $as_user $programs/postgres -D "$folder/data" -c listen_addresses= -c unix_socket_directories="$folder/socket" \
    -c max_connections=60 -c fsync=off >>"$folder/log" 2>&1 </dev/null &
  for _ in $(seq 600); do
    $programs/pg_isready -q -h "$folder/socket" -U admin -d postgres && return
    kill -0 $! || break
    sleep 0.05
  done
  cat "$folder/log" >&2
  return 1
}

# The children first, which cannot be found without their parent; stopped, it starts no more of them.
crash() {
  kill -STOP "$1"
  pkill -KILL -P "$1" || true
  kill -KILL "$1"
}

case $1 in
  start) start ;;
  stop)
    server=$(pid)
    kill -INT "$server"
    await_end "$server"
    ;;
  kill)
    server=$(pid)
    crash "$server"
    await_end "$server"
    ;;
esac
