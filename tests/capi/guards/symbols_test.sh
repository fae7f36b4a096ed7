#!/bin/bash
# The shared library and the archive show the symbols of capi/symbols.txt, no more and no fewer, and the headers declare
# the same functions: whoever changes one changes all, by tools/abi.
set -euo pipefail
source tests/capi/guards/expect.sh

work=$(mktemp -d)
cp include/vexlens_*.h "$work"
trap 'rm -rf "$work"' EXIT
export LC_ALL=C

# same LIST WHAT: what comes in are the lines of the list.
same() { diff --unified=0 --label "$1" --label "what $2 shows" "$1" -; }

# A version is a symbol, too.
shared() {
  nm --dynamic --defined-only --with-symbol-versions --format=just-symbols "$1" |
    sed '/^VEXLENS_1\>/d' | sort | same capi/symbols.txt "$1"
}

functions() { sed 's/@.*//' capi/symbols.txt; }

archive() {
  nm --extern-only --defined-only --format=just-symbols "$1" | sed '/^$/d; /:$/d' | sort | same <(functions) "$1"
}

# headers FOLDER: what they declare.
headers() {
  sed --regexp-extended --quiet 's/^VEXLENS_API [^(]*\b(vexlens_\w+)\(.*/\1/p' "$1"/vexlens*.h | sort |
    same <(functions) "$1"
}

holds shared capi/libvexlens.so.1
holds archive capi/libvexlens.a
holds headers include

# A function that left.
stub include/vexlens.h "$work/whole.so" -Wl,--version-script=capi/vexlens.map
holds shared "$work/whole.so"
edited include/vexlens.h '/^VEXLENS_API uint32_t vexlens_abi_version/d' >"$work/vexlens.h"
stub "$work/vexlens.h" "$work/fewer.so" -Wl,--version-script=capi/vexlens.map
fails '^-vexlens_abi_version@@VEXLENS_1' shared "$work/fewer.so"
fails '^-vexlens_abi_version' headers "$work"

# A symbol that came, and one whose version is another.
edited capi/vexlens.map 's/^  local: /    leaked;\n&/' >"$work/leaking.map"
echo 'int leaked;' >"$work/leaked.c"
stub include/vexlens.h "$work/leaking.so" -Wl,--version-script="$work/leaking.map" "$work/leaked.c"
fails '^\+leaked@@VEXLENS_1' shared "$work/leaking.so"
edited capi/vexlens.map 's/^VEXLENS_1/VEXLENS_2/' >"$work/other.map"
stub include/vexlens.h "$work/other.so" -Wl,--version-script="$work/other.map"
fails '^\+vexlens_version@@VEXLENS_2' shared "$work/other.so"
gcc -c -o "$work/leaked.o" "$work/leaked.c"
cp capi/libvexlens.a "$work/leaking.a"
chmod u+w "$work/leaking.a"
ar r "$work/leaking.a" "$work/leaked.o"
fails '^\+leaked$' archive "$work/leaking.a"
exit "$failed"
