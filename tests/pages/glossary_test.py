"""The public interfaces, the help of the command and the members of JSON call things by the words of the glossary, and
by no others."""

import glob
import json
import os
import re
import subprocess
import unittest

# Identifiers that have a foreign word for a reason.
EXCEPTIONS = {
    "AdvisoryKey", "AdvisoryKeyOf", "advisory_key", "advisoryKey",  # the member of a record
    "KnownClass::advisory", "advisory",  # what a tenant calls the class of a vulnerability
    "IsVendorAdvisory",  # a vendor's advisory, RHSA-2024:0001 for one
    "artifact_key", "artifactKey",
    "IsPackageOfDistribution",  # of Debian, Red Hat and the like
    "VEXLENS_STATE_DISPUTED", "kDisputed",  # a record's state, by its name in JSON
    "Assertion",  # of statements that share their words
    "TimelineQueryService",  # as StellaOps calls it
}
# And those that have one in one header only.
EXCEPTIONS_OF = {
    "vexlens/driver.h": {"Load"},  # a shared object
    "vexlens/engine.h": {"load"},  # the caller's, of documents
    "vexlens/evidence.h": {"FindSubject"},
    "vexlens/identity.h": {"query"},  # a subject that is asked about
    "vexlens/purl.h": {"Find"},  # a qualifier
    "vexlens/support/text_pool.h": {"Find"},  # a text
    "vexlens/trust.h": {"Find"},  # an issuer
    "vexlens/support/value_pool.h": {"Find"},  # a value
    "vexlens/workspace.h": {"Answer"},  # a record with what it points into
    "vexlens_timeline.h": {"vexlens_timeline_query"},  # of many events, by a filter
    "vexlens_timeline.hpp": {"Query", "vexlens_timeline_query"},
}
PACK_RUNS = re.compile("artifact", re.IGNORECASE)  # are what a pack run makes
SENTENCES = {"answer", "question"}  # help may say them, but no option is called so


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
        text = re.sub(r"[.>:]find(_if)?\b", "", text)  # the standard library's
    return set(re.findall(r"[A-Za-z_]\w*", re.sub(r'"[^"]*"', "", text)))


def words(identifier):
    """The parts of kRecordKey or record_key, in small letters."""
    return "_".join(re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", identifier)).lower()


def help_of(*command):
    return subprocess.run(["cli/stella", *command, "--help"], check=True, capture_output=True, text=True).stdout


def commands(*above):
    """Each command with its help, those above it first."""
    text = help_of(*above)
    yield above, text
    for name in re.findall(r"^  ([a-z-]+) ", text.partition("\nSubcommands:\n")[2], re.MULTILINE):
        yield from commands(*above, name)


def members(value):
    """The names of all members of a JSON value."""
    if isinstance(value, dict):
        yield from value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from members(each)


def listed(cell):
    """The names in the code of a table's cell: `a, b[], c[{d, e}]`."""
    return re.findall(r"\w+", " ".join(re.findall(r"`([^`]*)`", cell)))


def members_in_page(text):
    """The names of members that a page lists: in tables of members and columns, and as `{a, b[], c {d}}`."""
    for header, column in (("member", 0), ("column", 0), ("of | members", 1)):
        for table in re.findall(rf"^\| {re.escape(header)} \|.*\n\|[-|]+\|\n((?:\|.*\n)+)", text, re.MULTILINE):
            for row in re.split(r"\n", table.strip()):
                yield from listed(row.split(" | ")[column])
    yield from re.findall(r"`(\w+)\[\]`", text)
    for shape in re.findall(r"`(\{[^`]*\}|\w+, [\w\s,{}\[\]]+)`", text):
        yield from re.findall(r'"(\w+)":', shape) if '"' in shape else re.findall(r"\w+", shape)


class GlossaryTest(unittest.TestCase):
    def expect_our_words(self, identifier, place):
        for word, others in glossary():
            for other in others:
                self.assertNotIn(f"_{other}_", f"_{words(identifier)}_", f"{place}: {identifier} is a {word}")

    def test_it_is_short(self):
        self.assertLessEqual(len(glossary()), 40)

    def test_nothing_public_has_another_name(self):
        paths = glob.glob("include/**/*.h*", recursive=True) + glob.glob("bindings/python/**/*.pyi", recursive=True)
        self.assertGreater(len(paths), 40)
        for path in sorted(paths):
            own = EXCEPTIONS_OF.get(path.partition("include/")[2], set())
            for identifier in identifiers(path) - EXCEPTIONS - own:
                if not PACK_RUNS.search(identifier):
                    self.expect_our_words(identifier, path)

    def test_each_exception_has_a_reason(self):
        for header, names in EXCEPTIONS_OF.items():
            path = os.path.join("include", header)
            if os.path.exists(path):
                self.assertLessEqual(names, identifiers(path), header)

    def test_the_help_says_the_same(self):
        seen = 0
        for command, text in commands():
            seen += 1
            place = " ".join(("stella", *command))
            for name in {*command, *re.findall(r"--([a-z][a-z-]*)", text), *re.findall(r"\b[A-Z][A-Z_]+\b", text)}:
                if not PACK_RUNS.search(name):
                    self.expect_our_words(name, place)
            said = "_" + "_".join(re.findall(r"[a-z0-9]+", text.lower())) + "_"
            for word, others in glossary():
                for other in set(others) - SENTENCES:
                    if command[:1] == ("pack",) and PACK_RUNS.search(other):
                        continue
                    self.assertIsNone(re.search(f"_{other}s?_", said), f"{place}: a {word} is called {other}")
        self.assertGreater(seen, 35)

    def test_json_that_is_written_has_no_other_members(self):
        paths = glob.glob("tests/consensus/golden/*/e*.*json")  # evidence.json and expected.ndjson
        self.assertGreater(len(paths), 50)
        for path in sorted(paths):
            with open(path, encoding="utf-8") as file:
                lines = file.read()
            values = [json.loads(line) for line in lines.splitlines()] if path.endswith("ndjson") else json.loads(lines)
            for name in set(members(values)) - EXCEPTIONS:
                self.expect_our_words(name, path)

    def test_pages_list_no_other_members(self):
        found = set()
        for path in sorted(glob.glob("docs/*.md")):
            with open(path, encoding="utf-8") as page:
                names = set(members_in_page(page.read()))
            found |= names
            for name in names - EXCEPTIONS:
                if not PACK_RUNS.search(name):
                    self.expect_our_words(name, path)
        some = {"consensusId", "weight_affected", "eventId", "statementId", "clearTier", "nearMisses", "bomElements"}
        self.assertLessEqual(some, found)

    def test_people_find_the_words(self):
        with open("docs/glossary.md", encoding="utf-8") as page:
            text = page.read().lower()
        for word in ("document", "issuer", "key", "consensus", "record", "conflict", "waiver", "workspace", "moment"):
            self.assertIn(word, text)


if __name__ == "__main__":
    unittest.main()
