#!/bin/bash
# tools/abi refuses a header that lacks what the last release has, or that has more under the same number.
set -euo pipefail
source tests/capi/guards/expect.sh

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
mkdir "$work/tools" "$work/include"
cp tools/abi "$work/tools"
cp include/vexlens*.h "$work/include"

in_work() { git -C "$work" -c user.name=nobody -c user.email=nobody@example.com "$@"; }
check() { "$work/tools/abi" --check; }

# with SCRIPT: the header becomes that of the release, changed by sed's script.
with() { edited include/vexlens.h "$1" >"$work/include/vexlens.h"; }

leaves='/^VEXLENS_API uint32_t vexlens_abi_version/d'
comes='s/^VEXLENS_API uint32_t vexlens_abi_version.*/&\nVEXLENS_API int32_t vexlens_another(void);/'
grows='s/^(#define VEXLENS_ABI_VERSION) .*/\1 1000/'

in_work init --quiet
in_work add .
in_work commit --quiet --message=release
with "$leaves"
holds check  # there is no release that has it

in_work tag v0.0.1
fails 'v0.0.1 has vexlens_abi_version, which' check
with "$leaves; $grows"
fails 'v0.0.1 has vexlens_abi_version, which' check
with "$comes"
fails 'VEXLENS_ABI_VERSION is that of v0.0.1, which has no vexlens_another' check
with "$comes; $grows"
holds check
cp include/vexlens.h "$work/include"
holds check
exit "$failed"
