"""The library answers as the model does on public feeds.

The model looks at every statement for every key. So a feed is cut into parts that it can answer: the statements about
vulnerabilities that aliases tie together stay in one part, unless they are too many; then those about neighbouring
products do. Both sides are given the same parts.
"""

import collections
import json
import os
import pathlib
import subprocess
import tempfile
import unittest

from tests.consensus.model_comparison import both_answers, first_difference
from tests.consensus.model_inputs import POLICIES

_FEEDS = (
    "openvex/dhi",
    "openvex/rancher",
    "openvex/aqua",
    "openvex/trivy",
    "openvex/vexctl",
    "openvex/go-vex",
    "csaf/redhat",
    "csaf/oasis-2.0",
    "cyclonedx/bom-examples",
)
_MOST = 300  # statements of a part
_PARTS = len(POLICIES)  # of a feed, spread over it: one for each policy
_AS_OF = "2026-11-01T00:00:00Z"


class Classes:
    """Which vulnerabilities are tied together, by whomever."""

    def __init__(self):
        self._parent = {}

    def of(self, name):
        parent = self._parent.setdefault(name, name)
        while parent != self._parent[parent]:
            parent = self._parent[parent] = self._parent[self._parent[parent]]
        return parent

    def tie(self, one, other):
        self._parent[self.of(one)] = self.of(other)


def grouped(statements):
    """The statements by class, those of each by product."""
    classes = Classes()
    for statement in statements:
        for alias in statement["aliases"]:
            classes.tie(statement["vulnerability"], alias)
    groups = collections.defaultdict(list)
    for statement in statements:
        groups[classes.of(statement["vulnerability"])].append(statement)
    for _, group in sorted(groups.items()):
        yield sorted(group, key=lambda statement: (statement["product"], statement["component"]))


def parts(statements):
    """Lists of at most _MOST statements; each statement is in one."""
    part = []
    for group in grouped(statements):
        if part and len(part) + len(group) > _MOST:
            yield part
            part = []
        while len(part) + len(group) > _MOST:
            yield group[:_MOST]
            group = group[_MOST:]
        part += group
    if part:
        yield part


def with_documents(part, documents):
    """The part as evidence: its documents, and those that may replace them."""
    digests = {statement["documentDigest"] for statement in part}
    names = {document["documentId"] for document in documents if document["documentDigest"] in digests}
    return {
        "documents": [document for document in documents if document["documentId"] in names],
        "statements": part,
    }


class FeedModelTest(unittest.TestCase):
    def test_agrees_with_the_library_on_public_feeds(self):
        corpora = os.environ.get("VEXLENS_CORPORA", "")
        if corpora == "":
            if os.environ.get("CI") == "true":
                self.fail("VEXLENS_CORPORA is not set, and CI needs it")
            self.skipTest("VEXLENS_CORPORA does not name the folder of the corpora")
        for feed in _FEEDS:
            with self.subTest(feed):
                self.compare(pathlib.Path(corpora) / feed)

    def compare(self, feed):
        command = ["cli/stella", "vex", "evidence", "--input", str(feed)]
        read = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        evidence = json.loads(read.stdout)
        all_parts = list(parts(evidence["statements"]))
        self.assertTrue(all_parts)
        whole = os.environ.get("VEXLENS_MODEL_PARTS", "") == "all"
        step = 1 if whole else max(1, len(all_parts) // _PARTS)
        directory = json.loads(pathlib.Path("lib/trust/starter_issuers.json").read_text())
        records = 0
        with tempfile.TemporaryDirectory() as folder:
            for number, part in list(enumerate(all_parts))[::step]:
                policy = POLICIES[number // step % len(POLICIES)]
                part_evidence = with_documents(part, evidence["documents"])
                model, library = both_answers(pathlib.Path(folder), part_evidence, directory, policy, _AS_OF)
                if model != library:
                    self.fail(f"part {number}, policy {json.dumps(policy)}\n{first_difference(model, library)}")
                records += library.count(b"\n")
        self.assertGreater(records, 0)
        print(f"{feed.name}: {len(all_parts)} parts, {records} records agree", flush=True)


if __name__ == "__main__":
    unittest.main()
