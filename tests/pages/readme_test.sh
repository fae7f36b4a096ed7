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

for example in quick_start.py quick_start.cpp quick_start.c; do
  same "examples/$example" "examples/$example" <"examples/$example"
done
said=$(<examples/quick_start_c.txt)
grep -qF "\`$said\`" README.md || { echo "README.md does not say: $said"; failed=1; }
# What the programs print, as their files have it; the Python one runs from the wheel (tests/wheel).
printed() {
  if ! diff -u --label "$1" --label "$2 prints" "$1" <("$2" examples/issuers.json examples/documents/*); then
    failed=1
  fi
}
printed examples/quick_start_c.txt examples/quick_start_c
printed examples/quick_start_c.txt examples/quick_start_cpp
printed examples/quick_start.txt examples/quick_start
# The first command, as the README has it; tools/stella builds and runs the same program.
command=$(block "command: consensus" | head -n 1)
[[ $command == "tools/stella "* ]] || { echo "README.md: no command: $command"; exit 1; }
read -ra words <<<"${command#tools/stella }"
cli/stella "${words[@]}" 2>/dev/null | sed 's/ *$//' | same "output: consensus" "stella prints"
lines=$(wc -l <README.md)
((lines <= 150)) || { echo "README.md has $lines lines, 150 are enough"; failed=1; }
exit "$failed"
