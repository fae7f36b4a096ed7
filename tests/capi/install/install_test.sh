#!/bin/bash
# The installed folder, used as somebody would who has nothing else of us: from
# an empty folder, by pkg-config and by CMake, the shared library and the archive.
set -euo pipefail

runfiles=$PWD
work=$(mktemp -d "${TEST_TMPDIR:-/tmp}/install-XXXXXX")
trap 'rm -rf "$work"' EXIT

fail() {
  echo "failed: $*" >&2
  exit 1
}

make_tree() {
  /usr/bin/python3 -B packaging/install_tree.py --prefix "$1" --tarball "$2" \
    --library capi/libvexlens.so.1 --archive capi/libvexlens.a --repositories capi/repositories.txt \
    --version VERSION --header include/vexlens.h --header include/vexlens_decision.h \
    --header include/vexlens_observer.h --header include/vexlens_timeline.h \
    --header include/vexlens.hpp --header include/vexlens_timeline.hpp --workspace WORKSPACE \
    --licence LICENSE --page CHANGELOG.md --page docs/c.md \
    --licence-of boringssl ../boringssl/licence/LICENSE --licence-of simdjson ../simdjson/licence/LICENSE \
    --licence-of com_google_absl ../com_google_absl/licence/LICENSE --licence-of sqlite ../sqlite/licence/LICENSE >/dev/null
}

echo "== two trees are the same bytes, whatever else is in the folder, and a tree can be moved"
make_tree "$work/made" "$work/one.tar.gz"
mkdir "$work/again"
echo other >"$work/again/of-another"
make_tree "$work/again" "$work/two.tar.gz"
cmp "$work/one.tar.gz" "$work/two.tar.gz"
[[ -e $work/again/of-another && -e $work/again/lib/libvexlens.so.1 ]] || fail "the folder lacks what it had or gets"
mkdir "$work/moved"
tar -xzf "$work/one.tar.gz" -C "$work/moved" --strip-components=1
rm -rf "$work/made" "$work/again"
tree=$work/moved
export LD_LIBRARY_PATH=$tree/lib PKG_CONFIG_PATH=$tree/lib/pkgconfig

expected=$(<examples/quick_start_c.txt)
runs() {
  local said
  said=$(cd "$runfiles" && "$@" examples/issuers.json examples/documents/*)
  [[ $said == "$expected" ]] || fail "$1 says: $said"
}

mkdir "$work/empty"
cp examples/quick_start.c examples/quick_start.cpp "$work/empty"
cd "$work/empty"
for package in vexlens vexlens-static; do
  echo "== pkg-config $package"
  read -ra flags <<<"$(pkg-config --cflags --libs "$package")"
  gcc -std=c11 -Wall -Wextra -Wpedantic -Werror quick_start.c "${flags[@]}" -o "c-$package"
  g++ -std=c++17 -Wall -Wextra -Wpedantic -Werror quick_start.cpp "${flags[@]}" -o "cpp-$package"
  runs "$PWD/c-$package"
  runs "$PWD/cpp-$package"
done
LD_LIBRARY_PATH='' runs "$PWD/c-vexlens-static"

echo "== pkg-config --static, for a program without shared libraries"
read -ra flags <<<"$(pkg-config --static --cflags --libs vexlens)"
gcc -static -std=c11 -Wall -Wextra -Wpedantic -Werror quick_start.c "${flags[@]}" -o c-alone
runs "$PWD/c-alone"

echo "== CMake"
cat >CMakeLists.txt <<'END'
cmake_minimum_required(VERSION 3.20)
project(consumer C CXX)
find_package(vexlens ${WANTED} CONFIG REQUIRED)
set(CMAKE_CXX_STANDARD 17)
foreach(kind vexlens static)
  add_executable(c-${kind} quick_start.c)
  add_executable(cpp-${kind} quick_start.cpp)
  target_link_libraries(c-${kind} PRIVATE vexlens::${kind})
  target_link_libraries(cpp-${kind} PRIVATE vexlens::${kind})
endforeach()
END
version=$(<"$runfiles/VERSION")
cmake -S . -B build -DCMAKE_PREFIX_PATH="$tree" -DWANTED="${version%.*}" >cmake.log 2>&1 || { cat cmake.log; fail "cmake"; }
cmake --build build >cmake.log 2>&1 || { cat cmake.log; fail "cmake --build"; }
for program in build/c-vexlens build/c-static build/cpp-vexlens build/cpp-static; do
  runs "$PWD/$program"
done
newer=$((${version%%.*} + 1)).0
if cmake -S . -B newer -DCMAKE_PREFIX_PATH="$tree" -DWANTED="$newer" >/dev/null 2>&1; then
  fail "CMake takes $version for $newer"
fi

echo "== OpenSSL 3 in the same process, shared and static"
cd "$runfiles"
gcc -std=c11 -D_GNU_SOURCE -Wall -Wextra -Werror tests/capi/install/tls_beside.c -o "$work/tls" \
  -I"$tree/include" -L"$tree/lib" -lvexlens -lssl -lcrypto
"$work/tls" | grep -q 'beside OpenSSL 3'
gcc -std=c11 -D_GNU_SOURCE -Wall -Wextra -Werror tests/capi/install/tls_beside.c -o "$work/tls-static" \
  -I"$tree/include" "$tree/lib/libvexlens.a" -l:libssl.a -l:libcrypto.a -lstdc++ -lm -pthread -ldl
"$work/tls-static" | grep -q 'beside OpenSSL 3'

echo "== loaded, let go, and loaded again"
gcc -std=c11 -D_GNU_SOURCE -Wall -Wextra -Werror tests/capi/install/load.c -o "$work/load" -I"$tree/include" -pthread
"$work/load" "$tree/lib/libvexlens.so.1"

echo "== licences, and what the SBOM says to our own reader"
for part in '' .Abseil .BoringSSL .SQLite .simdjson; do
  [[ -s $tree/share/doc/vexlens/LICENSE$part ]] || fail "no LICENSE$part"
done
grep -q 'Idiap Research Institute' "$tree/share/doc/vexlens/LICENSE.simdjson" || fail "no notice of a part of simdjson"
grep -q 'fiat-crypto authors' "$tree/share/doc/vexlens/LICENSE.BoringSSL" || fail "no notice of a part of BoringSSL"
[[ -s $tree/share/doc/vexlens/c.md ]] || fail "no pages"
cli/stella vex consensus --input examples/documents --sbom "$tree/share/vexlens/sbom.cdx.json" \
  --as-of 2026-06-01T00:00:00Z 2>&1 >/dev/null | grep -q '5 components, 4 edges' || fail "the SBOM"
