"""The wheel: what it says of itself is true, and pip installs it with nothing else."""

import base64
import csv
import hashlib
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest
import zipfile

PACKAGE = sorted(pathlib.Path("bindings/python/vexlens").iterdir())


def make(out):
    licences = []
    for name in ["boringssl", "com_google_absl", "pybind11", "simdjson", "sqlite"]:
        licences += ["--licence-of", name, f"../{name}/licence/LICENSE"]
    made = subprocess.run(
        ["/usr/bin/python3", "-B", "packaging/wheel.py", "--out", out, "--version", "VERSION",
         "--description", "bindings/python/README.md", "--licence", "LICENSE", *licences, "--package", *PACKAGE],
        check=True, capture_output=True, text=True)
    return pathlib.Path(made.stdout.strip())


def environment(folder):
    """environment(folder) is the interpreter of a new virtual environment."""
    subprocess.run(["/usr/bin/python3", "-m", "venv", folder], check=True)
    return pathlib.Path(folder) / "bin" / "python"


def run(python, *arguments, **options):
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return subprocess.run([python, "-I", *arguments], env=clean, text=True, **options)


class WheelTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.wheel = make(pathlib.Path(cls.folder.name) / "one")

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_the_same_inputs_make_the_same_bytes(self):
        again = make(pathlib.Path(self.folder.name) / "two")
        self.assertEqual(again.read_bytes(), self.wheel.read_bytes())
        self.assertEqual(again.name, self.wheel.name)

    def test_the_record_is_right_and_complete(self):
        with zipfile.ZipFile(self.wheel) as archive:
            names = archive.namelist()
            record = next(name for name in names if name.endswith("/RECORD"))
            rows = list(csv.reader(archive.read(record).decode().splitlines()))
            self.assertEqual(sorted(row[0] for row in rows), sorted(names))
            for name, digest, size in rows:
                if name == record:
                    continue
                content = archive.read(name)
                expected = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
                self.assertEqual((digest, size), (f"sha256={expected}", str(len(content))), name)
            licences = [name for name in names if "/licenses/" in name]
            self.assertEqual(len(licences), 6)
            self.assertTrue(all(archive.getinfo(name).file_size > 200 for name in licences))

    def test_the_platform_has_what_the_library_needs(self):
        with zipfile.ZipFile(self.wheel) as archive:
            library = pathlib.Path(archive.extract(
                next(name for name in archive.namelist() if name.endswith(".so")), self.folder.name))
        major, minor = map(int, re.search(r"manylinux_(\d+)_(\d+)_", self.wheel.name).groups())
        table = subprocess.run(["objdump", "-T", library], check=True, capture_output=True, text=True).stdout
        needed = {tuple(map(int, each.split(".")))[:2] for each in re.findall(r"\(GLIBC_([0-9.]+)\)", table)}
        self.assertEqual(max(needed), (major, minor))
        shown = [line.split()[-1] for line in table.splitlines() if " g " in line and "*UND*" not in line]
        self.assertEqual(shown, ["PyInit__native"])
        dynamic = subprocess.run(["readelf", "-d", library], check=True, capture_output=True, text=True).stdout
        needed = set(re.findall(r"\(NEEDED\).*\[(.+)\]", dynamic))
        self.assertLessEqual(
            needed, {"libc.so.6", "libm.so.6", "libstdc++.so.6", "libgcc_s.so.1", "ld-linux-x86-64.so.2"})

    def test_pip_installs_it_and_it_answers(self):
        python = environment(pathlib.Path(self.folder.name) / "venv")
        run(python, "-m", "pip", "install", "--quiet", "--no-index", "--disable-pip-version-check", self.wheel, check=True)
        documents = sorted(pathlib.Path("examples/documents").iterdir())
        answer = run(python, "examples/quick_start.py", "examples/issuers.json", *documents, check=True,
                     capture_output=True)
        self.assertEqual(answer.stdout, pathlib.Path("examples/quick_start_py.txt").read_text())
        run(python, "-m", "pip", "check", check=True, capture_output=True)


if __name__ == "__main__":
    unittest.main()
