#!/bin/sh
# A PostgreSQL server of Debian's package in FOLDER, with a socket in FOLDER/socket and no port.
#
#   postgres.sh start FOLDER [SIZE]  makes it if there is none, and returns when it answers; with a size, such as 90m,
#                                    on a disk of that size, which is gone with the server
#   postgres.sh stop FOLDER          as a clean shutdown
#   postgres.sh kill FOLDER          as a crash: none of its processes cleans up
#   postgres.sh hang FOLDER          stops all its processes where they are
#   postgres.sh go_on FOLDER         lets them go on
set -eu

programs=/usr/lib/postgresql/15/bin
folder=$2
size=${3-}

# PostgreSQL refuses to run as root, and root may call itself otherwise.
as_user=
[ "$(id -u)" != 0 ] || as_user='unshare --user --map-user=65534 --map-group=65534'

# Waits until a process that is no child has ended.
await_end() { tail --pid="$1" -f /dev/null; }

pid() { cat "$folder/pid"; }

make_data() {
  $as_user $programs/initdb -D "$folder/data" -U admin -A trust -E UTF8 --locale=C.UTF-8 --no-sync \
    --no-instructions >"$folder/initdb.log"
  # One role has a password.
  sed -i '1i local all guarded scram-sha-256' "$folder/data/pg_hba.conf"
}

# Becomes the server.
serve() {
  exec $as_user $programs/postgres -D "$folder/data" -c listen_addresses= \
    -c unix_socket_directories="$folder/socket" -c max_connections=60 -c fsync="${VEXLENS_POSTGRES_FSYNC:-off}"
}

start() {
  mkdir -p "$folder/socket" "$folder/data"
  if [ -n "$size" ]; then
    setsid unshare --user --map-root-user --mount "$0" on_disk "$folder" "$size" >>"$folder/log" 2>&1 </dev/null &
  else
    [ -f "$folder/data/PG_VERSION" ] || make_data
    setsid "$0" serve "$folder" >>"$folder/log" 2>&1 </dev/null &
  fi
  echo $! >"$folder/pid"
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
  serve) serve ;;
  on_disk)
    mount -t tmpfs -o "size=$size,mode=700" none "$folder/data"
    make_data
    serve
    ;;
  hang)
    kill -STOP "$(pid)"
    pkill -STOP -P "$(pid)"
    ;;
  go_on)
    pkill -CONT -P "$(pid)"
    kill -CONT "$(pid)"
    ;;
  stop)
    kill -INT "$(pid)"
    await_end "$(pid)"
    ;;
  kill)
    crash "$(pid)"
    await_end "$(pid)"
    ;;
esac
