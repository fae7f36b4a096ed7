"""The table of ARCHITECTURE.md has the modules of lib in the order that the build holds them to."""

import re
import runpy
import unittest


class LayersTest(unittest.TestCase):
    def test_the_page_has_the_order_of_the_build(self):
        layers = runpy.run_path("bazel/layers.bzl")["LAYERS"]
        with open("ARCHITECTURE.md", encoding="utf-8") as page:
            table = page.read().split("| module | what | files |")[1].split("\n\n")[0]
        self.assertEqual(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE), layers)


if __name__ == "__main__":
    unittest.main()
