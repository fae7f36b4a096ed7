"""The public interfaces call things by the words of the glossary, and by no others."""

import glob
import re
import unittest

# Identifiers that have a foreign word for a reason.
EXCEPTIONS = {
    "AdvisoryKey", "AdvisoryKeyOf", "advisory_key",  # the member of a record
    "KnownClass::advisory", "advisory",  # what a tenant calls the class of a vulnerability
    "IsVendorAdvisory",  # a vendor's advisory, RHSA-2024:0001 for one
    "artifact_key",
    "IsPackageOfDistribution",  # of Debian, Red Hat and the like
    "VEXLENS_STATE_DISPUTED", "kDisputed",  # a record's state, by its name in JSON
    "Assertion",  # of statements that share their words
}
PACK_RUNS = re.compile("artifact", re.IGNORECASE)  # are what a pack run makes


def glossary():
    with open("ARCHITECTURE.md", encoding="utf-8") as page:
        table = page.read().split("| word | what | not called |\n")[1].split("\n\n")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[1:]]
    return [(row[0], row[2].split(", ")) for row in rows]


def identifiers(path):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    if path.endswith((".h", ".hpp")):
        text = re.sub(r"//[^\n]*|/\*.*?\*/", "", text, flags=re.DOTALL)
    return set(re.findall(r"[A-Za-z_]\w*", re.sub(r'"[^"]*"', "", text)))


def words(identifier):
    """The parts of kRecordKey or record_key, in small letters."""
    return "_".join(re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", identifier)).lower()


class GlossaryTest(unittest.TestCase):
    def test_it_is_short(self):
        self.assertLessEqual(len(glossary()), 40)

    def test_nothing_public_has_another_name(self):
        paths = glob.glob("include/**/*.h*", recursive=True) + glob.glob("bindings/python/**/*.pyi", recursive=True)
        self.assertGreater(len(paths), 40)
        for path in sorted(paths):
            for identifier in identifiers(path) - EXCEPTIONS:
                if PACK_RUNS.search(identifier):
                    continue
                for word, others in glossary():
                    for other in others:
                        self.assertNotIn(f"_{other}_", f"_{words(identifier)}_", f"{path}: {identifier} is a {word}")

    def test_people_find_the_words(self):
        with open("docs/glossary.md", encoding="utf-8") as page:
            text = page.read().lower()
        for word in ("document", "issuer", "key", "consensus", "record", "conflict", "waiver", "workspace", "moment"):
            self.assertIn(word, text)


if __name__ == "__main__":
    unittest.main()
