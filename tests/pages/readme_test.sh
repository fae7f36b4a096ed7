#!/bin/bash
# Compares the README's blocks with the files they show and with what the programs print.
set -euo pipefail

# block NAME: the fenced block behind the comment <!-- NAME -->.
block() {
  awk -v mark="<!-- $1 -->" '
    $0 == mark { wanted = 1; next }
    wanted && /^```/ { if (inside) exit; inside = 1; next }
    inside { print }' README.md
}

failed=0
same() {
  if ! diff -u --label "README.md: $1" --label "$2" <(block "$1") <(cat); then
    failed=1
  fi
}

same examples/quick_start.cc examples/quick_start.cc <examples/quick_start.cc
same examples/quick_start.txt examples/quick_start.txt <examples/quick_start.txt
examples/quick_start examples/issuers.json examples/documents/* | same examples/quick_start.txt "examples/quick_start prints"
# The first command, as the README has it; tools/stella builds and runs the same program.
command=$(block "command: consensus" | head -n 1)
[[ $command == "tools/stella "* ]] || { echo "README.md: no command: $command"; exit 1; }
read -ra words <<<"${command#tools/stella }"
cli/stella "${words[@]}" 2>/dev/null | sed 's/ *$//' | same "output: consensus" "stella prints"
lines=$(wc -l <README.md)
((lines <= 150)) || { echo "README.md has $lines lines, 150 are enough"; failed=1; }
exit "$failed"
