#!/bin/bash
# capi/layout_lock.c compiles with the headers as they are, and not with one in which something else changed places, size or
# value. It names every struct and every constant, for each machine that a compiler here knows.
set -euo pipefail
source tests/capi/guards/expect.sh

header=include/vexlens.h
work=$(mktemp -d)
cp include/vexlens_*.h "$work"
trap 'rm -rf "$work"' EXIT

compiles() { gcc -std=c11 -Wall -Wextra -Wpedantic -Werror -fsyntax-only -I"$1" capi/layout_lock.c; }
compiles_for_arm() {
  clang-14 --target=aarch64-linux-gnu -ffreestanding -std=c11 -Werror -fsyntax-only -I"$1" capi/layout_lock.c
}

# with SCRIPT WORDS: sed's script makes a header that the lock refuses with these words.
with() {
  edited "$header" "$1" >"$work/vexlens.h"
  fails "$2" compiles "$work"
}

# names HEADER: what the header defines and the lock does not name.
names() {
  local missing
  missing=$(
    {
      sed --regexp-extended --quiet 's/^(typedef )?struct (\w+) \{$/\2/p' "$1"
      sed --regexp-extended --quiet 's/^#define (\w+) [0-9]+\>.*/\1/p' "$1" | grep --invert-match --line-regexp VEXLENS_ABI_VERSION
    } | while read -r name; do
      grep --quiet --extended-regexp "(SIZE|VALUE)\((struct )?$name, " capi/layout_lock.c || echo "$name"
    done
  )
  [[ -z $missing ]] || { echo "capi/layout_lock.c does not name $missing"; return 1; }
}

holds compiles include
if command -v clang-14 >/dev/null; then
  holds compiles_for_arm include
fi
holds names "$header"
holds names include/vexlens_decision.h
holds names include/vexlens_observer.h
holds names include/vexlens_timeline.h

with '/^  uint32_t must_exist;/ { h; d }; /^  uint64_t patience_ms;/ { G }' 'vexlens_workspace_options.must_exist has moved'
with '/^  uint32_t issuers; /{ h; d }; /^  uint32_t conflicts;/ { G }' 'vexlens_decision.issuers has moved'
with 's/^  int32_t winner;/  int64_t winner;/' 'vexlens_decision.agreement has moved'
with 's/^  vexlens_str issued_at;.*/&\n  vexlens_str more;/' 'vexlens_openvex_options has another size'
with 's/^(#define VEXLENS_STATE_DISPUTED) 5/\1 7/' 'VEXLENS_STATE_DISPUTED has another value'
with '/^  vexlens_str reason;/d' "no member named 'reason'|vexlens_audit has another size"

edited "$header" 's/^#define VEXLENS_STATE_INCONCLUSIVE.*/&\n#define VEXLENS_STATE_OTHER 7/' >"$work/vexlens.h"
fails 'does not name VEXLENS_STATE_OTHER' names "$work/vexlens.h"
exit "$failed"
