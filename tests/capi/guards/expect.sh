# What the tests of guards share: a guard that never fails guards nothing.

failed=0

# holds COMMAND…: it succeeds.
holds() {
  "$@" && return
  echo "failed: $*" >&2
  failed=1
}

# fails WORDS COMMAND…: it does not succeed, and says the words, an extended regular expression.
fails() {
  local words=$1 said
  shift
  if said=$("$@" 2>&1); then
    echo "did not fail: $*" >&2
    failed=1
  elif ! grep --quiet --extended-regexp -e "$words" <<<"$said"; then
    printf 'failed without the words "%s": %s\n%s\n' "$words" "$*" "$said" >&2
    failed=1
  fi
}

# needs COMMAND PACKAGE: without the command the test is skipped, or fails where everything has to be tried.
needs() {
  command -v "$1" >/dev/null && return
  echo "no $1, of the package $2: run tools/setup --with=references" >&2
  [[ ${CI:-} != true ]] || exit 1
  echo "<testsuites><testsuite name='$TEST_TARGET'><testcase name='$TEST_TARGET'><skipped/></testcase></testsuite></testsuites>" \
    >"$XML_OUTPUT_FILE"
  exit 0
}

# edited FILE SCRIPT: the file, changed by a script of sed that must change something.
edited() {
  local text
  text=$(sed --regexp-extended "$2" "$1")
  if [[ $text == "$(<"$1")" ]]; then
    echo "$1 is not changed by: $2" >&2
    exit 1
  fi
  printf '%s\n' "$text"
}

# stub HEADER LIBRARY OPTION…: a shared library of empty functions, as the header declares them.
stub() {
  local header=$1 library=$2
  shift 2
  /usr/bin/python3 tests/capi/guards/empty_functions.py "$header" >"$library.c"
  gcc -g -shared -fPIC -I"$(dirname "$header")" -o "$library" "$library.c" \
    -Wl,-soname,libvexlens.so.1 -Wl,-z,now "$@"
}
