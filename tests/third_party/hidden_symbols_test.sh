#!/bin/bash
# A shared object of ours shows the dynamic linker what it was made to show, and
# nothing of what it contains: a host may load another BoringSSL or Abseil.
# Usage: hidden_symbols_test.sh OBJECT PATTERN, where the extended regular
# expression PATTERN describes the whole name of each symbol that may be seen.
set -euo pipefail

symbols=$(nm --dynamic --defined-only --format=just-symbols "$1")
if [[ -z $symbols ]]; then
  echo "$1 defines no dynamic symbol at all" >&2
  exit 1
fi
if grep --invert-match --line-regexp --extended-regexp "$2" <<<"$symbols"; then
  echo "$1 must not show the symbols above" >&2
  exit 1
fi
