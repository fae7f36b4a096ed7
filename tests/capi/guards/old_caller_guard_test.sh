#!/bin/bash
# The test of old callers fails when their structs are not what the library takes.
set -euo pipefail
source tests/capi/guards/expect.sh

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/tests/capi/guards/old_caller"
folder=tests/capi/guards/old_caller

# calls FOLDER: the test, compiled with the v1.h that stands in a folder.
calls() {
  gcc -std=c11 -I"$1" -I. -Iinclude -o "$work/test" \
    $folder/old_caller_test.c $folder/last_bytes.c $folder/one_row.c capi/libvexlens.so.1 &&
    TEST_TMPDIR=$(mktemp -d -p "$work") LD_LIBRARY_PATH=capi "$work/test"
}

# with SCRIPT WORDS: sed's script makes a v1.h whose caller fails with these words.
with() {
  edited $folder/v1.h "$1" >"$work/$folder/v1.h"
  fails "$2" calls "$work"
}

holds calls .
with '/^  uint32_t must_exist;/ { h; d }; /^  uint64_t patience_ms;/ { G }' 'workspace, wrong as of their version: code 0 instead of 12'
with '/^  v1_str policy;/ { h; d }; /^  v1_str issuers;/ { G }' 'consensus, as of their version: code 3'
with 's/^  v1_str known_at;/  v1_str again;\n&/' 'moment, wrong as of their version: code 12'
with 's/^  uint32_t reserved;/&\n  uint64_t more;/' 'as of their version: code 1?[0-9] instead of 0'
exit "$failed"
