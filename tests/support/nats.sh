#!/bin/sh
# A NATS server of Debian's package with JetStream in FOLDER, on a port of this machine alone that it keeps.
#
#   nats.sh start FOLDER   returns when it answers; FOLDER/port has its port, and FOLDER/config is read if it is there
#   nats.sh stop FOLDER    as a clean shutdown
#   nats.sh kill FOLDER    as a crash
set -eu

folder=$2
program=$(PATH=$PATH:/usr/sbin command -v nats-server)

# Waits until a process that is no child has ended.
await_end() { tail --pid="$1" -f /dev/null; }

start() {
  mkdir -p "$folder/ports"
  rm -f "$folder"/ports/*
  port=-1
  [ ! -f "$folder/port" ] || port=$(cat "$folder/port")
  config=
  [ ! -f "$folder/config" ] || config="-c $folder/config"
  setsid "$program" $config -a 127.0.0.1 -p "$port" -js -sd "$folder/store" --ports_file_dir "$folder/ports" \
    >>"$folder/log" 2>&1 </dev/null &
  echo $! >"$folder/pid"
  for _ in $(seq 600); do
    if ls "$folder"/ports/*.ports >/dev/null 2>&1; then
      sed -n 's/.*"nats":\["nats:\/\/[^"]*:\([0-9]*\)"\].*/\1/p' "$folder"/ports/*.ports >"$folder/port"
      [ ! -s "$folder/port" ] || return 0
    fi
    kill -0 $! || break
    sleep 0.02
  done
  cat "$folder/log" >&2
  return 1
}

server() { cat "$folder/pid"; }

case $1 in
  start) start ;;
  stop)
    kill -INT "$(server)"
    await_end "$(server)"
    ;;
  kill)
    kill -KILL "$(server)"
    await_end "$(server)"
    ;;
esac
