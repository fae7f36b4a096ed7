#!/bin/bash
# The types of the shared library's functions are those of capi/libvexlens.abi, as abidiff compares them without any
# suppression. Whoever changes them on purpose calls tools/abi --update.
set -euo pipefail
source tests/capi/guards/expect.sh
needs abidiff abigail-tools

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# like LIBRARY HEADERS: the library is like the golden one.
like() {
  tools/abi --describe "$1" "$2" >"$work/described.abi"
  abidiff --harmless capi/libvexlens.abi "$work/described.abi"
}

# complete ABI: the types of each symbol's function are in it.
complete() {
  local symbol
  while read -r symbol; do
    grep --quiet "elf-symbol-id='$symbol'" "$1" || { echo "$1 has no types of $symbol"; return 1; }
  done <capi/symbols.txt
}

holds complete capi/libvexlens.abi
sed "/elf-symbol-id='vexlens_sha256@@/d" capi/libvexlens.abi >"$work/incomplete.abi"
fails 'no types of vexlens_sha256@@' complete "$work/incomplete.abi"

mkdir "$work/include"
cp include/vexlens*.h "$work/include"
holds like capi/libvexlens.so.1 "$work/include"

# with SCRIPT WORDS: sed's script makes a header whose library abidiff refuses with these words.
with() {
  edited include/vexlens.h "$1" >"$work/include/vexlens.h"
  sed --regexp-extended 's/^  local: /    vexlens_another;\n&/' capi/vexlens.map >"$work/map"
  stub "$work/include/vexlens.h" "$work/libvexlens.so" -Wl,--version-script="$work/map"
  fails "$2" like "$work/libvexlens.so" "$work/include"
}

# What is compared are the types: a library that does nothing passes, an edited comment too.
stub include/vexlens.h "$work/libvexlens.so" -Wl,--version-script=capi/vexlens.map
holds like "$work/libvexlens.so" "$work/include"

# tools/abi --compare says the same of a tree, here one whose library is built already.
tree=$work/tree
mkdir -p "$tree/tools" "$tree/capi" "$tree/bazel-bin/capi" "$tree/include" "$work/bin"
cp tools/abi "$tree/tools"
cp include/vexlens*.h "$tree/include"
cp capi/libvexlens.abi capi/symbols.txt capi/vexlens.map "$tree/capi"
ln -s "$PWD/capi/libvexlens.so.1" "$tree/bazel-bin/capi"
printf '#!/bin/bash\n' | tee "$tree/tools/setup" >"$work/bin/bazel"
chmod +x "$tree/tools/setup" "$work/bin/bazel"
compares() { PATH=$work/bin:$PATH "$tree/tools/abi" --compare; }
holds compares
chmod +w "$tree"/capi/*
edited capi/symbols.txt '$d' >"$tree/capi/symbols.txt"
fails 'other functions than capi/symbols.txt' compares
cp capi/symbols.txt "$tree/capi"
edited capi/vexlens.map '/vexlens_sha256;/d' >"$tree/capi/vexlens.map"
fails 'other functions than capi/vexlens.map' compares
cp capi/vexlens.map "$tree/capi"
edited capi/libvexlens.abi "s/(name='cache)_bytes'/\1d_bytes'/" >"$tree/capi/libvexlens.abi"
fails 'another interface than capi/libvexlens.abi' compares

with '/^  uint32_t must_exist;/ { h; d }; /^  uint64_t patience_ms;/ { G }' 'must_exist.* offset changed from 32 to 128'
with '/^  uint32_t issuers; /{ h; d }; /^  uint32_t conflicts;/ { G }' 'issuers.* offset changed'
with 's/^  vexlens_str issued_at;.*/&\n  vexlens_str more;/' "type size changed from 448 to 576"
with 's/^  uint64_t cache_bytes;/  uint64_t cached_bytes;/' 'cache_bytes.*cached_bytes'
with '/^VEXLENS_API uint32_t vexlens_abi_version/d' "1 Removed"
with 's/^VEXLENS_API uint32_t vexlens_abi_version.*/&\nVEXLENS_API int32_t vexlens_another(void);/' "1 Added function"
with 's/uint64_t near_misses,/int64_t near_misses,/' "parameter 4 of type .*uint64_t.*changed"
with 's/const vexlens_key \*key,/vexlens_key *key,/' "in pointed to type 'const vexlens_key'"
with 's/uint64_t vexlens_consensus_size/int64_t vexlens_consensus_size/' 'return type changed'
with 's/\(\*on_revision\)\(vexlens_str event/(*on_revision)(int32_t event/' 'vexlens_workspace_options'
exit "$failed"
