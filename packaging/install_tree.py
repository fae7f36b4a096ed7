"""Makes the folder that is installed, out of what was built.

The same inputs make the same bytes, whenever and wherever."""

import argparse
import gzip
import hashlib
import json
import pathlib
import re
import shutil
import subprocess
import tarfile
import tempfile

import sbom

LICENCES = {
    "boringssl": "BoringSSL",
    "com_google_absl": "Abseil",
    "pybind11": "pybind11",
    "simdjson": "simdjson",
    "sqlite": "SQLite",
}

PKG_CONFIG = """prefix=${{pcfiledir}}/../..
libdir=${{prefix}}/lib
includedir=${{prefix}}/include

Name: {name}
Description: one explained answer out of conflicting VEX statements{what}
Version: {version}
Cflags: -I${{includedir}}
Libs: {libs}
"""

CMAKE_CONFIG = """# vexlens::vexlens is the shared library, vexlens::static the archive. Both can be moved with this folder.
get_filename_component(_vexlens_prefix "${CMAKE_CURRENT_LIST_DIR}/../../.." ABSOLUTE)
if(NOT TARGET vexlens::vexlens)
  add_library(vexlens::vexlens SHARED IMPORTED)
  set_target_properties(vexlens::vexlens PROPERTIES
    IMPORTED_LOCATION "${_vexlens_prefix}/lib/libvexlens.so.1"
    IMPORTED_SONAME "libvexlens.so.1"
    INTERFACE_INCLUDE_DIRECTORIES "${_vexlens_prefix}/include")
  add_library(vexlens::static STATIC IMPORTED)
  set_target_properties(vexlens::static PROPERTIES
    IMPORTED_LOCATION "${_vexlens_prefix}/lib/libvexlens.a"
    IMPORTED_LINK_INTERFACE_LANGUAGES CXX
    INTERFACE_INCLUDE_DIRECTORIES "${_vexlens_prefix}/include"
    INTERFACE_LINK_LIBRARIES "stdc++;m;pthread")
endif()
unset(_vexlens_prefix)
"""

CMAKE_VERSION = """set(PACKAGE_VERSION "{version}")
# Until 1.0 a minor version may change the C++ face; the C ABI is that of libvexlens.so.1.
if(PACKAGE_FIND_VERSION VERSION_GREATER PACKAGE_VERSION)
  set(PACKAGE_VERSION_COMPATIBLE FALSE)
else()
  set(PACKAGE_VERSION_COMPATIBLE TRUE)
  if(PACKAGE_FIND_VERSION VERSION_EQUAL PACKAGE_VERSION)
    set(PACKAGE_VERSION_EXACT TRUE)
  endif()
endif()
"""


def version_in(file):
    return re.fullmatch(r"(\d+\.\d+\.\d+)\n", file.read_text()).group(1)


def abi_in(header):
    return re.search(r"#define VEXLENS_ABI_VERSION (\d+)", header.read_text()).group(1)


def licences(out, own, others):
    """licences(out, own, others) copies the texts under which all parts are given."""
    shutil.copyfile(own, out / "LICENSE")
    for name, path in sorted(others.items()):
        shutil.copyfile(path, out / f"LICENSE.{LICENCES[name]}")


def make_tree(out, built):
    """make_tree(out, built) puts all into the folder `out`, beside what is there, and returns the version."""
    version = version_in(built.version)
    for folder in ["include", "lib/pkgconfig", "lib/cmake/vexlens", "share/doc/vexlens", "share/vexlens"]:
        (out / folder).mkdir(parents=True, exist_ok=True)
    for header in built.headers:
        shutil.copyfile(header, out / "include" / header.name)
    abi = abi_in(out / "include" / "vexlens.h")
    library = out / "lib" / f"libvexlens.so.1.{abi}"
    subprocess.run(["strip", "--strip-unneeded", "-o", library, built.library], check=True)
    for link, target in [("libvexlens.so.1", library.name), ("libvexlens.so", "libvexlens.so.1")]:
        path = out / "lib" / link
        path.unlink(missing_ok=True)
        path.symlink_to(target)
    shutil.copyfile(built.archive, out / "lib" / "libvexlens.a")
    for name, what, libs in [
        ("vexlens", "", "-L${libdir} -lvexlens\nLibs.private: -lstdc++ -lm -pthread"),
        ("vexlens-static", ", as an archive", "${libdir}/libvexlens.a -lstdc++ -lm -pthread"),
    ]:
        text = PKG_CONFIG.format(name=name, what=what, version=version, libs=libs)
        (out / "lib/pkgconfig" / f"{name}.pc").write_text(text)
    (out / "lib/cmake/vexlens/vexlensConfig.cmake").write_text(CMAKE_CONFIG)
    (out / "lib/cmake/vexlens/vexlensConfigVersion.cmake").write_text(CMAKE_VERSION.format(version=version))
    repositories = built.repositories.read_text().split()
    bill = sbom.bill(version, built.workspace, repositories)
    (out / "share/vexlens/sbom.cdx.json").write_text(json.dumps(bill, indent=2, sort_keys=True) + "\n")
    licences(out / "share/doc/vexlens", built.licence, {name: built.licences[name] for name in repositories})
    for page in built.pages:
        shutil.copyfile(page, out / "share/doc/vexlens" / page.name)
    return version


def pack(tree, out, top):
    """pack(tree, out, top) makes a tarball of a folder, below the folder `top` in it."""
    def plain(info):
        info.uid = info.gid = info.mtime = 0
        info.uname = info.gname = ""
        info.mode = 0o755 if info.isdir() or info.mode & 0o100 or ".so" in info.name else 0o644
        return info

    with open(out, "wb") as raw, gzip.GzipFile("", "wb", mtime=0, fileobj=raw) as packed:
        with tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as tar:
            tar.add(tree, top, recursive=False, filter=plain)
            for path in sorted(tree.rglob("*")):
                tar.add(path, f"{top}/{path.relative_to(tree)}", recursive=False, filter=plain)
    return hashlib.sha256(out.read_bytes()).hexdigest()


def arguments():
    """arguments() is what was built, as Bazel or tools/install name it."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--library", type=pathlib.Path)
    parser.add_argument("--archive", type=pathlib.Path)
    parser.add_argument("--repositories", type=pathlib.Path)
    parser.add_argument("--header", dest="headers", type=pathlib.Path, action="append", default=[])
    parser.add_argument("--page", dest="pages", type=pathlib.Path, action="append", default=[])
    parser.add_argument("--version", type=pathlib.Path)
    parser.add_argument("--workspace", type=pathlib.Path)
    parser.add_argument("--licence", type=pathlib.Path)
    parser.add_argument("--licence-of", nargs=2, action="append", default=[])
    return parser


def main():
    parser = arguments()
    parser.add_argument("--prefix", type=pathlib.Path)
    parser.add_argument("--tarball", type=pathlib.Path)
    built = parser.parse_args()
    built.licences = {name: pathlib.Path(path) for name, path in built.licence_of}
    if built.prefix:
        make_tree(built.prefix, built)
    if built.tarball:
        # The prefix may have files of others.
        with tempfile.TemporaryDirectory() as folder:
            tree = pathlib.Path(folder)
            version = make_tree(tree, built)
            print(pack(tree, built.tarball, f"vexlens-{version}-linux-x86_64"), built.tarball)


if __name__ == "__main__":
    main()
