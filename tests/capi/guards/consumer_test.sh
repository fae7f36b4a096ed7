#!/bin/bash
# Strict compilers of C11, C17, C++17 and C++20 take the header, from two units; the programs run with the shared library.
set -euo pipefail
source tests/capi/guards/expect.sh

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/include"
warnings=(-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wundef -Werror)

# c COMPILER STANDARD HEADERS, cxx COMPILER STANDARD HEADERS: the programs compile, link and run.
c() {
  "$1" -std="$2" "${warnings[@]}" -Wstrict-prototypes -I"$3" -o "$work/c" \
    tests/capi/guards/consumer.c tests/capi/guards/consumer_again.c capi/libvexlens.so.1 &&
    [[ $(LD_LIBRARY_PATH=capi "$work/c") =~ ^[0-9]+\.[0-9]+\.[0-9]+\ sha256:e3b0c442[0-9a-f]{56}$ ]]
}
cxx() {
  "$1" -std="$2" "${warnings[@]}" -Wold-style-cast -I"$3" -o "$work/cxx" tests/capi/guards/consumer.cc capi/libvexlens.so.1 &&
    [[ $(LD_LIBRARY_PATH=capi "$work/cxx") == '{"a":2,"b":1}' ]]
}

for standard in 11 17; do
  holds c gcc "c$standard" include
done
for standard in 17 20; do
  holds cxx g++ "c++$standard" include
done
if command -v clang-14 >/dev/null; then
  holds c clang-14 c11 include
  # Without g++'s headers for it, the check of the header alone.
  holds clang-14 -std=c++17 "${warnings[@]}" -Wold-style-cast -fsyntax-only -x c++ include/vexlens.h
fi

# with LANGUAGE SCRIPT WORDS: sed's script makes a header that is refused with these words.
with() {
  edited include/vexlens.h "$2" >"$work/include/vexlens.h"
  fails "$3" "$1" "$work/include"
}
c11() { c gcc c11 "$1"; }
cxx17() { cxx g++ c++17 "$1"; }

with c11 's/vexlens_abi_version\(void\)/vexlens_abi_version()/' "isn.t a prototype"
with c11 's/^VEXLENS_API uint32_t vexlens_abi_version.*/&\nint32_t vexlens_count;\nint32_t vexlens_count = 1;/' \
  'multiple definition of .vexlens_count'
with c11 's/^#include <stdint.h>//' 'uint32_t'
with c11 's/^  uint32_t reserved; \/\* 0 \*\//  uint32_t : 31;\n  __int128 more;/' 'ISO C does not support'
with cxx17 's/^  vexlens_str reason;/  vexlens_str namespace;/' 'namespace'
with cxx17 's/^extern "C" \{//; s/^\}$//' 'undefined reference|expected'
exit "$failed"
