#!/bin/bash
# What the dynamic linker is told about libvexlens.so.1: its name, that it needs the C and C++ run time and nothing else,
# that nothing in it is both writable and executable, and that no lookup waits until later.
set -euo pipefail
source tests/capi/guards/expect.sh

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

say() { echo "$*"; return 1; }

fit() {
  local dynamic segments needed
  dynamic=$(readelf --dynamic --wide "$1")
  segments=$(readelf --segments --wide "$1")
  grep --quiet 'SONAME.*\[libvexlens\.so\.1\]' <<<"$dynamic" || say "$1 is called otherwise" || return
  needed=$(sed --quiet 's/.*(NEEDED).*\[\(.*\)\]/\1/p' <<<"$dynamic" |
    grep --invert-match --extended-regexp '^(libstdc\+\+\.so\.6|libm\.so\.6|libgcc_s\.so\.1|libc\.so\.6|libpthread\.so\.0|ld-linux-[a-z0-9-]+\.so\.[0-9])$' || true)
  [[ -z $needed ]] || say "$1 needs $needed" || return
  ! grep --quiet --extended-regexp 'R(UN)?PATH' <<<"$dynamic" || say "$1 has a run path" || return
  ! grep --quiet TEXTREL <<<"$dynamic" || say "$1 has relocations in its code" || return
  grep --quiet BIND_NOW <<<"$dynamic" || say "$1 binds late" || return
  grep --quiet NODELETE <<<"$dynamic" || say "$1 may be unloaded under a running thread" || return
  grep --quiet GNU_RELRO <<<"$segments" || say "$1 leaves its tables writable" || return
  grep --quiet --extended-regexp 'GNU_STACK.* RW ' <<<"$segments" || say "$1 asks for an executable stack" || return
  ! grep --quiet --extended-regexp 'LOAD.* RWE ' <<<"$segments" || say "$1 has writable code" || return
}

library=capi/libvexlens.so.1
holds fit "$library"

# like OPTION…: a library that differs from a good one by these.
like() { stub include/vexlens.h "$work/libvexlens.so" -Wl,-z,nodelete "$@"; }
like
holds fit "$work/libvexlens.so"
like -Wl,-soname,libvexlens.so.2
fails 'is called otherwise' fit "$work/libvexlens.so"
like -Wl,--no-as-needed -lresolv
fails 'needs libresolv.so.2' fit "$work/libvexlens.so"
like -Wl,-rpath,/opt
fails 'has a run path' fit "$work/libvexlens.so"
like -Wl,-z,lazy
fails 'binds late' fit "$work/libvexlens.so"
like -Wl,-z,norelro
fails 'tables writable' fit "$work/libvexlens.so"
like -Wl,-z,execstack
fails 'executable stack' fit "$work/libvexlens.so"
stub include/vexlens.h "$work/libvexlens.so"
fails 'may be unloaded' fit "$work/libvexlens.so"
exit "$failed"
