"""A toy format, added as ARCHITECTURE.md says, touches the files that the page names and no other."""

import pathlib
import re
import subprocess
import tempfile
import unittest

ENUMERATOR = re.compile(r"\bFormat::k\w+")

PROGRAM = """
#include <cstdio>

#include "vexlens/support/format.h"

using namespace vexlens;

int main() {
  static_assert(ParseFormatName(FormatName(Format::kToy)) == Format::kToy);
  static_assert(SupersededBy(Format::kToy) == Supersession::kByDocument);
  for (const FormatRow& row : kFormatTable) std::printf("%s ", row.title.data());
}
"""


def recipe():
    """The files that the page names for a format."""
    page = pathlib.Path("ARCHITECTURE.md").read_text(encoding="utf-8")
    row = re.search(r"^\| a format \| (.*) \|$", page, re.MULTILINE).group(1)
    return set(re.findall(r"`((?:include|lib)/[\w./]+)`", row))


def sources():
    """The sources of the library and the command, by path."""
    for folder in ("include", "lib", "cli", "capi"):
        for path in pathlib.Path(folder).rglob("*"):
            if path.suffix in (".h", ".cc", ".hpp"):
                yield str(path), path.read_text(encoding="utf-8")


class ToyFormatTest(unittest.TestCase):
    def build(self, header):
        """What a program prints that uses a toy format of this header; None where it does not compile."""
        with tempfile.TemporaryDirectory() as work:
            folder = pathlib.Path(work)
            (folder / "vexlens/support").mkdir(parents=True)
            (folder / "vexlens/support/format.h").write_text(header, encoding="utf-8")
            (folder / "main.cc").write_text(PROGRAM, encoding="utf-8")
            command = ["g++", "-std=c++20", "-I", work, "-o", folder / "main", folder / "main.cc"]
            if subprocess.run(command, stderr=subprocess.DEVNULL, check=False).returncode != 0:
                return None
            return subprocess.run([folder / "main"], stdout=subprocess.PIPE, check=True).stdout.decode()

    def test_a_format_is_an_enumerator_and_a_row(self):
        header = pathlib.Path("include/vexlens/support/format.h").read_text(encoding="utf-8")
        with_enumerator = re.sub(r"(enum class Format .*) \}", r"\1, kToy }", header)
        row = '    FormatRow{Format::kToy, "toy", "Toy", Supersession::kByDocument},\n'
        with_row = re.sub(r"(kFormatTable = \{\n(?:    .*\n)*)", lambda found: found.group(1) + row, with_enumerator)
        self.assertIsNone(self.build(header))
        self.assertIsNone(self.build(with_enumerator))
        self.assertRegex(self.build(with_row), "^OpenVEX .* Toy $")

    def test_the_page_names_all_files_that_know_formats_one_by_one(self):
        readers = {str(folder) for folder in pathlib.Path("lib/formats").iterdir() if folder.is_dir()}
        self.assertTrue(readers)
        naming = {
            path
            for path, text in sources()
            if ENUMERATOR.search(text) and str(pathlib.Path(path).parent) not in readers
        }
        self.assertLessEqual(naming, recipe())
        self.assertTrue(all(pathlib.Path(path).exists() for path in recipe()))
        self.assertIn("include/vexlens/support/format.h", naming)

    def test_no_message_lists_formats(self):
        lists = re.compile(r'"[^"\n]*OpenVEX, CSAF[^"\n]*"')
        self.assertEqual([path for path, text in sources() if lists.search(text)], [])


if __name__ == "__main__":
    unittest.main()
