"""What a module keeps to itself is in a namespace of its own, and what it offers is in vexlens."""

import glob
import re
import unittest

# A class that is named in a class of the API is completed in the namespace of that.
NESTED = re.compile(r"(class|struct) \w+::[\w:]+ (final )?\{")


def namespaces(text):
    """Each namespace at the left margin, with what stands at the left margin in it."""
    for name, body in re.findall(r"^namespace ([\w:]+) \{\n(.*?)^\}  // namespace \1$", text, re.MULTILINE | re.DOTALL):
        yield name, [line for line in body.splitlines() if re.match(r"\w", line)]


def module_of(path):
    folders = path.split("/")
    return folders[1] if folders[0] == "lib" else folders[0]


class NamespacesTest(unittest.TestCase):
    def test_headers_of_a_module_are_in_its_namespace(self):
        paths = [path for root in ("lib", "capi", "cli") for path in glob.glob(f"{root}/**/*.h", recursive=True)]
        self.assertGreater(len(paths), 150)
        for path in sorted(paths):
            module = f"vexlens::{module_of(path)}"
            with open(path, encoding="utf-8") as file:
                text = file.read()
            found = list(namespaces(text))
            self.assertEqual(len(found), len(re.findall("^namespace vexlens", text, re.MULTILINE)), path)
            for name, lines in found:
                if name == "vexlens":
                    for line in lines:
                        self.assertRegex(line, NESTED, f"{path}: in {name}, but is of {module}")
                else:
                    self.assertRegex(f"{name}::", f"^{module}::", path)

    def test_the_api_is_in_vexlens(self):
        paths = glob.glob("include/vexlens/**/*.h", recursive=True)
        self.assertGreater(len(paths), 40)
        for path in sorted(paths):
            with open(path, encoding="utf-8") as file:
                found = {name for name, _ in namespaces(file.read())}
            self.assertLessEqual(found, {"vexlens"}, path)

    def test_one_that_strays_is_found(self):
        self.assertEqual(list(namespaces("namespace vexlens {\n\nint One();\n\n}  // namespace vexlens\n")),
                         [("vexlens", ["int One();"])])


if __name__ == "__main__":
    unittest.main()
