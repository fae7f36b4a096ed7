"""VERSION is the only file with the number, and everything that is built, packed or printed has that of VERSION."""

import ctypes
import json
import os
import pathlib
import re
import subprocess
import tempfile
import unittest
import zipfile

import vexlens

VERSION = pathlib.Path("VERSION").read_text().removesuffix("\n")

# Where versions of other things abound, a line is ours if it has our name.
MANY_VERSIONS = ("bench/", "docs/", "examples/", "include/vexlens/", "lib/", "tests/", "third_party/")
# The history, a workspace of an older version, tests that invent versions, and the number's own file.
LEFT_OUT = {
    "CHANGELOG.md", "tests/compat/workspace_v1.sql", "tests/tools/release_test.py", "tests/tools/version_test.py",
    "VERSION",
}
OUR_NAME = re.compile("vexlens|stella", re.IGNORECASE)


def number(version):
    """number(version) finds it as a word of its own: not in 10.1.0, 0.1.0.2 or 0.1.0rc1."""
    return re.compile(rf"(?<![\w.])v?{re.escape(version)}(?!\w|\.\d)")


def repeats(version, path, text):
    """repeats(...) is the lines of a file that repeat our version."""
    if path in LEFT_OUT:
        return []
    return [
        line for line in text.splitlines()
        if number(version).search(line) and (OUR_NAME.search(line) or not path.startswith(MANY_VERSIONS))
    ]


def tracked():
    """tracked() is the clone that this test was built from, and what git tracks there; None without git."""
    root = pathlib.Path("VERSION").resolve().parent
    if not (root / ".git").exists():
        return None
    git = ["git", "-c", "safe.directory=*", "-C", root, "ls-files", "-z"]
    names = subprocess.run(git, check=True, capture_output=True).stdout.decode()
    return root, [name for name in names.split("\0") if (root / name).is_file()]


class OnePlaceTest(unittest.TestCase):
    def test_no_other_file_has_the_number(self):
        found = tracked()
        if found is None and os.environ.get("CI") != "true":
            self.skipTest("no clone")
        root, names = found
        self.assertIn("VERSION", names)
        self.assertIn("capi/version.cc", names)
        lines = {}
        for name in names:
            repeated = repeats(VERSION, name, (root / name).read_bytes().decode("utf-8", "replace"))
            if repeated:
                lines[name] = repeated
        self.assertEqual(lines, {})

    def test_a_repetition_is_found(self):
        for path, line in [
            ("capi/version.h", '#define VERSION "4.5.6"'),
            ("packaging/wheel.py", "Version: 4.5.6"),
            ("README.md", "vexlens-4.5.6-linux-x86_64.tar.gz"),
            ("README.md", "since v4.5.6."),
            ("lib/provenance/slsa_attestation.cc", 'kBuilder = "https://vexlens.example/4.5.6";'),
            ("docs/cli.md", "stella (vexlens) 4.5.6"),
        ]:
            self.assertEqual(repeats("4.5.6", path, f"\n{line}\n"), [line], line)

    def test_the_versions_of_others_are_not_ours(self):
        for path, line in [
            ("docs/matching.md", "| `pkg:npm/widget@4.5.6` |"),
            ("lib/formats/openvex/openvex.cc", 'return "4.5.6";'),
            ("cli/main.cc", "vexlens 14.5.6, 4.5.60, 4.5.6.1, 4.5.6rc1"),
            ("CHANGELOG.md", "## [4.5.6] - 2026-05-01"),
        ]:
            self.assertEqual(repeats("4.5.6", path, line), [], line)


class BuiltTest(unittest.TestCase):
    def test_it_is_three_numbers(self):
        self.assertRegex(VERSION, r"\A(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)\Z")

    def test_no_release_is_newer(self):
        headings = re.findall(r"^## \[(\d+)\.(\d+)\.(\d+)\]", pathlib.Path("CHANGELOG.md").read_text(), re.MULTILINE)
        for heading in headings:
            self.assertLessEqual(tuple(map(int, heading)), tuple(map(int, VERSION.split("."))))

    def test_the_c_library(self):
        library = ctypes.CDLL(os.path.abspath("capi/libvexlens.so.1"))
        library.vexlens_version.restype = ctypes.c_char_p
        self.assertEqual(library.vexlens_version().decode(), VERSION)

    def test_the_python_package(self):
        self.assertEqual(vexlens.__version__, VERSION)

    def test_the_command(self):
        said = subprocess.run(["cli/stella", "--version"], check=True, capture_output=True, text=True).stdout
        self.assertEqual(said, f"stella (vexlens) {VERSION}\n")


class PackedTest(unittest.TestCase):
    """What is packed by the file that the packing is told of, here another than that of this build."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.out = pathlib.Path(folder.name)
        self.version = self.out / "VERSION"
        self.version.write_text("47.11.5\n")

    def pack(self, script, *arguments, repositories):
        for name in repositories:
            arguments += ("--licence-of", name, f"../{name}/licence/LICENSE")
        return subprocess.run(
            ["/usr/bin/python3", "-B", f"packaging/{script}", "--version", self.version, "--licence", "LICENSE", *arguments],
            check=True, capture_output=True, text=True).stdout.strip()

    def test_the_wheel(self):
        package = sorted(path for path in pathlib.Path("bindings/python/vexlens").iterdir() if path.is_file())
        wheel = self.pack(
            "wheel.py", "--out", self.out, "--description", "bindings/python/README.md", "--package", *package,
            repositories=["boringssl", "com_google_absl", "pybind11", "simdjson", "sqlite"])
        self.assertRegex(wheel, r"/vexlens-47\.11\.5-cp311-")
        with zipfile.ZipFile(wheel) as archive:
            metadata = archive.read("vexlens-47.11.5.dist-info/METADATA").decode()
        self.assertIn("\nVersion: 47.11.5\n", metadata)

    def test_the_installed_folder(self):
        tree = self.out / "tree"
        self.pack(
            "install_tree.py", "--prefix", tree, "--library", "capi/libvexlens.so.1", "--archive", "capi/libvexlens.a",
            "--repositories", "capi/repositories.txt", "--header", "include/vexlens.h", "--workspace", "WORKSPACE",
            repositories=["boringssl", "com_google_absl", "simdjson", "sqlite"])
        for name in ("vexlens.pc", "vexlens-static.pc"):
            self.assertIn("\nVersion: 47.11.5\n", (tree / "lib/pkgconfig" / name).read_text())
        cmake = (tree / "lib/cmake/vexlens/vexlensConfigVersion.cmake").read_text()
        self.assertIn('set(PACKAGE_VERSION "47.11.5")', cmake)
        bill = json.loads((tree / "share/vexlens/sbom.cdx.json").read_text())
        self.assertEqual(bill["metadata"]["component"]["version"], "47.11.5")
        self.assertEqual(bill["metadata"]["component"]["purl"], "pkg:generic/vexlens@47.11.5")


if __name__ == "__main__":
    unittest.main()
